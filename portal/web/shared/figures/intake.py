"""What came in and where it stands; and what is counted apart."""

from portal.domain.charts.findings import parts_finding
from portal.domain.charts.marks import Ink
from portal.domain.charts.stacked import Part as PartDrawn
from portal.domain.figures import CaseCounts
from portal.domain.kinds import COUNTED_APART, Kind
from portal.domain.unit_figures import UnitFigures
from portal.queries.figure_rows import Basis, Part
from portal.web.shared.acting import language
from portal.web.shared.charts.drawn import Drawn
from portal.web.shared.charts.units import UnitParts, parts_chart
from portal.web.shared.figures.definitions import definitions
from portal.web.shared.figures.pieces import Cell, Section, Table, Tile, cell, charts_of, share_tile
from portal.web.shared.figures.shown import PARTS_OF_RECEIVED, Shown, part_words
from portal.web.shared.sentences import _
from portal.web.shared.words import number, term_words

RECEIVED = Basis.RECEIVED
COLUMNS = (Part.RECEIVED, *PARTS_OF_RECEIVED, Part.OVERDUE)


def intake_section(shown: Shown) -> Section:
    """What was received in the period; the parts add up to the whole."""
    return Section(
        id="received",
        title=_("Tiếp nhận và tình trạng xử lý"),
        tiles=_tiles(shown),
        charts=charts_of([_parts(shown)]),
        table=_table(shown),
        definitions=definitions("cases.received", "cases.open", "cases.stopped", "cases.return_rate"),
    )


def _tiles(shown: Shown) -> list[Tile]:
    total, rows = shown.figures.total, shown.links.rows
    received = total.received
    counts = (
        (received.received, _("tiếp nhận"), Part.RECEIVED, ""),
        (received.answered, _("đã trả lời"), Part.ANSWERED, ""),
        (received.open, _("đang xử lý"), Part.OPEN, ""),
        (received.overdue, _("trong đó quá hạn"), Part.OVERDUE, "late"),
        (received.stopped, _("dừng, không có câu trả lời"), Part.STOPPED, ""),
    )
    tiles = [
        Tile(number(n), label, "", rows(part, RECEIVED) if n else "", tone if n else "")
        for n, label, part, tone in counts
    ]
    return [*tiles, share_tile(total.return_rate, _("bị trả lại đầu mối"), rows(Part.RETURNED, RECEIVED))]


def _has_any(figures: UnitFigures) -> bool:
    return figures.received.received > 0


def _parts(shown: Shown) -> Drawn | None:
    parts = [
        PartDrawn(part_words(Part.IN_TIME), Ink.GOOD),
        PartDrawn(_("Đúng hạn sau gia hạn, theo thông báo"), Ink.NOTICE),
        PartDrawn(part_words(Part.LATE), Ink.LATE),
        PartDrawn(part_words(Part.OPEN), Ink.OPEN),
        PartDrawn(part_words(Part.STOPPED), Ink.STOPPED),
    ]
    received = shown.figures.total.received
    said = [
        (received.answered, "đã trả lời", "answered"),
        (received.open, "đang xử lý", "still open"),
        (received.stopped, "dừng không có câu trả lời", "ended without an answer"),
    ]
    units = [
        (each, _counts(figures.received), number(figures.received.received))
        for each, figures in shown.units(_has_any)
    ]
    title = parts_finding((received.received, "việc tiếp nhận", "cases received"), said, language())
    caption = _("Tình trạng của số việc mỗi đơn vị tiếp nhận, %(period)s.", period=shown.period)
    return parts_chart(UnitParts(title, parts, units, caption))


def _counts(counts: CaseCounts) -> tuple[int, ...]:
    later = counts.in_time_after_extension + counts.kept_by_notice
    return counts.in_time, later, counts.late, counts.open, counts.stopped


def _table(shown: Shown) -> Table:
    rows = [
        [shown.unit_cell(unit_id), *shown.numbers(COLUMNS, RECEIVED, unit_id)]
        for unit_id, _figures in shown.units(_has_any)
    ]
    return Table(
        _("Tiếp nhận theo đơn vị, %(period)s", period=shown.period),
        [_("Đơn vị"), *map(part_words, COLUMNS[:-1]), _("Trong đó quá hạn")],
        [*rows, [_("Cộng"), *shown.numbers(COLUMNS, RECEIVED)]],
    )


def apart_section(shown: Shown) -> Section:
    """Suggestions, praise, initiatives and information for reference, counted apart."""
    kinds = [kind for kind in Kind if kind in COUNTED_APART]
    rows = [
        [
            term_words(kind),
            _apart(shown, kind, Part.RECEIVED),
            _apart(shown, kind, Part.ANSWERED),
            _apart(shown, kind, Part.OPEN),
            _apart(shown, kind, Part.STOPPED),
        ]
        for kind in kinds
    ]
    href = shown.links.rows(Part.FOR_REFERENCE, RECEIVED)
    reference = [part_words(Part.FOR_REFERENCE), cell(shown.figures.for_reference, href), "–", "–", "–"]
    heads = [_("Loại"), *map(part_words, (Part.RECEIVED, Part.ANSWERED, Part.OPEN, Part.STOPPED))]
    return Section(
        id="apart",
        title=_("Tính riêng"),
        table=Table(_("Tính riêng, %(period)s", period=shown.period), heads, [*rows, reference]),
        definitions=definitions(
            "apart.suggestion", "apart.praise", "apart.initiative", "apart.for_reference"
        ),
    )


def _apart(shown: Shown, kind: Kind, part: Part) -> str | Cell:
    counts = shown.figures.apart.get(kind)
    href = shown.links.rows(part, RECEIVED, kind=kind.value)
    return cell(int(getattr(counts, part.value)) if counts else 0, href)
