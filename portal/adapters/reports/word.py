"""A report as DOCX: the layout of NĐ 30/2020, Annex I, in Times New Roman, with real headings and tables."""

from collections.abc import Callable, Sequence
from io import BytesIO
from itertools import count
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from portal.adapters.reports.paper import on_paper, picture_caption, table_caption
from portal.adapters.reports.word_marks import (
    field,
    kept_whole,
    repeated,
    ruled,
    set_edges,
    set_language,
    set_widths,
)
from portal.adapters.reports.words import (
    addressed_lines,
    breakable,
    closing_words,
    dated,
    moment_of,
    number_line,
    paper_words,
    record_words,
    widths,
)
from portal.domain.official_paper import recipient_lines
from portal.domain.reports.content import Content, FiledReport, Part, Picture, Table
from portal.domain.reports.shown import chapters, is_words, language_of, shown
from portal.domain.time import VIETNAM
from portal.lazily import Lazily

if TYPE_CHECKING:
    import docx
    import docx.enum.table
    import docx.enum.text
    import docx.oxml.ns
    import docx.shared
else:
    docx = Lazily("docx")

FONT = "Times New Roman"
TEXT_WIDTH = 160  # millimetres between the margins
# A part of a DOCX file is dated, and so are its bytes; this is the first day such a date can name.
ZIP_DATE = (1980, 1, 1, 0, 0, 0)
LONGEST_PROPERTY = 255
# By which a word processor checks the spelling and reads aloud.
SPOKEN = {"vi": "vi-VN", "en": "en-GB"}
Draw = Callable[[Picture], bytes]


def docx_of(report: FiledReport, draw: Draw) -> bytes:
    """The report; pictures are drawn by the caller."""
    paper = _Paper(report, draw)
    paper.fill()
    file = BytesIO()
    paper.document.save(file)
    return undated(file.getvalue())


