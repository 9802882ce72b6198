"""What a workbook says about itself: its sheets, how it counts days, and which cells are dates."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from portal.adapters.tables.archive import Archive
from portal.domain.imports.tables import TableTrouble, UnreadableTable

# Number formats of dates that every workbook has without defining them (ECMA-376 part 1, 18.8.30).
_DATES = frozenset({*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)})
_WORDS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_DATE_LETTERS = re.compile(r"[dmyhs]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of cells."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets in their order, where the words of the cells lie, and what is needed to understand numbers."""

    sheets: tuple[Sheet, ...]
    strings: str
    date_styles: frozenset[str]
    from_1904: bool


@dataclass(frozen=True, slots=True)
class _Relation:
    kind: str
    part: str


def read_workbook(archive: Archive) -> Workbook:
    """What the workbook says about itself. Raises UnreadableTable, also for other documents in such archives."""
    mains = [each for each in _relations(archive, "").values() if each.kind == "officeDocument"]
    if not mains or not mains[0].part.lower().endswith(".xml"):
        raise UnreadableTable(TableTrouble.OTHER_DOCUMENT)
    main = mains[0].part
    relations = _relations(archive, main)
    found = archive.elements(main, "workbook", "workbookPr", "sheet")
    if not found or found[0].tag != "workbook":
        raise UnreadableTable(TableTrouble.OTHER_DOCUMENT)
    parts = {each.kind: each.part for each in relations.values()}
    told = [each.attributes for each in found if each.tag == "workbookPr"]
    return Workbook(
        sheets=tuple(
            Sheet(
                each.attributes.get("name", ""),
                relations[each.attributes["id"]].part,
                each.attributes.get("state", "visible") != "visible",
            )
            for each in found
            if each.tag == "sheet" and _is_of_cells(relations.get(each.attributes.get("id", "")))
        ),
        strings=parts.get("sharedStrings", ""),
        date_styles=frozenset(_date_styles(archive, parts.get("styles", ""))),
        from_1904=any(each.get("date1904") in ("1", "true") for each in told),
    )


def _is_of_cells(relation: _Relation | None) -> bool:
    return relation is not None and relation.kind == "worksheet"


def _relations(archive: Archive, part: str) -> dict[str, _Relation]:
    """What a part (or the archive, "") refers to inside the archive, by id."""
    folder, name = posixpath.split(part)
    return {
        each.attributes.get("Id", ""): _Relation(
            each.attributes.get("Type", "").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, each.attributes.get("Target", ""))).lstrip("/"),
        )
        for each in archive.elements(posixpath.join(folder, "_rels", f"{name}.rels"), "Relationship")
        if each.attributes.get("TargetMode") != "External"
    }


def _date_styles(archive: Archive, part: str) -> Iterator[str]:
    """The numbers of the cell styles that show a number as a date."""
    formats: dict[str, bool] = {}
    containers = ("cellStyleXfs", "cellXfs", "cellStyles", "dxfs")
    inside, number = "", 0
    for each in archive.elements(part, "numFmt", "xf", *containers):
        if each.tag == "numFmt":
            formats[each.attributes.get("numFmtId", "")] = is_date_format(
                each.attributes.get("formatCode", "")
            )
        elif each.tag in containers:
            inside = each.tag
        elif each.tag == "xf" and inside == "cellXfs":
            format_id = each.attributes.get("numFmtId", "0")
            if formats.get(format_id, format_id.isdecimal() and int(format_id) in _DATES):
                yield str(number)
            number += 1


def is_date_format(code: str) -> bool:
    """Whether a number format shows a date or a time: "dd/mm/yyyy" does, "0.00 \"đồng\"" does not."""
    return bool(_DATE_LETTERS.search(_WORDS.sub("", code.split(";", maxsplit=1)[0])))
