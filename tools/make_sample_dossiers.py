#!/usr/bin/env python3
"""Make the sample files of dossiers and procedures, good and nasty, in tests/data/dossiers.

    .venv/bin/python tools/make_sample_dossiers.py

Everything in them is made up. The same seed gives the same rows; only the packing of a workbook may differ between
machines.
"""

import csv
import random
import tomllib
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import xlsxwriter

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "tests" / "data" / "dossiers"
PROCEDURES = tomllib.loads((ROOT / "portal" / "demo" / "procedures.toml").read_text(encoding="utf-8"))[
    "procedure"
]
SEED = 20261103
MADE_ON = datetime(2026, 11, 3, tzinfo=UTC)
EPOCH = (1980, 1, 1, 0, 0, 0)
GOOD_ROWS = 35
FIRST_DAY = datetime(2026, 8, 31, 7, 30)  # noqa: DTZ001 (a wall clock; a Monday)
TONES = "\u0300\u0301\u0303\u0309\u0323"

HEADERS = (
    *(
        "Mã hồ sơ",
        "Mã thủ tục",
        "Mã đơn vị",
        "Nơi tiếp nhận",
        "Chủ hồ sơ",
        "Đối tượng",
        "Số điện thoại",
        "Email",
    ),
    *(
        "Địa chỉ",
        "Ngày tiếp nhận",
        "Ngày hẹn trả",
        "Ngày kết thúc xử lý",
        "Ngày trả kết quả",
        "Ngày cập nhật",
    ),
    *("Hình thức tiếp nhận", "Hình thức trả", "Số lần bổ sung"),
)
DATES = range(9, 14)
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Đặng", "Bùi", "Đỗ", "Võ", "Ngô")
MIDDLES = ("Văn", "Thị", "Hữu", "Ngọc", "Minh", "Thanh", "Quốc", "Kim")
GIVEN = ("An", "Bình", "Cường", "Dung", "Hạnh", "Khánh", "Lộc", "Mỹ", "Phúc", "Quỳnh", "Tuyết", "Vũ")
FIRMS = ("Công ty TNHH Phú Lợi", "Hợp tác xã Suối Đá", "Công ty cổ phần Thanh Tân", "Cửa hàng Lộc An")
PLACES = ("ấp Thanh Tân, xã Thanh Bình", "khu phố Phú Lợi, phường Tân Phú", "ấp Lộc An, xã Lộc Hưng")
CHANNELS = ("Trực tiếp", "Trực tuyến một phần", "Trực tuyến toàn trình", "Bưu chính công ích")
COUNTERS = ("Trung tâm Phục vụ hành chính công", "Quầy 3 - Trung tâm Phục vụ hành chính công")

Row = list[Any]


def good_rows(count: int = GOOD_ROWS, seed: int = SEED, series: int = 0) -> list[Row]:
    """Rows with nothing wrong: a few open, some late, moments as datetimes; codes are numbered on from `series`."""
    chance = random.Random(seed)
    return [_row(chance, number, series) for number in range(1, count + 1)]


