"""How the promise was kept: what fell due in the period, month by month, unit by unit."""

from dataclasses import replace

from portal.domain.charts.findings import parts_finding
from portal.domain.charts.heat import FEWEST_SHADED
from portal.domain.charts.marks import Ink
from portal.domain.charts.stacked import Part as PartDrawn
from portal.domain.figures import CaseCounts
from portal.domain.measures.registry import measure
from portal.domain.unit_figures import FEWEST_RANKED, UnitFigures, ranked
from portal.queries.figure_rows import Basis, Part
from portal.web.shared.acting import language, settings
from portal.web.shared.charts.drawn import Drawn
from portal.web.shared.charts.promise import KeptPromise, gap_words, promise_chart
from portal.web.shared.charts.units import (
    UnitMonths,
    UnitParts,
    parts_chart,
    ranking_chart,
    unit_heat,
)
from portal.web.shared.figures.definitions import definitions
from portal.web.shared.figures.periods import month_words, this_month
from portal.web.shared.figures.pieces import (
    Section,
    Table,
    Tile,
    charts_of,
    share_tile,
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
        charts=charts_of([_trend(shown), _parts(shown)]),
        table=_table(shown),
        more_tables=[_trend_table(shown)] if shown.months else [],
        definitions=definitions("cases.due", "cases.on_time_rate", "cases.response_rate", *ENDS),
    )


def _tiles(shown: Shown) -> list[Tile]:
    total, rows = shown.figures.total, shown.links.rows
    due = total.due
    return [
        _rate_tile(shown),
        Tile(number(due.due), _("đến hạn"), shown.period, rows(Part.DUE, DUE) if due.due else ""),
        share_tile(total.response_rate, _("đã trả lời"), rows(Part.ANSWERED, DUE)),
        _count_tile(shown, Part.LATE, tone="late"),
        _count_tile(shown, Part.OVERDUE, tone="late"),
        _count_tile(shown, Part.IN_TIME_AFTER_EXTENSION),
        _count_tile(shown, Part.KEPT_BY_NOTICE),
    ]


def _rate_tile(shown: Shown) -> Tile:
    rate = shown.figures.total.on_time_rate
    tile = share_tile(rate, _("trả lời đúng hạn"), shown.links.rows(Part.KEPT, DUE))
    gap = gap_words(rate, shown.target)
    return replace(tile, note=f"{tile.note}; {gap}") if gap else tile


def _count_tile(shown: Shown, part: Part, *, tone: str = "") -> Tile:
    count = int(getattr(shown.figures.total.due, part.value))
    label = part_words(part)
    href = shown.links.rows(part, DUE) if count else ""
    return Tile(number(count), label[:1].lower() + label[1:], href=href, tone=tone if count else "")


def _has_due(figures: UnitFigures) -> bool:
    return figures.due.due > 0


def _parts(shown: Shown) -> Drawn | None:
    parts = [
        PartDrawn(part_words(Part.IN_TIME), Ink.GOOD),
        PartDrawn(_("Đúng hạn sau gia hạn, theo thông báo"), Ink.NOTICE),
        PartDrawn(part_words(Part.LATE), Ink.LATE),
        PartDrawn(part_words(Part.OVERDUE), Ink.OVERDUE),
    ]
    due = shown.figures.total.due
    counts = _counts(due)
    said = [
        (counts[0], "đúng hạn", "in time"),
        (counts[1], "sau gia hạn hoặc theo thông báo", "after an extension or under a notice"),
        (counts[2], "trễ hạn", "late"),
        (counts[3], "quá hạn chưa trả lời", "overdue without an answer"),
    ]
    units = [
        (each, _counts(figures.due), percent(figures.on_time_rate)) for each, figures in shown.units(_has_due)
    ]
    title = parts_finding((due.due, "việc đến hạn", "cases due"), said, language())
    caption = _(
        "Phần của từng kết quả trong số việc đến hạn của mỗi đơn vị, %(period)s.", period=shown.period
    )
    return parts_chart(UnitParts(title, parts, units, caption))


def _counts(due: CaseCounts) -> tuple[int, ...]:
    return due.in_time, due.in_time_after_extension + due.kept_by_notice, due.late, due.overdue


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


def _trend(shown: Shown) -> Drawn | None:
    """The on-time rate of the twelve months that end with the period."""
    rate = shown.figures.total.on_time_rate
    rates = {month: each.on_time_rate for month, each in shown.months.items()}
    names = ("Trả lời đúng hạn", "Answered on time")
    kept = KeptPromise(names, rate, rates, shown.target, shown.selection.period.last, this_month())
    caption = _("Tỷ lệ trả lời đúng hạn từng tháng, %(months)s.", months=_lower(_trend_words(shown)))
    return promise_chart(kept, caption)


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


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
    rates = {unit_id: shown.figures.by_unit[unit_id].on_time_rate for _place, unit_id in places}
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
        charts=charts_of([ranking_chart(places, rates, shown.target)]),
        table=Table(_("Xếp hạng đơn vị, %(period)s", period=shown.period), heads, rows, named=2)
        if rows
        else None,
        definitions=definitions("cases.ranking"),
        note=note if left_out else "",
    )


def heat_section(shown: Shown) -> Section:
    """The on-time rate of each unit in each of the twelve months; too few cases have no colour."""
    months = list(shown.months)
    units = [
        (each, shown.figures.kept_by_unit_month[each], shown.links.unit(each))
        for each in settings().units
        if each in shown.figures.kept_by_unit_month
    ]
    targets = {unit_id: shown.target_of(unit_id) for unit_id, _months, _href in units}
    caption = _(
        "Tỷ lệ trả lời đúng hạn (%%) của từng đơn vị trong từng tháng; dưới %(n)s việc chỉ ghi số việc.",
        n=FEWEST_SHADED,
    )
    return Section(
        id="heat",
        title=_("Đơn vị và tháng"),
        heat=unit_heat(UnitMonths(months, units, targets, shown.target), caption),
        definitions=definitions("cases.on_time_rate"),
    )
