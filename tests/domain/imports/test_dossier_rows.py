"""Rows of dossiers: good, or wrong with every reason."""

from datetime import UTC, datetime

import pytest

from portal.domain.dossier_channels import DossierChannel, OnlineLevel
from portal.domain.imports.dossier_rows import DossierContext, DossierRow, read_dossiers
from portal.domain.imports.fields import DOSSIER_FIELDS
from portal.domain.imports.mapping import guess_mapping
from portal.domain.imports.reasons import Reason, RowError, WrongRow
from portal.domain.imports.tables import Cell, Flaw, Flawed, TableRow
from portal.domain.kinds import SenderKind

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
ANYTHING = DossierContext(NOW)
GOOD: dict[str, Cell] = {
    "Mã hồ sơ": "H99.15-261103-0001",
    "Mã TTHC": "1.003738.000.00.00.H99",
    "Ngày tiếp nhận": "03/11/2026 08:30",
}


def read(*rows: dict[str, Cell], context: DossierContext = ANYTHING) -> list[DossierRow | WrongRow]:
    headers = list(dict.fromkeys(header for row in rows for header in row))
    lines = (TableRow(line, row) for line, row in enumerate(rows, 2))
    return list(read_dossiers(lines, guess_mapping(headers, DOSSIER_FIELDS), context))


def good(row: dict[str, Cell], context: DossierContext = ANYTHING) -> DossierRow:
    (found,) = read(row, context=context)
    assert isinstance(found, DossierRow)
    return found


def errors(row: dict[str, Cell], context: DossierContext = ANYTHING) -> list[tuple[str, str, Reason]]:
    (found,) = read(row, context=context)
    assert isinstance(found, WrongRow)
    return [(error.column, error.value, error.reason) for error in found.errors]


def test_it_reads_a_whole_row() -> None:
    row = good({
        **GOOD,
        "Chủ hồ sơ": "Công ty TNHH Phú Lợi",
        "Đối tượng": "Tổ chức",
        "Số điện thoại": "0912 345 678",
        "Email": "",
        "Ngày hẹn trả": "17/11/2026",
        "Ngày kết thúc xử lý": "10/11/2026 15:00",
        "Hình thức tiếp nhận": "Trực tuyến toàn trình",
        "Hình thức trả": "BCCI",
        "Số lần bổ sung": 1,
    })

    assert (row.line, row.code, row.email) == (2, "H99.15-261103-0001", "")
    assert row.received.has_time
    assert row.due is not None
    assert not row.due.has_time
    assert (row.applicant_kind, row.phone) == (SenderKind.ORGANISATION, "+84912345678")
    assert (row.channel_in, row.channel_out) == (DossierChannel.ONLINE_FULL, DossierChannel.POSTAL)
    assert (row.supplement_requests, row.returned) == (1, None)


def test_it_lists_every_wrong_cell_of_a_row() -> None:
    row: dict[str, Cell] = {
        "Mã hồ sơ": " ",
        "Mã TTHC": Flawed(Flaw.FORMULA, "=A1"),
        "Ngày tiếp nhận": "31/02/2026",
        "Email": "không",
    }

    assert errors(row) == [
        ("Mã hồ sơ", "", Reason.MISSING),
        ("Mã TTHC", "=A1", Reason.FORMULA),
        ("Email", "không", Reason.EMAIL),
        ("Ngày tiếp nhận", "31/02/2026", Reason.NO_SUCH_DAY),
    ]


