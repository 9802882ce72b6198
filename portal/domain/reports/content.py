"""What a report says, free of any layout: words, tables and pictures, which screens and all files show alike."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

# Words, a count, hours or days with one decimal, or a share in percent.
Value = str | int | float | Decimal | None


class PlotKind(StrEnum):
    """How a spreadsheet draws a table."""

    STACKED = "stacked"
    LINE = "line"
    COLUMNS = "columns"


@dataclass(frozen=True, slots=True)
class Plot:
    """Which columns and how many of the first rows a spreadsheet draws."""

    kind: PlotKind
    title: str
    columns: tuple[int, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table under its caption; `sums` when its last row adds up the others."""

    caption: str
    # What its sheet is called in a workbook: short.
    sheet: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    sums: bool = False
    notes: tuple[str, ...] = ()
    plot: Plot | None = None
    # Only in workbooks, for the chart's sake: the page and the paper show the picture of it.
    for_sheets_only: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as an SVG document: its title says what was found, its text says it all in words."""

    title: str
    text: str
    svg: str
    width: float
    height: float
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A numbered part of a chapter."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class ChapterContent:
    """A chapter with its parts; one part without a heading stands by itself."""

    heading: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """Who reports, in the names it had then, where, and to whom (NĐ 30/2020, Annex I)."""

    parent_agency: str
    agency: str
    # "/BC-SCT": the number before it is given by the clerk of the agency.
    number: str
    place: str
    signer_capacity: str
    signer_name: str
    recipients: tuple[str, ...]
    # Across every page: "DỰ THẢO" until somebody signs.
    mark: str = ""
    # "Kính gửi": nobody where the agency has none above it and none was named.
    addressees: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """A whole report."""

    language: str
    period: str
    period_code: str
    head: Head
    # "BÁO CÁO", and what about.
    kind: str
    abstract: str
    opening: str
    chapters: tuple[ChapterContent, ...]
    definitions: Table
    # The version of the definitions by which everything was counted.
    version: str
    # The moment as of which figures are exact, in ISO form and in words.
    as_of: str
    as_of_words: str
    closing: str = ""
    notes: tuple[str, ...] = field(default_factory=tuple)

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables in their order."""
        return tuple(table for chapter in self.chapters for part in chapter.parts for table in part.tables)

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """All pictures in their order."""
        return tuple(each for chapter in self.chapters for part in chapter.parts for each in part.pictures)


@dataclass(frozen=True, slots=True)
class FiledReport:
    """A report with the number it is kept under and the digest of what it says."""

    content: Content
    record: str
    digest: str
