"""A report as people read it: numbered chapters, and values with the marks of the language."""

from collections.abc import Iterator
from decimal import Decimal

from portal.domain.charts.speech import Speech
from portal.domain.reports.content import ChapterContent, Content, Table, Value
from portal.domain.wording import Language

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
NOTHING = "–"


def language_of(content: Content) -> Language:
    """The language of a report."""
    return "en" if content.language == "en" else "vi"


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


def chapters(content: Content) -> Iterator[tuple[str, ChapterContent]]:
    """Chapters with their numbered headings in capitals: "I. KẾT QUẢ …"."""
    for place, chapter in enumerate(content.chapters):
        yield f"{ROMAN[place]}. {_capitals(chapter.heading)}", chapter


def _capitals(heading: str) -> str:
    """A heading in capitals; the symbol of the Prime Minister's decisions keeps its small letter."""
    return heading.upper().replace("QĐ-TTG", "QĐ-TTg")
