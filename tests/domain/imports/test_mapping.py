"""Which column holds which field."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.imports.fields import DOSSIER_FIELDS, PROCEDURE_FIELDS, Field, recogniser
from portal.domain.imports.mapping import (
    ColumnMapping,
    MappingProblem,
    MappingTrouble,
    UnusableMapping,
    fitted,
    guess_mapping,
    read_mapping,
    recogniser_of,
    write_mapping,
)
from portal.domain.imports.moments import DateOrder

NEEDED = {"code": "Mã hồ sơ", "procedure_code": "Mã TTHC", "received": "Ngày tiếp nhận"}
HEADERS = ("STT", "Mã hồ sơ", "Mã TTHC", "Ngày tiếp nhận", "Ghi chú")


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Mã hồ sơ", "code"),
        ("MÃ HỒ SƠ (*)", "code"),
        ("Ma ho so", "code"),  # without accents
        ("Số hồ sơ", "code"),
        ("dossier_code", "code"),
        ("procedure_code", "procedure_code"),
        ("Mã TTHC", "procedure_code"),
        ("Ngày tiếp nhận (dd/mm/yyyy)", "received"),
        ("Ngày hẹn trả", "due"),
        ("Ngày hẹn trả kết quả", "due"),
        ("Ngày trả kết quả", "returned"),
        ("Ngày kết thúc xử lý", "finished"),
        ("Hình thức tiếp nhận", "channel_in"),
        ("Hình thức nhận kết quả", "channel_out"),
        ("SĐT", "phone"),
        ("E-mail", "email"),
    ],
)
def test_it_guesses_columns_of_dossiers_from_their_headers(header: str, field: str) -> None:
    assert guess_mapping(["STT", header], DOSSIER_FIELDS).columns == {field: header}


def test_it_takes_the_weightier_of_two_names_and_no_column_twice() -> None:
    headers = ["Số biên nhận", "Mã hồ sơ", "Ngày hẹn trả", "Ngày trả"]

    assert guess_mapping(headers, DOSSIER_FIELDS).columns == {
        "code": "Mã hồ sơ",
        "due": "Ngày hẹn trả",
        "returned": "Ngày trả",
    }


@pytest.mark.parametrize("fields", [DOSSIER_FIELDS, PROCEDURE_FIELDS])
def test_no_name_belongs_to_two_fields(fields: tuple[Field, ...]) -> None:
    owners: dict[str, str] = {}
    for field in fields:
        for name in field.folded_names:
            assert owners.setdefault(name, field.name) == field.name


def test_it_spells_headers_as_the_file_does() -> None:
    mapping = ColumnMapping({**NEEDED, "code": "ma ho so"}, DateOrder.MONTH_FIRST)

    assert fitted(mapping, HEADERS, DOSSIER_FIELDS) == ColumnMapping(NEEDED, DateOrder.MONTH_FIRST)


def test_it_names_everything_that_does_not_fit() -> None:
    columns = {
        "code": "Mã",
        "colour": "STT",
        "phone": "Ghi chú",
        "email": "ghi chú",
        "received": "Ngày tiếp nhận",
    }
    with pytest.raises(UnusableMapping) as refused:
        fitted(ColumnMapping(columns), HEADERS, DOSSIER_FIELDS)
    assert set(refused.value.problems) == {
        MappingProblem(MappingTrouble.NO_SUCH_HEADER, "code", "Mã"),
        MappingProblem(MappingTrouble.UNKNOWN_FIELD, "colour", "STT"),
        MappingProblem(MappingTrouble.HEADER_TWICE, "email", "ghi chú"),
        MappingProblem(MappingTrouble.FIELD_MISSING, "procedure_code"),
    }


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("no json", MappingTrouble.NOT_JSON),
        ("[" * 100_000, MappingTrouble.NOT_JSON),
        ("[]", MappingTrouble.SHAPE),
        ('{"column": {}}', MappingTrouble.SHAPE),
        ('{"columns": {}, "sheet": "1"}', MappingTrouble.SHAPE),
        ('{"columns": []}', MappingTrouble.SHAPE),
        ('{"columns": {"code": 3}}', MappingTrouble.SHAPE),
        ('{"columns": {"code": ""}}', MappingTrouble.SHAPE),
        ('{"columns": {}, "date_order": "ymd"}', MappingTrouble.DATE_ORDER),
        ('{"columns": {}, "date_order": []}', MappingTrouble.DATE_ORDER),
    ],
)
def test_it_refuses_json_that_is_no_mapping(text: str, code: MappingTrouble) -> None:
    with pytest.raises(UnusableMapping) as refused:
        read_mapping(text)
    assert refused.value.problems[0].code is code


@given(
    st.dictionaries(st.text(min_size=1), st.text(min_size=1), max_size=5),
    st.sampled_from(DateOrder),
)
def test_it_reads_what_it_writes(columns: dict[str, str], order: DateOrder) -> None:
    mapping = ColumnMapping(columns, order)
    assert read_mapping(write_mapping(mapping)) == mapping


def test_it_reads_columns_that_stand_alone() -> None:
    assert read_mapping('{"code": "Mã"}') == ColumnMapping({"code": "Mã"})
    assert read_mapping('{"code": "Mã", "date_order": "mdy"}') == ColumnMapping(
        {"code": "Mã"}, DateOrder.MONTH_FIRST
    )


def test_it_tells_headers_from_titles() -> None:
    assert recogniser(DOSSIER_FIELDS)(HEADERS) == 3
    assert recogniser(DOSSIER_FIELDS)(["DANH SÁCH HỒ SƠ", "Từ ngày 01/10/2026"]) == 0
    assert recogniser_of(ColumnMapping({"code": "ghi CHÚ"}))(HEADERS) == 1
