"""The words that papers add to a report, and values as people read them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from portal.domain.charts.speech import Speech
from portal.domain.official_paper import padded_number, place_and_date
from portal.domain.reports.content import ChapterContent, Content, Table, Value
from portal.domain.time import VIETNAM
from portal.domain.wording import Language
from portal.ports import FiledReport

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class PaperWords:
    """What stands on every report of a language (NĐ 30/2020, Annex I)."""

    country: str
    motto: str
    number: str
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
        "Recipients:",
        "Table",
        "Figure",
        "APPENDIX. HOW FIGURES ARE COUNTED",
        "Kept in the portal as {record}. Digest of the content (SHA-256): {digest}. Figures as of {as_of}.",
    ),
}


def language_of(content: Content) -> Language:
    """The language of a report."""
    return "en" if content.language == "en" else "vi"


def paper_words(content: Content) -> PaperWords:
    """What stands on the papers of its language."""
    return PAPER[language_of(content)]


def moment_of(content: Content) -> datetime:
    """The moment of a report, by which its papers are dated."""
    return datetime.fromisoformat(content.as_of)


def number_line(content: Content) -> str:
    """The number, its place left open for the clerk."""
    return paper_words(content).number + padded_number(content.head.number)


def dated(content: Content) -> str:
    """Where and when."""
    at, place = moment_of(content), content.head.place
    if language_of(content) == "vi":
        return place_and_date(place, at)
    day = f"{at.astimezone(VIETNAM):%d/%m/%Y}"
    return f"{place}, {day}" if place else day


def record_words(report: FiledReport) -> str:
    """What the report is kept as and recognised by."""
    content = report.content
    words = {"record": report.record, "digest": report.digest, "as_of": content.as_of_words}
    return paper_words(content).record.format(**words)


def shown(value: Value, language: Language) -> str:
    """A value as people read it in a language."""
    speech = Speech(language)
    if value is None:
        return NOTHING
    if isinstance(value, str):
        return value
    if isinstance(value, Decimal):
        return speech.percent(value)
    return speech.number(value) if isinstance(value, int) else speech.number(Decimal(str(value)), 1)


def is_words(table: Table, place: int) -> bool:
    """Whether a column has words: it stands at the left, numbers and changes at the right."""
    if place == 0:
        return True
    values = [row[place] for row in table.rows if row[place] is not None]
    return any(isinstance(value, str) and value[:1] not in "+−0123456789" for value in values if value != "")


def widths(table: Table) -> Sequence[float]:
    """How wide columns are to each other, by the longest word of their heads and of what they hold."""
    if len(table.columns) == 4 and is_words(table, 1):
        return (2.2, 5.2, 2.4, 0.9)  # the definitions
    first = 3.2 if len(table.columns) > 6 else 4.0
    return (first, *(1.35 for _ in table.columns[1:]))


def chapters(content: Content) -> Iterator[tuple[str, ChapterContent]]:
    """Chapters with their numbered headings in capitals: "I. KẾT QUẢ …"."""
    for place, chapter in enumerate(content.chapters):
        yield f"{ROMAN[place]}. {chapter.heading.upper()}", chapter
