"""Rows of procedures: good, or wrong with every reason."""

from datetime import UTC, date, datetime

from portal.domain.clock import Term, TimeUnit
from portal.domain.dossier_channels import OnlineLevel
from portal.domain.imports.fields import PROCEDURE_FIELDS
from portal.domain.imports.mapping import guess_mapping
from portal.domain.imports.procedure_rows import ProcedureContext, ProcedureRow, read_procedures
from portal.domain.imports.reasons import Reason, WrongRow
from portal.domain.imports.tables import Cell, TableRow
from portal.domain.imports.values import Step

CONTEXT = ProcedureContext(datetime(2026, 11, 22, tzinfo=UTC), units={"QLTM"})
GOOD: dict[str, Cell] = {
    "Mã TTHC": "1.003738.000.00.00.H99",
    "Tên thủ tục": "Cấp Giấy phép bán lẻ rượu",
    "Mã đơn vị": "QLTM",
    "Thời hạn giải quyết": "07 ngày làm việc",
}


def read(*rows: dict[str, Cell]) -> list[ProcedureRow | WrongRow]:
    headers = list(dict.fromkeys(header for row in rows for header in row))
    lines = (TableRow(line, row) for line, row in enumerate(rows, 2))
    return list(read_procedures(lines, guess_mapping(headers, PROCEDURE_FIELDS), CONTEXT))


def reasons(row: dict[str, Cell]) -> list[tuple[str, Reason]]:
    (found,) = read({**GOOD, **row})
    assert isinstance(found, WrongRow)
    return [(error.column, error.reason) for error in found.errors]


def test_it_reads_the_least_there_is() -> None:
    assert read(GOOD) == [
        ProcedureRow(
            2, "1.003738.000.00.00.H99", "Cấp Giấy phép bán lẻ rượu", "QLTM", Term(7, TimeUnit.WORKING_DAYS)
        )
    ]


def test_it_reads_a_whole_row() -> None:
    (row,) = read({
        **GOOD,
        "Thời hạn giải quyết theo quy định": 10,
        "Mức độ DVC": "4",
        "BCCI": "Có",
        "Các bước": "Tiếp nhận: 0,5 ngày; Thẩm định: 6 ngày",
        "Ngày công bố": "12/03/2026",
    })

    assert isinstance(row, ProcedureRow)
    assert row.legal == Term(10, TimeUnit.WORKING_DAYS)
    assert (row.online_level, row.postal, row.updated_on) == (OnlineLevel.FULL, True, date(2026, 3, 12))
    assert row.steps == (
        Step("Tiếp nhận", Term(4, TimeUnit.WORKING_HOURS)),
        Step("Thẩm định", Term(6, TimeUnit.WORKING_DAYS)),
    )


def test_it_takes_the_unit_of_time_from_its_own_column() -> None:
    (row,) = read({**GOOD, "Thời hạn giải quyết": 16, "Đơn vị tính": "giờ làm việc"})

    assert isinstance(row, ProcedureRow)
    assert row.committed == Term(16, TimeUnit.WORKING_HOURS)


def test_it_finds_what_is_wrong() -> None:
    assert reasons({"Mã đơn vị": "XYZ"}) == [("Mã đơn vị", Reason.UNKNOWN_UNIT)]
    assert reasons({"Thời hạn giải quyết": "sớm nhất"}) == [("Thời hạn giải quyết", Reason.NOT_A_TERM)]
    assert reasons({"Mức độ DVC": "cao"}) == [("Mức độ DVC", Reason.NOT_A_LEVEL)]
    assert reasons({"Ngày công bố": "12/03/2027"}) == [("Ngày công bố", Reason.FUTURE)]
    assert reasons({"Thời hạn giải quyết": ""}) == [("Thời hạn giải quyết", Reason.MISSING)]


def test_it_refuses_the_second_of_one_code() -> None:
    _, second = read(GOOD, GOOD)

    assert isinstance(second, WrongRow)
    assert [(error.reason, error.first_line) for error in second.errors] == [(Reason.TWICE, 2)]
