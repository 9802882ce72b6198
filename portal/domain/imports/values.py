"""What a cell says: texts, numbers, yes and no, contacts, terms, steps."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from unicodedata import is_normalized

from portal.domain.clock import Term, TimeUnit
from portal.domain.contact import e164, is_email
from portal.domain.imports.reasons import Reason, WrongCell
from portal.domain.imports.tables import Cell, Flawed
from portal.domain.kinds import SenderKind
from portal.domain.text import fold, folded_words, nfc

LONGEST_CODE = 64
LONGEST_TEXT = 2_000
MOST_REQUESTS = 100
HOURS_OF_A_DAY = 8

_CODE = re.compile(r"\w[\w./\-]*")
_WHOLE = re.compile(r"\d{1,9}|\d{1,3}(?:[., ]\d{3}){1,2}")
_ZEROS = re.compile(r"(\d{1,9})[.,]0{1,2}")
_AMOUNT = re.compile(r"(?:trong |toi da |khong qua )?(\d{1,2}/\d{1,2}|\d{1,5}(?:[.,]\d{1,3})?)\s*(.*)")
_NOT_DIGITS = re.compile(r"\D+")
YES = frozenset({"co", "x", "yes", "y", "true", "1", "dung", "ap dung"})
NO = frozenset({"khong", "no", "n", "false", "0", "khong co", "khong ap dung", "chua", "chua co"})
UNITS = {
    "": TimeUnit.WORKING_DAYS,
    "ngay": TimeUnit.WORKING_DAYS,
    "ngay lam viec": TimeUnit.WORKING_DAYS,
    "ngay lv": TimeUnit.WORKING_DAYS,
    "working day": TimeUnit.WORKING_DAYS,
    "working days": TimeUnit.WORKING_DAYS,
    "working_days": TimeUnit.WORKING_DAYS,
    "gio": TimeUnit.WORKING_HOURS,
    "gio lam viec": TimeUnit.WORKING_HOURS,
    "gio lv": TimeUnit.WORKING_HOURS,
    "working hour": TimeUnit.WORKING_HOURS,
    "working hours": TimeUnit.WORKING_HOURS,
    "working_hours": TimeUnit.WORKING_HOURS,
}
APPLICANTS = {
    **dict.fromkeys(("ca nhan", "cong dan", "nguoi dan", "citizen", "person"), SenderKind.PERSON),
    **dict.fromkeys(
        ("to chuc", "doanh nghiep", "co quan", "hop tac xa", "organisation", "organization", "business"),
        SenderKind.ORGANISATION,
    ),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a procedure and the time it may take."""

    name: str
    term: Term


def shown(cell: Cell) -> str:
    """A cell as an error shows it."""
    if isinstance(cell, Flawed):
        return cell.shown
    if isinstance(cell, datetime):
        return cell.strftime("%d/%m/%Y" if cell.hour == cell.minute == cell.second == 0 else "%d/%m/%Y %H:%M")
    return "" if cell is None else str(cell)


