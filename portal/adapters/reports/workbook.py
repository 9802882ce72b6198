"""A report as XLSX: what it says, a sheet for each table with a chart that can be changed, perhaps the register."""

import re
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC
from itertools import islice
from tempfile import TemporaryFile
from typing import Any, BinaryIO, cast

from portal.adapters.figures_workbook import COLOURS, LONGEST_NAME
from portal.adapters.register_workbook import AS_WRITTEN, RegisterPage
from portal.adapters.reports.words import moment_of, record_words, widths
from portal.adapters.sheet_cells import (
    FONT,
    HEADING_ROW,
    PAGES,
    Change,
    SheetTable,
    Written,
    height_of,
    lines_of,
)
from portal.domain.reports.content import Content, FiledReport, Plot, PlotKind, Table, Value
from portal.domain.reports.shown import chapters, is_words, language_of
from portal.domain.sheets import RegisterSheet
from portal.domain.wording import Language
from portal.lazily import Lazily

xlsxwriter = Lazily("xlsxwriter")

# What one sheet can hold, less the rows above the first line of the register and the one that says where it was cut.
MOST_LINES = 1_048_576 - 4
OVERVIEW = {"vi": "Báo cáo", "en": "Report"}
REGISTER = {"vi": "Sổ tiếp nhận", "en": "Register"}
CUT = {
    "vi": "Trang tính chỉ chứa được {n} dòng; các dòng sau đó có trong sổ tiếp nhận của từng thời gian ngắn hơn.",
    "en": "A sheet holds {n} lines; further ones are in the registers of shorter periods.",
}
# More bars than these no page holds.
MOST_DRAWN = 25
FIRST_DRAWN = {"vi": " ({n} dòng đầu của bảng)", "en": " (first {n} rows of the table)"}
# A change as a report has it, in words: with its sign, and the marks of the language.
CHANGES = {
    "vi": re.compile(r"0(,0+)?|[+\u2212]\d{1,3}(\.\d{3})*(,\d+)?"),
    "en": re.compile(r"0(\.0+)?|[+\u2212]\d{1,3}(,\d{3})*(\.\d+)?"),
}
DECIMAL_MARKS = {"vi": ",", "en": "."}
# Letters on a line of the words, and points of a line of theirs.
ACROSS = 88
CHARTS: dict[PlotKind, dict[str, str]] = {
    PlotKind.STACKED: {"type": "bar", "subtype": "percent_stacked"},
    PlotKind.LINE: {"type": "line"},
    PlotKind.COLUMNS: {"type": "column"},
}


def xlsx_of(report: FiledReport, register: RegisterSheet | None, most: int = MOST_LINES) -> BinaryIO:
    """The workbook in a file that is gone once it is closed; written row by row: its length costs no memory."""
    content = report.content
    with ExitStack() as undo:
        file = cast(BinaryIO, undo.enter_context(TemporaryFile()))
        with xlsxwriter.Workbook(file, AS_WRITTEN) as book:
            at = moment_of(content).astimezone(UTC).replace(tzinfo=None)
            title, author = f"{content.kind}: {content.abstract}", content.head.agency
            book.set_properties({"title": title, "author": author, "created": at})
            _overview(book, report, has_register=register is not None)
            names = _Names()
            names.take(OVERVIEW[language_of(content)])
            for table in (*content.tables, content.definitions):
                _Sheet(book, names.take(table.sheet), table, language=language_of(content)).fill()
            if register is not None:
                _register(book, register, content, most=most)
        file.seek(0)
        undo.pop_all()  # it went well: the file is the caller's now
        return file