def undated(content: bytes) -> bytes:
    """The same document with the moment of writing left out of its container."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as before, ZipFile(out, "w", ZIP_DEFLATED) as after:
        for each in before.infolist():
            entry = ZipInfo(each.filename, ZIP_DATE)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, each.external_attr
            after.writestr(entry, before.read(each.filename))
    return out.getvalue()


class _Paper:
    """A document while it is written."""

    def __init__(self, report: FiledReport, draw: Draw) -> None:
        self._report, self._draw = report, draw
        self._tables, self._pictures = count(1), count(1)
        self.document: Any = docx.Document()

    @property
    def _content(self) -> Content:
        return self._report.content

    def fill(self) -> None:
        """Write everything from the head to the appendix."""
        content = self._content
        self._set_up()
        self._head()
        self._title()
        self._addressed()
        self._paragraph(content.opening)
        for heading, chapter in chapters(content):
            self._heading(heading, 1)
            for number, part in enumerate(chapter.parts, 1):
                self._part(part, number)
        for note in content.notes:
            self._paragraph(note)
        # The last words stand on the page of the signature, so that nobody can sign an empty sheet.
        self._paragraph(closing_words(content)).paragraph_format.keep_with_next = True
        self._signature()
        self._appendix()

    def _set_up(self) -> None:
        content, section = self._content, self.document.sections[0]
        mm = docx.shared.Mm
        section.page_width, section.page_height = mm(210), mm(297)
        section.top_margin = section.bottom_margin = section.right_margin = mm(20)
        section.left_margin = mm(30)
        section.different_first_page_header_footer = True
        for name in ("Normal", "Heading 1", "Heading 2"):
            self._style(self.document.styles[name])
        set_language(self.document.styles["Normal"], SPOKEN[language_of(content)])
        at = moment_of(content).astimezone(VIETNAM).replace(tzinfo=None)
        properties = self.document.core_properties
        properties.title = f"{content.kind.capitalize()}: {content.abstract}"[:LONGEST_PROPERTY]
        properties.author = content.head.agency[:LONGEST_PROPERTY]
        properties.language, properties.comments = content.language, ""
        properties.created = properties.modified = at
        properties.last_modified_by = properties.author
        self._headers(section)

    def _headers(self, section: Any) -> None:
        """The number of the page in the middle from the second on, the mark at the right of the same line."""
        section.header_distance = docx.shared.Mm(10)
        for header, is_numbered in ((section.first_page_header, False), (section.header, True)):
            line = header.paragraphs[0]
            line.style = self.document.styles["Normal"]
            line.paragraph_format.space_after = docx.shared.Pt(0)
            stops, kind = line.paragraph_format.tab_stops, docx.enum.text.WD_TAB_ALIGNMENT
            stops.add_tab_stop(docx.shared.Mm(TEXT_WIDTH / 2), kind.CENTER)
            stops.add_tab_stop(docx.shared.Mm(TEXT_WIDTH), kind.RIGHT)
            line.add_run().add_tab()
            if is_numbered:
                field(line.add_run(), "PAGE")
            if self._content.head.mark:
                line.add_run().add_tab()
                self._run(line, self._content.head.mark, bold=True)

    def _style(self, style: Any) -> None:
        style.font.name, style.font.size = FONT, docx.shared.Pt(13)
        style.font.color.rgb = docx.shared.RGBColor(0, 0, 0)
        style.font.bold = style.name != "Normal"
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(docx.oxml.ns.qn(f"w:{name}"), None)
        for name in ("eastAsia", "cs"):
            fonts.set(docx.oxml.ns.qn(f"w:{name}"), FONT)
        style.paragraph_format.space_before = docx.shared.Pt(0 if style.name == "Normal" else 8)
        style.paragraph_format.space_after = docx.shared.Pt(6)
        style.paragraph_format.keep_with_next = style.name != "Normal"

    def _head(self) -> None:
        content, words = self._content, paper_words(self._content)
        head = self.document.add_table(rows=2, cols=2)
        left, right = head.rows[0].cells
        set_widths(head, (66, 94))
        self._lines(
            left, [(content.head.parent_agency.upper(), 12, False)] if content.head.parent_agency else []
        )
        self._lines(left, [(content.head.agency.upper(), 12, True)])
        self._lines(right, [(words.country, 12, True), (words.motto, 13, True)])
        self._rule(left, (66 - 22) / 2)
        self._rule(right, (94 - 58) / 2)
        left, right = head.rows[1].cells
        self._lines(left, [(number_line(content), 13, False)])
        self._lines(right, [(dated(content), 13, False)])
        right.paragraphs[-1].runs[0].italic = True

    def _lines(self, cell: Any, lines: Sequence[tuple[str, int, bool]]) -> None:
        """Centred lines of a cell; the paragraph that every cell begins with is used first."""
        for words, size, bold in lines:
            empty = len(cell.paragraphs) == 1 and not cell.paragraphs[0].text
            line = cell.paragraphs[0] if empty else cell.add_paragraph()
            line.alignment = docx.enum.text.WD_ALIGN_PARAGRAPH.CENTER
            line.paragraph_format.space_after = docx.shared.Pt(2)
            self._run(line, words, size=size, bold=bold)

    def _rule(self, where: Any, inset: float) -> None:
        """A thin rule under what stands there, so many millimetres from either side."""
        ruled(where.add_paragraph(), inset)

    def _title(self) -> None:
        for words, before in ((self._content.kind, 14), (self._content.abstract, 0)):
            line = self.document.add_paragraph()
            line.alignment = docx.enum.text.WD_ALIGN_PARAGRAPH.CENTER
            line.paragraph_format.space_before = docx.shared.Pt(before)
            line.paragraph_format.space_after = docx.shared.Pt(2)
            line.paragraph_format.left_indent = line.paragraph_format.right_indent = docx.shared.Mm(12)
            self._run(line, words, size=14, bold=True)
        self._rule(self.document, (TEXT_WIDTH - 50) / 2)

    def _addressed(self) -> None:
        """One addressee in the middle; a list begins left of it, its lines under each other."""
        first, *others = addressed_lines(self._content) or [""]
        if not first:
            return
        line = self.document.add_paragraph()
        line.paragraph_format.space_before = docx.shared.Pt(6)
        self._run(line, first, size=14)
        if not others:
            line.alignment = docx.enum.text.WD_ALIGN_PARAGRAPH.CENTER
            return
        line.paragraph_format.left_indent = docx.shared.Mm(30)
        for words in others:
            line = self.document.add_paragraph()
            line.paragraph_format.left_indent = docx.shared.Mm(48)
            line.paragraph_format.first_line_indent = docx.shared.Mm(-3)
            line.paragraph_format.space_after = docx.shared.Pt(2)
            self._run(line, words, size=14)

    def _heading(self, words: str, level: int) -> None:
        self.document.add_heading(words, level)

    def _paragraph(self, words: str) -> Any:
        line = self.document.add_paragraph()
        line.alignment = docx.enum.text.WD_ALIGN_PARAGRAPH.JUSTIFY
        line.paragraph_format.first_line_indent = docx.shared.Mm(12.7)
        self._run(line, words)
        return line

    def _run(self, line: Any, words: str, *, size: float = 13, bold: bool = False) -> Any:
        run = line.add_run(words)
        run.font.size, run.bold = docx.shared.Pt(size), bold
        return run

    def _part(self, part: Part, number: int) -> None:
        if part.heading:
            self._heading(f"{number}. {part.heading}", 2)
        for words in part.paragraphs:
            self._paragraph(words)
        for table in on_paper(part):
            self._table(table, table_caption(table, next(self._tables), self._content))
        for picture in part.pictures:
            self._picture(picture)

    def _caption(self, words: str, *, keep: bool) -> None:
        line = self.document.add_paragraph()
        line.alignment = docx.enum.text.WD_ALIGN_PARAGRAPH.CENTER
        line.paragraph_format.keep_with_next = keep
        self._run(line, words, size=12, bold=True)

    def _table(self, table: Table, caption: str) -> None:
        if caption:
            self._caption(caption, keep=True)
        drawn = self.document.add_table(rows=1, cols=len(table.columns), style="Table Grid")
        set_edges(drawn, 3)
        size = 10 if len(table.columns) > 7 else 11
        repeated(drawn.rows[0])
        shares = widths(table)
        across = [TEXT_WIDTH * share / sum(shares) for share in shares]
        align = docx.enum.text.WD_ALIGN_PARAGRAPH
        for place, words in enumerate(table.columns):
            self._cell(drawn.rows[0].cells[place], words, align.CENTER, size=size, bold=True)
        for number, row in enumerate(table.rows):
            last = table.sums and number == len(table.rows) - 1
            added = drawn.add_row()
            kept_whole(added)
            cells = added.cells
            for place, value in enumerate(row):
                side = align.LEFT if is_words(table, place) else align.RIGHT
                self._cell(
                    cells[place],
                    breakable(shown(value, language_of(self._content))),
                    side,
                    size=size,
                    bold=last,
                )
        set_widths(drawn, across)
        for note in table.notes or ("",):
            self._run(self.document.add_paragraph(), note, size=11).italic = True

    def _cell(self, cell: Any, words: str, side: Any, *, size: float, bold: bool) -> None:
        cell.vertical_alignment = docx.enum.table.WD_CELL_VERTICAL_ALIGNMENT.CENTER
        line = cell.paragraphs[0]
        line.alignment = side
        line.paragraph_format.space_before = docx.shared.Pt(1)
        line.paragraph_format.space_after = docx.shared.Pt(1)
        self._run(line, words, size=size, bold=bold)

    def _picture(self, picture: Picture) -> None:
        line = self.document.add_paragraph()
        line.alignment = docx.enum.text.WD_ALIGN_PARAGRAPH.CENTER
        line.paragraph_format.keep_with_next = True
        shape = line.add_run().add_picture(BytesIO(self._draw(picture)), width=docx.shared.Mm(TEXT_WIDTH))
        shape._inline.docPr.set("descr", f"{picture.title}. {picture.text}")  # no other way
        self._caption(
            picture_caption(picture, next(self._pictures), self._content), keep=bool(picture.caption)
        )
        if picture.caption:
            note = self.document.add_paragraph()
            note.alignment = docx.enum.text.WD_ALIGN_PARAGRAPH.CENTER
            self._run(note, picture.caption, size=11).italic = True

    def _signature(self) -> None:
        head, words = self._content.head, paper_words(self._content)
        block = self.document.add_table(rows=1, cols=2)
        kept_whole(block.rows[0])
        set_widths(block, (80, 80))
        left, right = block.rows[0].cells
        first = left.paragraphs[0]
        first.paragraph_format.space_after = docx.shared.Pt(0)
        self._run(first, words.recipients, size=12, bold=True).italic = True
        for line in recipient_lines(head.recipients):
            row = left.add_paragraph()
            row.paragraph_format.space_after = docx.shared.Pt(0)
            self._run(row, line, size=11)
        capacity = [(line, 13, True) for line in head.signer_capacity.upper().splitlines()]
        self._lines(
            right, [*capacity, *(("\u00a0", 13, False) for _ in range(4)), (head.signer_name, 13, True)]
        )

    def _appendix(self) -> None:
        self.document.add_page_break()
        self._heading(paper_words(self._content).appendix, 1)
        self._table(self._content.definitions, "")
        self._run(self.document.add_paragraph(), record_words(self._report), size=11).italic = True
