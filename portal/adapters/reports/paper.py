"""A report as the layout of its PDF takes it: every piece worded, numbered and settable."""

from itertools import count
from typing import Any

from portal.adapters.reports.words import (
    addressed_lines,
    closing_words,
    dated,
    number_line,
    paper_words,
    record_words,
    widths,
)
from portal.adapters.settable import settable
from portal.domain.official_paper import recipient_lines
from portal.domain.reports.content import Content, FiledReport, Part, Picture, Table
from portal.domain.reports.shown import chapters, is_words, language_of, shown

# Points: of a table, and of one with many columns.
TABLE, WIDE_TABLE = 11.0, 10.0
MANY_COLUMNS = 7
# The font of pictures on the page, and on papers, which have one font alone.
FONT_OF_PICTURES = 'font-family="Liberation Serif"'


def paper_of(report: FiledReport) -> dict[str, Any]:
    """The pieces of a report."""
    content, words = report.content, paper_words(report.content)
    head = content.head
    return {
        "title": settable(f"{content.kind.capitalize()}: {content.abstract}"),
        "lang": content.language,
        "keywords": report.digest,
        "mark": settable(head.mark),
        "parent_agency": settable(head.parent_agency),
        "agency": settable(head.agency),
        "country": {"country": words.country, "motto": words.motto},
        "number": settable(number_line(content)),
        "place_and_date": settable(dated(content)),
        "kind": settable(content.kind),
        "abstract": settable(content.abstract),
        "addressed": [settable(line) for line in addressed_lines(content)],
        "opening": settable(content.opening),
        "chapters": _chapters(content),
        "notes": [settable(note) for note in content.notes],
        "closing": settable(closing_words(content)),
        "recipients": [settable(line) for line in recipient_lines(head.recipients)],
        "recipients_heading": words.recipients,
        "signer_capacity": settable(head.signer_capacity).splitlines(),
        "signer_name": settable(head.signer_name),
        "appendix": words.appendix,
        "definitions": _table(content.definitions, "", content, size=WIDE_TABLE),
        "record": settable(record_words(report)),
    }


def _chapters(content: Content) -> list[dict[str, Any]]:
    tables, pictures = count(1), count(1)
    found = []
    for heading, chapter in chapters(content):
        parts = []
        for number, part in enumerate(chapter.parts, 1):
            parts.append({
                "heading": settable(f"{number}. {part.heading}") if part.heading else "",
                "paragraphs": [settable(words) for words in part.paragraphs],
                "tables": [_numbered(each, next(tables), content) for each in on_paper(part)],
                "pictures": [_picture(each, next(pictures), content) for each in part.pictures],
            })
        found.append({"heading": settable(heading), "parts": parts})
    return found


def on_paper(part: Part) -> list[Table]:
    """The tables that a paper shows."""
    return [each for each in part.tables if not each.for_sheets_only]


def table_caption(table: Table, number: int, content: Content) -> str:
    """ "Bảng 1. …"."""
    return f"{paper_words(content).table} {number}. {table.caption}"


def picture_caption(picture: Picture, number: int, content: Content) -> str:
    """ "Hình 1. …"."""
    return f"{paper_words(content).figure} {number}. {picture.title}"


def _numbered(table: Table, number: int, content: Content) -> dict[str, Any]:
    size = WIDE_TABLE if len(table.columns) > MANY_COLUMNS else TABLE
    return _table(table, table_caption(table, number, content), content, size=size)


def _table(table: Table, caption: str, content: Content, *, size: float) -> dict[str, Any]:
    language = language_of(content)
    return {
        "caption": settable(caption),
        "size": size,
        "columns": [settable(each) for each in table.columns],
        "texts": [is_words(table, place) for place in range(len(table.columns))],
        "widths": list(widths(table)),
        "rows": [[settable(shown(value, language)) for value in row] for row in table.rows],
        "sums": table.sums,
        "notes": [settable(note) for note in table.notes],
    }


def drawn(picture: Picture) -> str:
    """A picture in the font of the papers."""
    start = picture.svg.index("font-family=")
    end = picture.svg.index(">", start)
    return picture.svg[:start] + FONT_OF_PICTURES + picture.svg[end:]


def _picture(picture: Picture, number: int, content: Content) -> dict[str, Any]:
    return {
        "svg": settable(drawn(picture)),
        "text": settable(f"{picture.title}. {picture.text}"),
        "caption": settable(picture_caption(picture, number, content)),
        "note": settable(picture.caption),
    }