@pytest.mark.parametrize(
    ("header", "cell", "reason"),
    [
        ("Ngày tiếp nhận", "23/11/2026", Reason.FUTURE),
        ("Ngày tiếp nhận", "22/11/2026 16:01", Reason.FUTURE),  # a minute from now
        ("Ngày kết thúc xử lý", "02/11/2026", Reason.BEFORE_RECEIVED),
        ("Ngày kết thúc xử lý", "03/11/2026 08:29", Reason.BEFORE_RECEIVED),
        ("Ngày kết thúc xử lý", "23/11/2026", Reason.FUTURE),
        ("Ngày trả kết quả", "02/11/2026", Reason.BEFORE_RECEIVED),
        ("Ngày cập nhật", "02/11/2026", Reason.BEFORE_RECEIVED),
        ("Ngày hẹn trả", "02/11/2026", Reason.BEFORE_RECEIVED),
        ("Ngày dừng giải quyết", "01/11/2026", Reason.BEFORE_RECEIVED),
        ("Ngày trả kết quả", Flawed(Flaw.MERGED, ""), Reason.MERGED),
        ("Hình thức tiếp nhận", "Nhờ người quen", Reason.NOT_A_CHANNEL),
        ("Hình thức tiếp nhận", "Trực tuyến", Reason.WHICH_ONLINE),
        ("Hình thức tiếp nhận", "Trực tiếp và bưu chính", Reason.NOT_A_CHANNEL),
    ],
)
def test_it_finds_a_wrong_cell(header: str, cell: Cell, reason: Reason) -> None:
    found = errors({**GOOD, header: cell})
    assert [(column, why) for column, _, why in found] == [(header, reason)]


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("Ngày tiếp nhận", "22/11/2026"),  # today, at no known time
        ("Ngày tiếp nhận", "22/11/2026 16:00"),  # this very minute
        ("Ngày hẹn trả", "03/11/2026"),  # a matter of hours
        ("Ngày hẹn trả", "30/12/2026"),
        ("Ngày kết thúc xử lý", "03/11/2026"),  # by the day alone it is not before
    ],
)
def test_it_takes_the_edges(header: str, cell: Cell) -> None:
    good({**GOOD, header: cell})


def test_it_takes_what_was_returned_for_finished() -> None:
    row = good({**GOOD, "Ngày trả kết quả": "10/11/2026"})
    assert row.finished == row.returned


def test_it_wants_the_reason_of_a_stop_where_there_is_a_column_for_it() -> None:
    stopped = {**GOOD, "Ngày dừng giải quyết": "10/11/2026"}

    assert good(stopped).stopped_on is not None
    assert errors({**stopped, "Lý do dừng": ""}) == [("Lý do dừng", "", Reason.MISSING)]
    assert good({**stopped, "Lý do dừng": "Người nộp rút hồ sơ"}).stop_reason == "Người nộp rút hồ sơ"


def test_it_refuses_the_second_of_one_code_and_names_the_first() -> None:
    first, other, second = read(
        GOOD, {**GOOD, "Mã hồ sơ": "H99.15-261103-0002"}, {**GOOD, "Mã hồ sơ": "h99.15-261103-0001 "}
    )

    assert isinstance(first, DossierRow)
    assert isinstance(other, DossierRow)
    assert isinstance(second, WrongRow)
    assert second.errors == (RowError(4, "Mã hồ sơ", "h99.15-261103-0001 ".strip(), Reason.TWICE, 2),)


def test_it_refuses_a_row_whose_columns_have_slipped() -> None:
    rows = [TableRow(2, GOOD, surplus="xã Thanh Bình")]
    (wrong,) = read_dossiers(rows, guess_mapping(list(GOOD), DOSSIER_FIELDS), ANYTHING)

    assert isinstance(wrong, WrongRow)
    assert wrong.errors == (RowError(2, "", "xã Thanh Bình", Reason.SURPLUS),)


def test_it_checks_codes_against_what_is_known() -> None:
    context = DossierContext(NOW, procedures={"2.000621.000.00.00.H99": OnlineLevel.PARTIAL}, units={"QLTM"})

    assert errors({**GOOD, "Mã đơn vị": "XYZ"}, context) == [
        ("Mã TTHC", "1.003738.000.00.00.H99", Reason.UNKNOWN_PROCEDURE),
        ("Mã đơn vị", "XYZ", Reason.UNKNOWN_UNIT),
    ]


@pytest.mark.parametrize(
    ("level", "channel"),
    [(OnlineLevel.PARTIAL, DossierChannel.ONLINE_PARTIAL), (OnlineLevel.FULL, DossierChannel.ONLINE_FULL)],
)
def test_it_asks_the_procedure_what_online_means(level: OnlineLevel, channel: DossierChannel) -> None:
    context = DossierContext(NOW, procedures={"1.003738.000.00.00.H99": level})
    row = good({**GOOD, "Hình thức tiếp nhận": "Trực tuyến", "Hình thức trả": "Trực tuyến"}, context)

    assert (row.channel_in, row.channel_out) == (channel, DossierChannel.ONLINE_FULL)


def test_it_reads_one_row_at_a_time() -> None:
    def rows() -> object:
        yield TableRow(2, GOOD)
        raise AssertionError("read ahead")

    found = read_dossiers(rows(), guess_mapping(list(GOOD), DOSSIER_FIELDS), ANYTHING)  # type: ignore[arg-type]
    assert isinstance(next(found), DossierRow)
