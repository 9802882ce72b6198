"""Builds the Word templates of the letters of apology, portal/data/letters/*.docx, the same bytes at every run.

    python -m tools.build_letter_templates

Layout: A5 by TT 01/2018 Đ9.2, A4 by NĐ 30/2020, Annex I. Words come from the letter when it is written; the tags are
those of docxtpl. Times New Roman is named and not shipped: the reader's Word has it.
"""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.table import Table
from docx.table import _Cell as Cell
from docx.text.paragraph import Paragraph

FOLDER = Path(__file__).resolve().parent.parent / "portal" / "data" / "letters"
FONT = "Times New Roman"
BUILT = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Sizes:
    """What differs between the papers: millimetres of the page, points of the letters."""

    page: tuple[float, float]
    margins: tuple[float, float, float, float]  # top, right, bottom, left
    head: tuple[float, float]
    foot: tuple[float, float]
    agency: float
    motto: float
    number: float
    body: float
    recipients: float
    indent: float
    gap: float
    room: float
    rules: tuple[float, float]  # under the agency, under the motto


A4 = Sizes((210, 297), (20, 20, 20, 30), (66, 94), (77, 83), 12, 13, 13, 14, 11, 12.7, 6, 34, (22, 58))
A5 = Sizes((148, 210), (11, 11, 10, 15), (50, 72), (42, 80), 9.5, 10.5, 10.5, 11, 9, 8, 3, 30, (16, 44))

Build = Callable[[Paper, Sizes], None]


def built(sizes: Sizes, build: Build) -> bytes:
    """A template as bytes."""
    paper = Document()
    _set_page(paper, sizes)
    _set_styles(paper, sizes)
    _set_header(paper, sizes)
    build(paper, sizes)
    paper.core_properties.author = ""
    paper.core_properties.comments = ""
    paper.core_properties.created = paper.core_properties.modified = BUILT.replace(tzinfo=None)
    file = BytesIO()
    paper.save(file)
    return _packed_alike(file.getvalue())


def official_letter(paper: Paper, sizes: Sizes) -> None:
    """A4: number and subject under the agency, the letter in sentences."""
    left, _ = _head(paper, sizes)
    _line(left, "V/v {{ letter.about }}", size=12, before=6)
    _line(paper, "Kính gửi: {{ letter.addressee }}", size=sizes.body, before=14)
    _line(paper, "{%p if letter.reached_at %}")
    _line(paper, "({{ letter.reached_at }})", size=sizes.body - 1, italic=True)
    _line(paper, "{%p endif %}")
    _gap(paper, 6)
    _body(paper, sizes)
    _foot(paper, sizes)


def form(paper: Paper, sizes: Sizes) -> None:
    """A5: the title of the form, the facts with their labels, what is to be said."""
    _line(paper, "{{ letter.legal_basis }}", size=8.5, italic=True, align=ALIGN.RIGHT, after=3)
    _head(paper, sizes)
    _line(paper, "{{ letter.title | upper }}", size=12.5, bold=True, before=10, after=6)
    kind = _line(paper, "Kính gửi: ", size=sizes.body, after=4)
    kind.add_run("{{ letter.addressee }}").bold = True
    _facts(paper, sizes)
    _gap(paper, 4)
    _body(paper, sizes)
    _foot(paper, sizes)


def _head(paper: Paper, sizes: Sizes) -> tuple[Cell, Cell]:
    left, right = _columns(paper, sizes.head)
    _line(left, "{{ letter.parent_agency | upper }}", size=sizes.agency)
    _line(left, "{{ letter.agency | upper }}", size=sizes.agency, bold=True)
    _rule(left, (sizes.head[0] - sizes.rules[0]) / 2)
    _line(left, "Số: {{ letter.number }}", size=sizes.number, before=4)
    _line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=sizes.agency, bold=True)
    _line(right, "Độc lập - Tự do - Hạnh phúc", size=sizes.motto, bold=True)
    _rule(right, (sizes.head[1] - sizes.rules[1]) / 2)
    _line(right, "{{ letter.place_and_date }}", size=sizes.number, italic=True, before=4)
    return left, right


def _facts(paper: Paper, sizes: Sizes) -> None:
    table = paper.add_table(rows=3, cols=2)
    table.autofit = False
    _set_widths(table, (36, 86))
    _line(table.cell(0, 0), "{%tr for fact in letter.facts %}")
    _line(table.cell(1, 0), "{{ fact.label }}:", size=sizes.body, align=ALIGN.LEFT, after=2)
    words = _line(table.cell(1, 1), "", size=sizes.body, align=ALIGN.LEFT, after=2)
    words.add_run("{% if not fact.stands_out %}{{ fact.words }}{% endif %}")
    words.add_run("{% if fact.stands_out %}{{ fact.words }}{% endif %}").bold = True
    _line(table.cell(2, 0), "{%tr endfor %}")


def _body(paper: Paper, sizes: Sizes) -> None:
    _line(paper, "{%p for words in letter.paragraphs %}")
    # The last words stand on the page of the signature, so that nobody can sign an empty sheet.
    for condition, is_last in (("if loop.last", True), ("else", False)):
        _line(paper, f"{{%p {condition} %}}")
        words = _line(paper, "{{ words }}", size=sizes.body, align=ALIGN.JUSTIFY, after=sizes.gap)
        words.paragraph_format.first_line_indent = Mm(sizes.indent)
        words.paragraph_format.widow_control = True
        words.paragraph_format.keep_with_next = is_last or None
    _line(paper, "{%p endif %}")
    _line(paper, "{%p endfor %}")


