"""How the promise was kept: what fell due in the period, month by month, unit by unit."""

from portal.domain.figures import CaseCounts
from portal.domain.measures.registry import measure
from portal.domain.unit_figures import FEWEST_RANKED, UnitFigures, kept, ranked
from portal.queries.figure_rows import Basis, Part
from portal.web.shared.figures.definitions import definitions
from portal.web.shared.figures.periods import month_words, this_month
from portal.web.shared.figures.pieces import (
    BarRow,
    Bars,
    Line,
    Point,
    Section,
    Table,
    Tile,
    share_note,
    share_tile,
    shares_of,
)
from portal.web.shared.figures.shown import PARTS_OF_DUE, Shown, part_words
from portal.web.shared.sentences import _
from portal.web.shared.words import number, percent, unit_name

DUE = Basis.DUE
ENDS = measure("cases.due").parts


def due_section(shown: Shown) -> Section:
    """On time or not, of what fell due."""
    return Section(
        id="due",
        title=_("Trả lời đúng hạn"),
        tiles=_tiles(shown),
        bars=_bars(shown),
        table=_table(shown),
        definitions=definitions("cases.due", "cases.on_time_rate", "cases.response_rate", *ENDS),
    )


def _tiles(shown: Shown) -> list[Tile]:
    total, rows = shown.figures.total, shown.links.rows
    due = total.due
    return [
        share_tile(total.on_time_rate, _("trả lời đúng hạn"), rows(Part.KEPT, DUE)),
        Tile(number(due.due), _("đến hạn"), shown.period, rows(Part.DUE, DUE) if due.due else ""),
        share_tile(total.response_rate, _("đã trả lời"), rows(Part.ANSWERED, DUE)),
        _count_tile(shown, Part.LATE, tone="late"),
        _count_tile(shown, Part.OVERDUE, tone="late"),
        _count_tile(shown, Part.IN_TIME_AFTER_EXTENSION),
        _count_tile(shown, Part.KEPT_BY_NOTICE),
    ]


def _count_tile(shown: Shown, part: Part, *, tone: str = "") -> Tile:
    count = int(getattr(shown.figures.total.due, part.value))
    label = part_words(part)
    href = shown.links.rows(part, DUE) if count else ""
    return Tile(number(count), label[:1].lower() + label[1:], href=href, tone=tone if count else "")


def _has_due(figures: UnitFigures) -> bool:
    return figures.due.due > 0


def _bars(shown: Shown) -> Bars | None:
    units = shown.units(_has_due)
    if not units:
        return None
    return Bars(
        title=_("Trả lời đúng hạn theo đơn vị, %(period)s", period=shown.period),
        text="; ".join(f"{unit_name(each)} {percent(figures.on_time_rate)}" for each, figures in units),
        parts=[
            {"label": part_words(Part.IN_TIME), "tone": "in_time"},
            {"label": _("Đúng hạn sau gia hạn, theo thông báo"), "tone": "notice"},
            {"label": part_words(Part.LATE), "tone": "late"},
            {"label": part_words(Part.OVERDUE), "tone": "overdue"},
        ],
        rows=[_bar(shown, unit_id, figures) for unit_id, figures in units],
    )


def _bar(shown: Shown, unit_id: int, figures: UnitFigures) -> BarRow:
    due, rate = figures.due, figures.on_time_rate
    parts = (due.in_time, due.in_time_after_extension + due.kept_by_notice, due.late, due.overdue)
    words = _("%(percent)s (%(parts)s)", percent=percent(rate), parts=share_note(rate))
    return BarRow(unit_name(unit_id), words, shares_of(parts, due.due), shown.links.unit(unit_id))


def _table(shown: Shown) -> Table:
    heads = [_("Đơn vị"), part_words(Part.DUE), *map(part_words, PARTS_OF_DUE)]
    units = shown.units(_has_due)
    rows = [
        [
            shown.unit_cell(unit_id),
            *shown.numbers((Part.DUE, *PARTS_OF_DUE), DUE, unit_id),
            percent(figures.on_time_rate),
        ]
        for unit_id, figures in units
    ]
    total = [_("Cộng"), *shown.numbers((Part.DUE, *PARTS_OF_DUE), DUE)]
    return Table(
        _("Trả lời đúng hạn theo đơn vị, %(period)s", period=shown.period),
        [*heads, _("Tỷ lệ đúng hạn")],
        [*rows, [*total, percent(shown.figures.total.on_time_rate)]],
    )


def trend_section(shown: Shown) -> Section:
    """The on-time rate of the twelve months that end with the period."""
    months = shown.months
    points = [
        Point(month_words(month), number(_height(each.due), 1), _height(each.due))
        for month, each in months.items()
        if each.due.due
    ]
    title = _("Tỷ lệ trả lời đúng hạn từng tháng, vạch trên cùng là %(top)s", top="100%")
    text = "; ".join(f"{point.label} {point.value_words}" for point in points)
    return Section(
        id="trend",
        title=_trend_words(shown),
        line=Line(title, text, points) if points else None,
        table=_trend_table(shown) if months else None,
        definitions=definitions("cases.on_time_rate"),
    )


def _height(due: CaseCounts) -> float:
    return kept(due) * 100 / due.due


def _trend_table(shown: Shown) -> Table:
    heads = [_("Tháng"), _("Tiếp nhận"), _("Đến hạn"), _("Trễ hạn"), _("Quá hạn"), _("Tỷ lệ đúng hạn")]
    rows = [
        [
            shown.month_cell(month),
            number(each.received.received),
            number(each.due.due),
            number(each.due.late),
            number(each.due.overdue),
            percent(each.on_time_rate),
        ]
        for month, each in shown.months.items()
    ]
    return Table(_trend_words(shown), heads, rows)


def _trend_words(shown: Shown) -> str:
    """The twelve months that a trend covers, the running one last at the latest."""
    last = min(shown.selection.period.last, this_month())
    return _("Mười hai tháng đến %(month)s", month=month_words(last))


def ranking_section(shown: Shown) -> Section:
    """Units by on-time rate, those with too few cases left out."""
    places = ranked(shown.figures.by_unit)
    rows = [
        [
            f"{place}",
            unit_name(unit_id),
            percent(shown.figures.by_unit[unit_id].on_time_rate),
            shown.number(Part.DUE, DUE, unit_id),
        ]
        for place, unit_id in places
    ]
    left_out = len(shown.units(_has_due)) - len(places)
    note = _(
        "%(n)s đơn vị có dưới %(fewest)s việc đến hạn nên chưa xếp hạng.", n=left_out, fewest=FEWEST_RANKED
    )
    heads = [_("Hạng"), _("Đơn vị"), _("Tỷ lệ đúng hạn"), _("Đến hạn")]
    return Section(
        id="ranking",
        title=_("Xếp hạng đơn vị"),
        table=Table(_("Xếp hạng đơn vị, %(period)s", period=shown.period), heads, rows) if rows else None,
        definitions=definitions("cases.ranking"),
        note=note if left_out else "",
    )
