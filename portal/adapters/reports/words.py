"""The words that papers add to a report, and values as people read them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from portal.domain.official_paper import ended, padded_number, place_and_date, recipient_lines
from portal.domain.reports.content import Content, FiledReport, Table
from portal.domain.reports.shown import is_words, language_of
from portal.domain.time import VIETNAM
from portal.domain.wording import Language

_MARKS = re.compile("[._]")


@dataclass(frozen=True, slots=True)
class PaperWords:
    """What stands on every report of a language (NĐ 30/2020, Annex I)."""

    country: str
    motto: str
    number: str
    addressed: str
    recipients: str
    table: str
    figure: str
    appendix: str
    record: str


PAPER: dict[Language, PaperWords] = {
    "vi": PaperWords(
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: ",
        "Kính gửi:",
        "Nơi nhận:",
        "Bảng",
        "Hình",
        "PHỤ LỤC. CÁCH TÍNH CÁC SỐ LIỆU",
        "Báo cáo lưu trên Cổng: {record}. Mã kiểm tra nội dung (SHA-256): {digest}. Số liệu tính đến {as_of}.",
    ),
    "en": PaperWords(
        "SOCIALIST REPUBLIC OF VIET NAM",
        "Independence - Freedom - Happiness",
        "No.: ",
        "To:",
        "Recipients:",
        "Table",
        "Figure",
        "APPENDIX. HOW FIGURES ARE COUNTED",
        "Kept in the portal as {record}. Digest of the content (SHA-256): {digest}. Figures as of {as_of}.",
    ),
}


def paper_words(content: Content) -> PaperWords:
    """What stands on the papers of its language."""
    return PAPER[language_of(content)]


def moment_of(content: Content) -> datetime:
    """The moment of a report, by which its papers are dated."""
    return datetime.fromisoformat(content.as_of)


def number_line(content: Content) -> str:
    """The number, its place left open for the clerk."""
    return paper_words(content).number + padded_number(content.head.number)


def addressed_lines(content: Content) -> list[str]:
    """To whom it goes: one on the line of the words themselves, several on lines of their own beneath."""
    words, addressees = paper_words(content).addressed, content.head.addressees
    if not addressees:
        return []
    return [f"{words} {addressees[0]}"] if len(addressees) == 1 else [words, *recipient_lines(addressees)]


def dated(content: Content) -> str:
    """Where and when."""
    at, place = moment_of(content), content.head.place
    if language_of(content) == "vi":
        return place_and_date(place, at)
    day = f"{at.astimezone(VIETNAM):%d/%m/%Y}"
    return f"{place}, {day}" if place else day


def closing_words(content: Content) -> str:
    """The last words, with the mark that ends an official paper."""
    return ended([content.closing])[0] if language_of(content) == "vi" else content.closing


def record_words(report: FiledReport) -> str:
    """What the report is kept as and recognised by."""
    content = report.content
    words = {"record": report.record, "digest": report.digest, "as_of": content.as_of_words}
    return paper_words(content).record.format(**words)


def breakable(words: str) -> str:
    """A code such as cases.received_in_time may break after its marks."""
    return _MARKS.sub("\\g<0>\u200b", words) if "_" in words and " " not in words else words


def widths(table: Table) -> Sequence[float]:
    """How wide columns are to each other, by the longest word of their heads and of what they hold."""
    if len(table.columns) == 4 and is_words(table, 1):
        return (2.2, 5.2, 2.0, 1.0)  # the definitions
    first = 3.2 if len(table.columns) > 6 else 4.0
    return (first, *(1.35 for _ in table.columns[1:]))
