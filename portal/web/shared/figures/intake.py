"""What came in and where it stands; and what is counted apart."""

from portal.domain.kinds import COUNTED_APART, Kind
from portal.domain.unit_figures import UnitFigures
from portal.queries.figure_rows import Basis, Part
from portal.web.shared.figures.definitions import definitions
from portal.web.shared.figures.pieces import (
    BarRow,
    Bars,
    Cell,
    Section,
    Table,
    Tile,
    cell,
    share_tile,
    shares_of,
)
from portal.web.shared.figures.shown import PARTS_OF_RECEIVED, Shown, part_words
from portal.web.shared.sentences import _
from portal.web.shared.words import number, term_words, unit_name

RECEIVED = Basis.RECEIVED
COLUMNS = (Part.RECEIVED, *PARTS_OF_RECEIVED, Part.OVERDUE)


def intake_section(shown: Shown) -> Section:
    """What was received in the period; the parts add up to the whole."""
    return Section(
        id="received",
        title=_("Tiếp nhận và tình trạng xử lý"),
        tiles=_tiles(shown),
        bars=_bars(shown),
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


def _bars(shown: Shown) -> Bars | None:
    units = shown.units(_has_any)
    if not units:
        return None
    return Bars(
        title=_("Tiếp nhận theo đơn vị, %(period)s", period=shown.period),
        text="; ".join(f"{unit_name(each)} {number(figures.received.received)}" for each, figures in units),
        parts=[
            {"label": part_words(Part.IN_TIME), "tone": "in_time"},
            {"label": _("Đúng hạn sau gia hạn, theo thông báo"), "tone": "notice"},
            {"label": part_words(Part.LATE), "tone": "late"},
            {"label": part_words(Part.OPEN), "tone": "open"},
            {"label": part_words(Part.STOPPED), "tone": "stopped"},
        ],
        rows=[_bar(shown, unit_id, figures) for unit_id, figures in units],
    )


def _bar(shown: Shown, unit_id: int, figures: UnitFigures) -> BarRow:
    counts = figures.received
    later = counts.in_time_after_extension + counts.kept_by_notice
    parts = (counts.in_time, later, counts.late, counts.open, counts.stopped)
    words = number(counts.received)
    return BarRow(unit_name(unit_id), words, shares_of(parts, counts.received), shown.links.unit(unit_id))


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
