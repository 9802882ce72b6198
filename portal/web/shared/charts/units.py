"""Units side by side: the parts of what each had, the map of units by months, the ranking."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from portal.domain.charts.bars import Bar, Bars, bar_chart
from portal.domain.charts.findings import heat_finding, ranking_finding, target_words
from portal.domain.charts.heat import Cell, Heat, HeatRow, heat_cell
from portal.domain.charts.marks import HEAT
from portal.domain.charts.stacked import Part, Stack, Stacks, gathered, stacked_chart
from portal.domain.figures import Share
from portal.domain.periods import month_label
from portal.web.shared.acting import language
from portal.web.shared.charts.drawn import Drawn, drawn, told
from portal.web.shared.sentences import _
from portal.web.shared.words import number, percent, unit_name


@dataclass(frozen=True, slots=True)
class UnitParts:
    """The parts of what units had; each unit with its counts in the order of the parts, and words at the end."""

    title: str
    parts: Sequence[Part]
    units: Sequence[tuple[int, tuple[int, ...], str]]
    caption: str


def parts_chart(shown: UnitParts) -> Drawn | None:
    """The parts of each unit as stacked bars; beyond twenty units the smallest are one bar."""
    stacks = [
        Stack(unit_name(unit_id), counts, words, tuple(map(number, counts)))
        for unit_id, counts, words in shown.units
        if sum(counts)
    ]
    if not stacks:
        return None
    few = gathered(stacks)
    all_drawn = list(few.stacks)
    if few.others:
        name, numbers = _("%(n)s đơn vị khác", n=few.others), tuple(map(number, few.counts))
        all_drawn.append(Stack(name, few.counts, number(sum(few.counts)), numbers))
    text = told((each.label, each.words) for each in all_drawn)
    chart = Stacks(shown.title, text, shown.parts, all_drawn)
    return drawn(lambda frame: stacked_chart(chart, frame), shown.caption)


def ranking_chart(
    places: Sequence[tuple[int, int]], rates: Mapping[int, Share], target: Decimal | None
) -> Drawn | None:
    """Ranked units with their places, against the target; None where nobody is ranked."""
    if not places:
        return None
    bars = [_ranked(place, unit_id, rates[unit_id], target=target) for place, unit_id in places]
    found = [(place, unit_name(unit_id), rates[unit_id]) for place, unit_id in places]
    text = told((f"{each.place}. {each.label}", each.words) for each in bars)
    goal = float(target) if target is not None else None
    words = target_words(target, language())
    chart = Bars(ranking_finding(found, language()), text, bars, target=goal, target_words=words)
    caption = _("Hạng và tỷ lệ trả lời đúng hạn; vạch đứng là chỉ tiêu, nhạt màu hơn là chưa đạt.")
    if target is None:
        caption = _("Hạng và tỷ lệ trả lời đúng hạn.")
    return drawn(lambda frame: bar_chart(chart, frame), caption)


def _ranked(place: int, unit_id: int, rate: Share, *, target: Decimal | None) -> Bar:
    exact = rate.percent or Decimal(0)
    short = target is not None and exact < target
    return Bar(unit_name(unit_id), rate.part * 100 / rate.whole, percent(rate), place, short)


@dataclass(frozen=True, slots=True)
class UnitMonths:
    """The promises kept by unit and month, in the order of rows and columns."""

    months: Sequence[int]
    units: Sequence[tuple[int, Mapping[int, Share], str]]
    targets: Mapping[int, Decimal | None]
    target: Decimal | None


def unit_heat(shown: UnitMonths, caption: str) -> Heat | None:
    """The map of units by months; None where nothing fell due."""
    units = [each for each in shown.units if any(share.whole for share in each[1].values())]
    if not units:
        return None
    totals = [(unit_name(unit_id), _sum(months.values())) for unit_id, months, _href in units]
    rows = [
        HeatRow(unit_name(unit_id), tuple(_cells(shown, unit_id, months)), href)
        for unit_id, months, href in units
    ]
    return Heat(
        heat_finding(totals, shown.target, language()),
        caption,
        [month_label(month) for month in shown.months],
        rows,
        list(zip(HEAT, _keys(shown.target), strict=True)),
    )


def _cells(shown: UnitMonths, unit_id: int, months: Mapping[int, Share]) -> list[Cell]:
    target = shown.targets.get(unit_id, shown.target)
    shares = [months.get(month, Share(0, 0)) for month in shown.months]
    return [heat_cell(each, target, _in_full(each)) for each in shares]


def _in_full(share: Share) -> str:
    values = {"percent": percent(share), "part": number(share.part), "whole": number(share.whole)}
    return _("%(percent)s: %(part)s trên %(whole)s", **values) if share.whole else ""


def _sum(shares: Iterable[Share]) -> Share:
    all_of = list(shares)
    return Share(sum(each.part for each in all_of), sum(each.whole for each in all_of))


def _keys(target: Decimal | None) -> list[str]:
    """What the shades stand for, from the worst to the best."""
    if target is None:
        return ["< 75%", "75 – 85%", "85 – 90%", "90 – 95%", "≥ 95%"]
    return [
        _("thiếu trên 20 điểm"),
        _("thiếu 10 – 20 điểm"),
        _("thiếu 5 – 10 điểm"),
        _("thiếu đến 5 điểm"),
        _("đạt chỉ tiêu"),
    ]