def _foot(paper: Paper, sizes: Sizes) -> None:
    _gap(paper, sizes.gap).paragraph_format.keep_with_next = True
    left, right = _columns(paper, sizes.foot)
    _line(left, "Nơi nhận:", size=sizes.recipients + 1, bold=True, italic=True, align=ALIGN.LEFT)
    _line(left, "{%p for line in letter.recipients %}")
    _line(left, "{{ line }}", size=sizes.recipients, align=ALIGN.LEFT)
    _line(left, "{%p endfor %}")
    _line(left, "{%p if letter.look_up %}")
    _line(left, "{{ look_up_code }}", before=8, align=ALIGN.LEFT)
    _line(
        left,
        "{{ letter.look_up_label }} {{ letter.look_up }}",
        size=sizes.recipients - 1,
        italic=True,
        align=ALIGN.LEFT,
    )
    _line(left, "{%p endif %}")
    _line(right, "{%p for line in letter.signer_capacity %}")
    _line(right, "{{ line | upper }}", size=sizes.body, bold=True)
    _line(right, "{%p endfor %}")
    name = _line(right, "{{ letter.signer_name }}", size=sizes.body, bold=True)
    name.paragraph_format.space_before = Mm(sizes.room)


def _columns(paper: Paper, widths: tuple[float, float]) -> tuple[Cell, Cell]:
    """Two cells without lines, of these widths in millimetres, kept on one page."""
    table = paper.add_table(rows=1, cols=2)
    table.autofit = False
    row = table.rows[0]
    _set_widths(table, widths)
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return row.cells[0], row.cells[1]


def _set_widths(table: Table, widths: tuple[float, float]) -> None:
    """Word goes by the cells, other programs by the columns."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
            _set_cell_edges(cell)


def _set_cell_edges(cell: Cell) -> None:
    edges = OxmlElement("w:tcMar")
    for side in ("left", "right"):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), "0")
        edge.set(qn("w:type"), "dxa")
        edges.append(edge)
    cell._tc.get_or_add_tcPr().append(edges)


def _line(
    where: Paper | Cell,
    words: str,
    *,
    size: float = 11,
    bold: bool = False,
    italic: bool = False,
    align: ALIGN = ALIGN.CENTER,
    before: float = 0,
    after: float = 0,
) -> Paragraph:
    """A paragraph; the empty one a cell begins with is used first."""
    first = where.paragraphs[0] if isinstance(where, Cell) else None
    unused = first is not None and len(where.paragraphs) == 1 and not first.runs and not first.text
    line = first if first is not None and unused else where.add_paragraph()
    if words:
        run = line.add_run(words)
        run.font.size, run.bold, run.italic = Pt(size), bold or None, italic or None
    line.alignment = align
    line.paragraph_format.space_before, line.paragraph_format.space_after = Pt(before), Pt(after)
    return line


def _gap(paper: Paper, points: float) -> Paragraph:
    """A line no higher than this."""
    line = paper.add_paragraph()
    line.paragraph_format.line_spacing = Pt(points)
    line.paragraph_format.space_after = Pt(0)
    return line


def _rule(where: Cell, inset: float) -> None:
    """A thin rule across the cell but for so many millimetres on either side."""
    line = _line(where, "")
    line.paragraph_format.line_spacing = Pt(3)
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = Mm(inset)
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", "000000")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    line._p.get_or_add_pPr().insert_element_before(
        borders, "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr", "w:pPrChange"
    )


def _set_page(paper: Paper, sizes: Sizes) -> None:
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(sizes.page[0]), Mm(sizes.page[1])
    top, right, bottom, left = map(Mm, sizes.margins)
    section.top_margin, section.right_margin = top, right
    section.bottom_margin, section.left_margin = bottom, left
    section.header_distance = section.footer_distance = Mm(sizes.margins[0] / 2)
    section.different_first_page_header_footer = True


def _set_styles(paper: Paper, sizes: Sizes) -> None:
    style = paper.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(sizes.body)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(kind), FONT)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    style.element.get_or_add_rPr().append(language)
    style.paragraph_format.space_after = Length(0)
    style.paragraph_format.line_spacing = 1.0


def _set_header(paper: Paper, sizes: Sizes) -> None:
    """The mark of a draft on every page, the number of the page from the second on."""
    section = paper.sections[0]
    _add_page_number(section.header.paragraphs[0], sizes)
    for line in (section.first_page_header.paragraphs[0], section.header.paragraphs[0]):
        line.alignment = ALIGN.CENTER
        mark = line.add_run("{% if letter.mark %} {{ letter.mark }}{% endif %}")
        mark.bold, mark.font.size = True, Pt(sizes.motto)


def _add_page_number(where: Paragraph, sizes: Sizes) -> None:
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = where.add_run()
        run.font.size = Pt(sizes.motto)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = words
        run._r.append(mark)


def _packed_alike(content: bytes) -> bytes:
    """The same parts in the same order with one date, so that the same template is the same file."""
    file = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as read,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as written,
    ):
        for name in sorted(read.namelist(), key=lambda part: (part != "[Content_Types].xml", part)):
            written.writestr(
                zipfile.ZipInfo(name, BUILT.timetuple()[:6]), read.read(name), zipfile.ZIP_DEFLATED
            )
    return file.getvalue()


TEMPLATES: dict[str, Callable[[], bytes]] = {
    "apology_a4.docx": lambda: built(A4, official_letter),
    "apology_a5.docx": lambda: built(A5, form),
}

if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, build in TEMPLATES.items():
        (FOLDER / name).write_bytes(build())