class _Names:
    """Names of sheets, each once and none too long."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, wanted: str) -> str:
        name, number = wanted[:LONGEST_NAME], 2
        while name.lower() in self._taken:
            name, number = f"{wanted[: LONGEST_NAME - 4]} ({number})", number + 1
        self._taken.add(name.lower())
        return name


def _overview(book: Any, report: FiledReport, *, has_register: bool) -> None:
    """What the report says in words."""
    content = report.content
    page = book.add_worksheet(OVERVIEW[language_of(content)])
    wrapped = book.add_format({**FONT, "text_wrap": True, "font_size": 12})
    bold = book.add_format({**FONT, "text_wrap": True, "bold": True, "font_size": 13})
    page.set_column(0, 0, ACROSS, wrapped)
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_footer(PAGES)
    lines: list[tuple[str, Any]] = [
        (content.head.agency.upper(), bold),
        (content.kind, bold),
        (content.abstract, bold),
        (content.opening, wrapped),
    ]
    for heading, chapter in chapters(content):
        lines.append((heading, bold))
        for number, part in enumerate(chapter.parts, 1):
            if part.heading:
                lines.append((f"{number}. {part.heading}", bold))
            lines += [(words, wrapped) for words in part.paragraphs]
    lines += [(note, wrapped) for note in (*content.notes, *_about_register(content, has_register))]
    lines.append((record_words(report), wrapped))
    for row, (words, look) in enumerate(lines):
        page.set_row(row, height_of(lines_of(words, ACROSS - (12 if look is bold else 8))) * 1.15)
        page.write_string(row, 0, words, look)


def _about_register(content: Content, has_register: bool) -> Sequence[str]:
    if has_register:
        return ()
    if language_of(content) == "en":
        return ("Without the register: it has personal data, and is added for those who may take it.",)
    return ("Không kèm sổ tiếp nhận: sổ có thông tin cá nhân, chỉ kèm khi người có quyền tải về.",)


def counted_of(value: Value, language: Language) -> Written:
    """A change as the number it is, so that it can be counted with; all else as it is."""
    if not isinstance(value, str) or not CHANGES[language].fullmatch(value):
        return value
    whole, _mark, part = value.partition(DECIMAL_MARKS[language])
    digits = "".join(each for each in whole if each.isdigit())
    size = float(f"{digits}.{part or 0}")
    return Change(-size if value.startswith("\u2212") else size, len(part))


class _Sheet:
    """A table on a sheet of its own."""

    def __init__(self, book: Any, name: str, table: Table, *, language: Language) -> None:
        self._book, self._table, self._language = book, table, language
        self._page = book.add_worksheet(name)

    def fill(self) -> None:
        """Write title, table, notes and chart, from the top down."""
        table = self._table
        written = SheetTable(self._book, self._page, [max(12, share * 11) for share in widths(table)])
        written.head(table.caption, table.columns)
        last = HEADING_ROW + len(table.rows)
        for number, row in enumerate(table.rows, HEADING_ROW + 1):
            written.row(number, self._counted(row), bold=table.sums and number == last)
        written.notes(last + 2, table.notes)
        if table.plot is not None and table.plot.rows:
            written.charted(self._chart(table.plot), last + len(table.notes) + 3, rows=len(table.rows))

    def _counted(self, row: Sequence[Value]) -> Sequence[Written]:
        name, *values = row
        # Definitions have words beside the name, and versions that only look like numbers.
        if is_words(self._table, 1):
            return row
        return name, *(counted_of(value, self._language) for value in values)

    def _chart(self, plot: Plot) -> Any:
        chart, name = self._book.add_chart(CHARTS[plot.kind]), self._page.get_name()
        rows = min(plot.rows, MOST_DRAWN)
        first, last = HEADING_ROW + 1, HEADING_ROW + rows
        for number, column in enumerate(plot.columns):
            colour = COLOURS[number % len(COLOURS)]
            chart.add_series({
                "name": [name, HEADING_ROW, column],
                "categories": [name, first, 0, last, 0],
                "values": [name, first, column, last, column],
                "fill": {"color": colour},
                "line": {"color": colour},
                "marker": {"type": "circle"} if plot.kind is PlotKind.LINE else {"type": "none"},
                "data_labels": {"value": plot.kind is PlotKind.COLUMNS},
            })
        left_out = FIRST_DRAWN[self._language].format(n=rows) if rows < plot.rows else ""
        chart.set_title({"name": plot.title + left_out, "name_font": {"size": 12}})
        if len(plot.columns) > 1:
            chart.set_legend({"position": "bottom"})
        else:
            chart.set_legend({"none": True})
        stacked = plot.kind is PlotKind.STACKED
        # The first unit on top, as in the table; a line of shares from nothing to all.
        scale: dict[str, Any] = {"reverse": True} if stacked else {"min": 0}
        if plot.kind is PlotKind.LINE:
            scale |= {"max": 1, "num_format": "0%"}
        chart.set_y_axis(scale)
        chart.set_size({"width": 900, "height": 260 + 24 * rows if stacked else 320})
        return chart


def _register(book: Any, register: RegisterSheet, content: Content, *, most: int) -> None:
    """The lines of the register, up to what a sheet holds; that some were left out is said in its last row."""
    language = language_of(content)
    rows = iter(register.rows)
    page = RegisterPage(book, register.title, register.columns, name=REGISTER[language])
    last = page.fill(islice(rows, most))
    if next(rows, None) is not None:
        page.say(last + 1, CUT[language].format(n=f"{most:,}".replace(",", "." if language == "vi" else ",")))
