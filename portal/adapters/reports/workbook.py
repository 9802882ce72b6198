"""A report as XLSX: what it says, a sheet for each table with a chart that can be changed, perhaps the register."""

from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC
from itertools import islice
from tempfile import TemporaryFile
from typing import Any, BinaryIO, cast

from portal.adapters.figures_workbook import COLOURS, LONGEST_NAME
from portal.adapters.register_workbook import AS_WRITTEN, RegisterPage
from portal.adapters.reports.words import moment_of, record_words, widths
from portal.adapters.sheet_cells import FONT, HEADING, HEADING_ROW, SheetCells
from portal.domain.reports.content import Content, FiledReport, Plot, PlotKind, Table
from portal.domain.reports.shown import chapters, language_of
from portal.domain.sheets import RegisterSheet
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
                _Sheet(book, names.take(table.sheet), table).fill()
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
    page.set_column(0, 0, 110, wrapped)
    page.set_paper(9)
    page.fit_to_pages(1, 0)
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
        page.set_row(row, 16 * (1 + len(words) // 105), None)
        page.write_string(row, 0, words, look)


def _about_register(content: Content, has_register: bool) -> Sequence[str]:
    if has_register:
        return ()
    if language_of(content) == "en":
        return ("Without the register: it has personal data, and is added for those who may take it.",)
    return ("Không kèm sổ tiếp nhận: sổ có thông tin cá nhân, chỉ kèm khi người có quyền tải về.",)


class _Sheet:
    """A table on a sheet of its own."""

    def __init__(self, book: Any, name: str, table: Table) -> None:
        self._book, self._table = book, table
        self._page = book.add_worksheet(name)
        self._cells = SheetCells(book, self._page)

    def fill(self) -> None:
        """Write title, table, notes and chart, from the top down."""
        table, page = self._table, self._page
        big = self._book.add_format({**FONT, "font_size": 14, "bold": True})
        heading = self._book.add_format(HEADING)
        for place, share in enumerate(widths(table)):
            page.set_column(place, place, max(12, share * 11))
        page.write_string(0, 0, table.caption, big)
        for place, words in enumerate(table.columns):
            page.write_string(HEADING_ROW, place, words, heading)
        for number, row in enumerate(table.rows, HEADING_ROW + 1):
            for place, value in enumerate(row):
                self._cells.write(number, place, value)
        last = HEADING_ROW + len(table.rows)
        note = self._book.add_format({**FONT, "italic": True})
        for number, words in enumerate(table.notes, last + 2):
            page.write_string(number, 0, words, note)
        page.freeze_panes(HEADING_ROW + 1, 1)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        if table.plot is not None and table.plot.rows:
            page.insert_chart(last + len(table.notes) + 3, 0, self._chart(table.plot))

    def _chart(self, plot: Plot) -> Any:
        chart, name = self._book.add_chart(CHARTS[plot.kind]), self._page.get_name()
        first, last = HEADING_ROW + 1, HEADING_ROW + plot.rows
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
        chart.set_title({"name": plot.title, "name_font": {"size": 12}})
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
        chart.set_size({"width": 900, "height": 260 + 24 * plot.rows if stacked else 320})
        return chart


def _register(book: Any, register: RegisterSheet, content: Content, *, most: int) -> None:
    """The lines of the register, up to what a sheet holds; that some were left out is said in its last row."""
    language = language_of(content)
    rows = iter(register.rows)
    page = RegisterPage(book, register.title, register.columns, name=REGISTER[language])
    last = page.fill(islice(rows, most))
    if next(rows, None) is not None:
        page.say(last + 1, CUT[language].format(n=f"{most:,}".replace(",", "." if language == "vi" else ",")))
