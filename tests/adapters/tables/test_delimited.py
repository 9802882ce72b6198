"""Delimited text as tables."""

import unicodedata
from pathlib import Path

import pytest

from portal.adapters.tables.limits import Limits
from portal.domain.imports.tables import Flaw, Flawed, TableTrouble
from tests.adapters.tables.specimens import cells, read, refusal, text_file

HEAD = "Mã hồ sơ,Mã TTHC,Ngày tiếp nhận\n"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_it_finds_separator_and_line_ends(tmp_path: Path, separator: str, ending: str) -> None:
    lines = [
        separator.join(("Mã hồ sơ", "Mã TTHC", "Ngày tiếp nhận")),
        separator.join(("H1", "T1", "a, b; c")),
    ]
    path = text_file(tmp_path, "".join(f"{line}{ending}" for line in lines).replace("a, b; c", '"a, b; c"'))

    assert cells(path) == [["H1", "T1", "a, b; c"]]


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ("H1,T1,x\nH2,T2,y\n", [2, 3]),
        ("\n\nH1,T1,x\n,,\n  , ,\nH2,T2,y", [4, 7]),  # lines without content count, and are no rows
        ('H1,"a\nb\nc",x\nH2,T2,y\n', [2, 5]),  # a record is where it begins
        ("H1\nH2,T2\n", [2, 3]),  # cells left off at the end are empty
    ],
)
def test_it_counts_lines_as_an_editor_does(tmp_path: Path, rows: str, lines: list[int]) -> None:
    assert [row.line for row in read(text_file(tmp_path, HEAD + rows))] == lines


def test_it_takes_the_hint_of_a_spreadsheet_program(tmp_path: Path) -> None:
    path = text_file(tmp_path, "sep=;\nMã hồ sơ;Ngày tiếp nhận\nH1;x\n")

    assert [(row.line, list(row.cells.values())) for row in read(path)] == [(3, ["H1", "x"])]


def test_it_says_when_a_row_has_more_cells_than_headers(tmp_path: Path) -> None:
    rows = read(text_file(tmp_path, HEAD + "H1,ấp Lộc An, xã Lộc Hưng,x,\nH2,T2,y,,\n"))

    assert [row.surplus for row in rows] == ["x", ""]


def test_it_trusts_no_formula(tmp_path: Path) -> None:
    assert cells(text_file(tmp_path, HEAD + '"=""0012""",T1,x\n')) == [
        [Flawed(Flaw.FORMULA, '="0012"'), "T1", "x"]
    ]


def test_it_composes_accents_that_stand_apart(tmp_path: Path) -> None:
    path = text_file(tmp_path, unicodedata.normalize("NFD", HEAD + "H1,Nguyễn Thị Hạnh,x\n"))

    assert cells(path) == [["H1", "Nguyễn Thị Hạnh", "x"]]


@pytest.mark.parametrize(
    ("content", "code", "detail"),
    [
        (b"", TableTrouble.EMPTY, ""),
        (b"\xef\xbb\xbf\r\n\r\n", TableTrouble.EMPTY, ""),
        (b"a" * 200 + b"\x00\x01", TableTrouble.BINARY, "1"),
        (b"%PDF-1.7", TableTrouble.BINARY, ""),
        (b"\x00" * 5000, TableTrouble.BINARY, ""),
        (b"  <!DOCTYPE html><table>", TableTrouble.MARKUP, ""),
        ("\ufeff<html>".encode("utf-16-le"), TableTrouble.MARKUP, ""),
        (b"<?xml version='1.0'?><Workbook>", TableTrouble.MARKUP, ""),
        ("\ufeffa,b".encode("utf-32-le"), TableTrouble.ENCODING, "1"),
        (HEAD.encode() + b"H1,T\xff1,x\n", TableTrouble.ENCODING, "2"),
        (HEAD.encode() + b"H1,T1,x\nH2,\xe1\xba", TableTrouble.ENCODING, "3"),  # cut off in a letter
        (
            b"\xef\xbb\xbf" + HEAD.encode("cp1258", "ignore"),
            TableTrouble.ENCODING,
            "1",
        ),  # its mark says UTF-8
        (b"M\xb7 h\xe5 s\xac,Ng\xb5y ti\xd5p nh\xcbn\nH1,x\n", TableTrouble.ENCODING, "1"),  # TCVN3
        ("\ufeffa,b\nc".encode("utf-16-le") + b"\x00\xd8", TableTrouble.ENCODING, "2"),
        (HEAD + 'H1,"T1,x\nH2,T2,y\n', TableTrouble.QUOTES, "2"),
        (HEAD + 'H1,"T"1,x\n', TableTrouble.QUOTES, "2"),
        (HEAD + 'H1,"T1,x\n' + "H2,T2,y\n" * 50_000, TableTrouble.QUOTES, "2"),
        (HEAD + "H1," + "x" * 200_000, TableTrouble.LONG_LINE, "2"),
        (HEAD + "H1," + "x" * 3_000_000, TableTrouble.LONG_LINE, "2"),
        (HEAD + "H1" + "," * 300 + "x", TableTrouble.TOO_MANY_COLUMNS, "2"),
        ("Mã hồ sơ,mã HỒ SƠ\nH1,H2\n", TableTrouble.HEADER_TWICE, "mã HỒ SƠ"),
        (HEAD, TableTrouble.NO_ROWS, "1"),
        ("Kính gửi, Quý Sở\nXin chào\nTrân trọng\nHết\n", TableTrouble.NOT_A_TABLE, ""),
    ],
)
def test_it_refuses_what_is_no_table(
    tmp_path: Path, content: str | bytes, code: TableTrouble, detail: str
) -> None:
    assert refusal(text_file(tmp_path, content)) == (code, detail)


def test_it_reads_a_table_whose_headers_nobody_knows(tmp_path: Path) -> None:
    path = text_file(tmp_path, "Báo cáo tháng\nnummer,tag,wer\n7,8,9\n4,5,6\n")

    assert [row.cells for row in read(path)] == [
        {"nummer": "7", "tag": "8", "wer": "9"},
        {"nummer": "4", "tag": "5", "wer": "6"},
    ]


def test_it_stops_at_more_rows_than_are_taken(tmp_path: Path) -> None:
    path = text_file(tmp_path, HEAD + "H1,T1,x\n" * 4)

    assert len(read(path, Limits(rows=4))) == 4
    assert refusal(path, Limits(rows=3)) == (TableTrouble.TOO_MANY_ROWS, "3")


def test_it_flaws_a_cell_that_is_too_long_and_keeps_the_rest(tmp_path: Path) -> None:
    assert cells(text_file(tmp_path, HEAD + f"H1,{'x' * 40_000},y\n")) == [
        ["H1", Flawed(Flaw.TOO_LONG, "x" * 120), "y"]
    ]