def read_text(cell: Cell) -> str:
    """The words of a cell with single spaces. Raises WrongCell when they are longer than anybody reads."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = cell if isinstance(cell, str) else shown(cell)
    if not (text.isascii() or is_normalized("NFC", text)) or not text.isprintable():
        text = nfc(text)
    text = " ".join(text.split())
    if len(text) > LONGEST_TEXT:
        raise WrongCell(Reason.TOO_LONG)
    return text


def text_up_to(longest: int) -> Callable[[Cell], str]:
    """A reader of texts of at most so many characters."""

    def read(cell: Cell) -> str:
        text = read_text(cell)
        if len(text) > longest:
            raise WrongCell(Reason.TOO_LONG)
        return text

    return read


def read_code(cell: Cell) -> str:
    """A code without spaces, at most 64 characters. Raises WrongCell."""
    code = read_text(cell).replace(" ", "").replace("\u200b", "").replace("–", "-")
    # A number of more digits than a spreadsheet can keep has lost its last ones.
    lossy = isinstance(cell, float) or (isinstance(cell, int) and cell >= 10**15)
    if lossy or len(code) > LONGEST_CODE or not _CODE.fullmatch(code):
        raise WrongCell(Reason.CODE_SHAPE)
    return code


def read_register_code(cell: Cell) -> str:
    """A code of a national register, in capitals: two spellings must not become two dossiers. Raises WrongCell."""
    return read_code(cell).upper()


def read_phone(cell: Cell) -> str:
    """A number as it is kept, +84…. Raises WrongCell."""
    typed = read_text(cell)
    if isinstance(cell, int | float) and len(typed) in (9, 10) and typed[0] in "235789":
        typed = "0" + typed  # a cell of numbers cannot keep a leading zero
    number = e164(typed) if len(_NOT_DIGITS.sub("", typed)) * 2 > len(typed) else ""
    if not number:
        raise WrongCell(Reason.PHONE)
    return number


def read_email(cell: Cell) -> str:
    """An e-mail address. Raises WrongCell."""
    typed = read_text(cell)
    if not is_email(typed):
        raise WrongCell(Reason.EMAIL)
    return typed


def read_count(cell: Cell) -> int:
    """How often something happened: 0 to 100. Raises WrongCell."""
    text = read_text(cell)
    if zeros := _ZEROS.fullmatch(text):
        text = zeros.group(1)
    if isinstance(cell, bool) or not text.isascii() or not _WHOLE.fullmatch(text):
        raise WrongCell(Reason.NOT_A_NUMBER)
    number = int(_NOT_DIGITS.sub("", text))
    if number > MOST_REQUESTS:
        raise WrongCell(Reason.NOT_A_NUMBER)
    return number


def read_yes_no(cell: Cell) -> bool:
    """Yes or no, in Vietnamese or English, or a cross. Raises WrongCell."""
    if isinstance(cell, bool):
        return cell
    words = " ".join(folded_words(read_text(cell)))
    if words in YES:
        return True
    if words in NO:
        return False
    raise WrongCell(Reason.NOT_YES_NO)


def read_applicant_kind(cell: Cell) -> SenderKind:
    """A person or an organisation. Raises WrongCell."""
    words = " ".join(folded_words(read_text(cell)))
    found = APPLICANTS.get(words)
    if found is None:
        raise WrongCell(Reason.NOT_AN_APPLICANT)
    return found


def read_unit_of_time(cell: Cell) -> TimeUnit:
    """Working days or working hours. Raises WrongCell."""
    unit = UNITS.get(" ".join(fold(read_text(cell)).split()))
    if unit is None:
        raise WrongCell(Reason.NOT_A_TERM)
    return unit


def read_term(cell: Cell, default: TimeUnit = TimeUnit.WORKING_DAYS) -> Term:
    """A time such as "05 ngày làm việc", "0,5 ngày", "1/2 ngày" or "4 giờ"; a number alone is in `default`.

    Parts of a day become working hours, eight to a day. Raises WrongCell.
    """
    found = _AMOUNT.fullmatch(" ".join(fold(read_text(cell)).split()))
    unit = UNITS.get(found.group(2).rstrip(". ")) if found else None
    if found is None or unit is None:
        raise WrongCell(Reason.NOT_A_TERM)
    if not found.group(2):
        unit = default
    try:
        amount = Fraction(found.group(1).replace(",", "."))
        if unit is TimeUnit.WORKING_DAYS and amount.denominator != 1:
            amount, unit = amount * HOURS_OF_A_DAY, TimeUnit.WORKING_HOURS
        if amount.denominator != 1:
            raise WrongCell(Reason.NOT_A_TERM)
        return Term(int(amount), unit)
    except (ValueError, ZeroDivisionError):
        raise WrongCell(Reason.NOT_A_TERM) from None


def read_steps(cell: Cell) -> tuple[Step, ...]:
    """Steps written as "Tiếp nhận: 0,5 ngày; Thẩm định: 3 ngày", by semicolons or lines. Raises WrongCell."""
    parts = [part for part in re.split(r"[;\n]", shown(cell)) if part.strip()]
    return tuple(_step(part) for part in parts)


def _step(part: str) -> Step:
    name, colon, term = part.rpartition(":")
    if not colon or not name.strip():
        raise WrongCell(Reason.NOT_STEPS)
    try:
        return Step(read_text(name), read_term(term))
    except WrongCell:
        raise WrongCell(Reason.NOT_STEPS) from None
