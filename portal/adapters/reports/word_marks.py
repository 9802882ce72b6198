"""What python-docx has no words for: rules, heads that repeat, rows in one piece, fields, the language."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from portal.lazily import Lazily

if TYPE_CHECKING:
    import docx.oxml
    import docx.oxml.ns
    import docx.shared
else:
    docx = Lazily("docx")


def set_widths(table: Any, millimetres: Sequence[float]) -> None:
    """Word goes by the cells, other programs by the columns."""
    table.autofit = False
    for column, width in zip(table.columns, millimetres, strict=True):
        column.width = docx.shared.Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, millimetres, strict=True):
            cell.width = docx.shared.Mm(width)


def set_edges(table: Any, points: int) -> None:
    """So much room at the sides of every cell; the table's own edge stands under that of the text."""
    indent, edges = docx.oxml.OxmlElement("w:tblInd"), docx.oxml.OxmlElement("w:tblCellMar")
    for part in (indent, *(docx.oxml.OxmlElement(f"w:{side}") for side in ("left", "right"))):
        part.set(docx.oxml.ns.qn("w:w"), str(20 * points))
        part.set(docx.oxml.ns.qn("w:type"), "dxa")
        if part is not indent:
            edges.append(part)
    properties = table._tbl.tblPr  # no other way
    properties.insert_element_before(
        indent, "w:tblBorders", "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook"
    )
    properties.insert_element_before(edges, "w:tblLook")


def repeated(row: Any) -> None:
    """A head that stands on every page the table goes on to."""
    kept_whole(row)
    _mark(row, "w:tblHeader")


def kept_whole(row: Any) -> None:
    """A row that no page tears apart."""
    _mark(row, "w:cantSplit")


def _mark(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(docx.oxml.OxmlElement(name))  # no other way


def ruled(line: Any, inset: float) -> None:
    """An empty line no higher than its rule, so many millimetres from either side."""
    rule = docx.oxml.OxmlElement("w:pBdr")
    bottom = docx.oxml.OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "000000")):
        bottom.set(docx.oxml.ns.qn(f"w:{name}"), value)
    rule.append(bottom)
    form = line.paragraph_format
    form.left_indent = form.right_indent = docx.shared.Mm(inset)
    form.line_spacing, form.space_after = docx.shared.Pt(3), docx.shared.Pt(6)
    properties = line._p.get_or_add_pPr()  # no other way
    properties.insert_element_before(
        rule, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc"
    )


def field(run: Any, name: str) -> None:
    """What the word processor counts by itself, such as PAGE."""
    for kind, words in (("begin", ""), ("", name), ("end", "")):
        if kind:
            part = docx.oxml.OxmlElement("w:fldChar")
            part.set(docx.oxml.ns.qn("w:fldCharType"), kind)
        else:
            part = docx.oxml.OxmlElement("w:instrText")
            part.text = words
        run._r.append(part)  # no other way


def set_language(style: Any, code: str) -> None:
    """By which words are spelt and read aloud."""
    language = docx.oxml.OxmlElement("w:lang")
    language.set(docx.oxml.ns.qn("w:val"), code)
    style.element.get_or_add_rPr().append(language)  # no other way