def _row(chance: random.Random, number: int, series: int) -> Row:
    procedure = chance.choice(PROCEDURES)
    received = FIRST_DAY + timedelta(days=number // 5 * 7 + number % 5, minutes=chance.randint(0, 500))
    due = received + timedelta(days=7 * chance.randint(1, 3))
    finished = received.replace(hour=15) + timedelta(days=7 * chance.randint(0, 2))
    is_open = number % 6 == 0
    is_firm = chance.random() < 0.4
    name = (
        chance.choice(FIRMS)
        if is_firm
        else f"{chance.choice(FAMILIES)} {chance.choice(MIDDLES)} {chance.choice(GIVEN)}"
    )
    return [
        f"H99.15-{received:%y%m%d}-{series + number:04}",
        procedure["code"],
        procedure["unit"],
        chance.choice(COUNTERS),
        name,
        "Tổ chức" if is_firm else "Cá nhân",
        f"09{chance.randint(10, 99)} {chance.randint(0, 999):03} {chance.randint(0, 999):03}",
        f"nguoinop{number}@vidu.example" if number % 3 else "",
        f"{chance.choice(PLACES)}, tỉnh Bình An",
        received,
        due.replace(hour=16, minute=30),
        None if is_open else finished,
        None if is_open else finished + timedelta(minutes=90),
        None if is_open else finished + timedelta(minutes=20),
        chance.choice(CHANNELS),
        chance.choice(("Trực tiếp", "Bưu chính công ích", "Trực tuyến")),
        chance.choice((0, 0, 0, 1, 2)),
    ]


def wrong_rows() -> list[Row]:
    """Ten good rows with the mistakes that happen, one or several in each of the first eight."""
    rows = as_text(good_rows(10, SEED + 1, series=500))
    rows[0][9] = "31/02/2026"
    rows[1][0] = ""
    rows[2][6], rows[2][7] = "không có", "nguoi nop@vidu"
    rows[3][9] = "10/21/2026"
    rows[4][11] = "01/01/2026 08:00"
    rows[5][14], rows[5][16] = "Nhờ người quen", "nhiều"
    rows[6][0] = rows[7][0]
    rows[7][9] = "05/11/2096"
    return rows


def as_text(rows: Iterable[Row]) -> list[Row]:
    """Rows as an export into text writes them."""
    return [[_written(value) for value in row] for row in rows]


def _written(value: Any) -> str:
    if isinstance(value, datetime):
        return value.strftime("%d/%m/%Y %H:%M")
    return "" if value is None else str(value)


# --- text ----------------------------------------------------------------------------------------------------------


def delimited(rows: Iterable[Sequence[Any]], separator: str = ",") -> str:
    """Rows as delimited text."""
    file = StringIO()
    csv.writer(file, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return file.getvalue()


def windows_1258(text: str) -> bytes:
    """Text as old office programs save it: tones as letters of their own after the vowel."""
    return "".join(_with_its_tone_after(letter) for letter in text).encode("cp1258")


def _with_its_tone_after(letter: str) -> str:
    try:
        letter.encode("cp1258")
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", letter)
        shape = "".join(part for part in parts if part not in TONES)
        return unicodedata.normalize("NFC", shape) + "".join(part for part in parts if part in TONES)
    return letter


# --- workbooks -----------------------------------------------------------------------------------------------------


def workbook(fill: Callable[[Any], None]) -> bytes:
    """A workbook that `fill` has filled."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"created": MADE_ON})
        fill(book)
    return file.getvalue()


def write_rows(book: Any, sheet: Any, rows: Iterable[Sequence[Any]], *, top: int = 0) -> None:
    """Put rows on a sheet, moments as a spreadsheet keeps them."""
    moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for line, row in enumerate(rows, top):
        for place, value in enumerate(row):
            if isinstance(value, datetime):
                sheet.write_datetime(line, place, value, moment)
            elif isinstance(value, date):
                sheet.write_datetime(line, place, value, day)
            elif value not in (None, ""):
                sheet.write(line, place, value)


def of_rows(rows: Iterable[Sequence[Any]]) -> bytes:
    """A workbook with one sheet of rows."""
    return workbook(lambda book: write_rows(book, book.add_worksheet("Hồ sơ"), rows))


def with_titles(book: Any) -> None:
    """Name of the office and of the report above the headers, and the columns numbered below them."""
    sheet = book.add_worksheet("Báo cáo")
    sheet.merge_range(0, 0, 0, 5, "UBND TỈNH BÌNH AN", None)
    sheet.merge_range(1, 0, 1, 5, "SỞ CÔNG THƯƠNG", None)
    sheet.merge_range(3, 0, 3, 16, "DANH SÁCH HỒ SƠ TIẾP NHẬN", None)
    sheet.write(4, 0, "Từ ngày 07/9/2026 đến ngày 31/10/2026")
    numbers = [f"({number})" for number in range(1, len(HEADERS) + 1)]
    write_rows(book, sheet, [HEADERS, numbers, *good_rows(8)], top=6)


def with_merged_cells(book: Any) -> None:
    """One procedure code for three rows: clear to a reader, no value to a program."""
    sheet = book.add_worksheet("Hồ sơ")
    rows = good_rows(6)
    write_rows(book, sheet, [HEADERS, *rows])
    sheet.merge_range(2, 1, 4, 1, rows[1][1])


def with_formulas(book: Any) -> None:
    """Due dates that are computed."""
    sheet = book.add_worksheet("Hồ sơ")
    rows = good_rows(5)
    write_rows(book, sheet, [HEADERS, *rows])
    for line in (2, 4):
        sheet.write_formula(line - 1, 10, f"=J{line}+10", None, 46300.5)
    sheet.write_formula(5, 0, '="H99.15-"&"0001"', None, "H99.15-0001")


def with_hidden_data(book: Any) -> None:
    """An empty sheet in front, the data on a hidden one."""
    book.add_worksheet("Trang 1").activate()
    hidden = book.add_worksheet("Dữ liệu")
    write_rows(book, hidden, [HEADERS, *good_rows(5)])
    hidden.hide()


def repacked(content: bytes, change: Callable[[str, bytes], bytes], more: dict[str, bytes]) -> bytes:
    """A workbook with changed and added parts."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        parts = {name: change(name, old.read(name)) for name in old.namelist()} | more
        for name, part in parts.items():
            new.writestr(zipfile.ZipInfo(name, EPOCH), part, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def with_macros() -> bytes:
    """A workbook that says it has macros; what stands for them is no program."""
    plain, macros = b"spreadsheetml.sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml"
    return repacked(
        of_rows([HEADERS, *good_rows(3)]),
        lambda name, part: (
            part.replace(b"openxmlformats-officedocument." + plain, macros)
            if name == "[Content_Types].xml"
            else part
        ),
        {"xl/vbaProject.bin": b"no program"},
    )


def compound(stream: str) -> bytes:
    """The shell of an old compound file with the name of one stream in its directory."""
    entry = stream.encode("utf-16-le").ljust(64, b"\x00")
    return (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\x00") + entry).ljust(2048, b"\x00")


# --- procedures ----------------------------------------------------------------------------------------------------

PROCEDURE_HEADERS = (
    *("Mã TTHC", "Tên thủ tục hành chính", "Lĩnh vực", "Mã đơn vị", "Thời hạn giải quyết"),
    *("Thời hạn giải quyết theo quy định", "Mức độ DVC", "Bưu chính công ích", "Các bước thực hiện"),
    *("Nơi niêm yết", "Ngày công bố"),
)
LEVELS = {"none": "Không", "partial": "Một phần", "full": "Toàn trình"}


def procedure_rows() -> list[Row]:
    """The procedures of the demo office."""
    return [
        [
            *(
                each["code"],
                each["name"],
                each["field"],
                each["unit"],
                each["committed"],
                each.get("legal", ""),
            ),
            LEVELS[each["online_level"]],
            "Có" if each["postal"] else "Không",
            "; ".join(f"{name}: {time}" for name, time in each["steps"]),
            each["posted_where"],
            each["updated_on"],
        ]
        for each in PROCEDURES
    ]


def sample_files() -> dict[str, bytes]:
    """Every sample by its name."""
    good, wrong = good_rows(), wrong_rows()
    text = delimited([HEADERS, *as_text(good)])
    procedures = [[*row[:-1], row[-1].strftime("%d/%m/%Y")] for row in procedure_rows()]
    page = "".join(f"<tr><td>{'</td><td>'.join(row)}</td></tr>" for row in as_text(good[:3]))
    return {
        "good.xlsx": of_rows([HEADERS, *good]),
        "good_utf8.csv": text.encode(),
        "good_utf8_bom_semicolon.csv": delimited([HEADERS, *as_text(good)], ";").encode("utf-8-sig"),
        "good_utf16_tab.txt": delimited([HEADERS, *as_text(good)], "\t").encode("utf-16"),
        "good_windows_1258.csv": windows_1258(delimited([HEADERS, *as_text(good)], ";")),
        "title_lines.xlsx": workbook(with_titles),
        "errors.xlsx": of_rows([HEADERS, *wrong]),
        "errors.csv": delimited([HEADERS, *wrong]).encode(),
        "merged.xlsx": workbook(with_merged_cells),
        "formulas.xlsx": workbook(with_formulas),
        "hidden_sheet.xlsx": workbook(with_hidden_data),
        "header_only.xlsx": of_rows([HEADERS]),
        "macros.xlsm": with_macros(),
        "password.xlsx": compound("EncryptedPackage"),
        "old.xls": compound("Workbook"),
        "html_as.xls": f"<html><body><table>{page}</table></body></html>".encode(),
        "not_a_table.csv": "Kính gửi Sở Công Thương\r\nXin gửi danh sách sau.\r\nTrân trọng\r\n".encode(),
        "wrong_encoding.csv": text.encode().replace("Trực tiếp".encode(), b"Tr\xffc ti\xfep", 1),
        "empty.csv": b"",
        "procedures_good.xlsx": of_rows([PROCEDURE_HEADERS, *procedure_rows()]),
        "procedures_good.csv": delimited([PROCEDURE_HEADERS, *procedures]).encode(),
    }


def main() -> None:
    """Write them all."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, content in sample_files().items():
        (FOLDER / name).write_bytes(content)
        print(f"{len(content):>8} {name}")


if __name__ == "__main__":
    main()
