"""Survey results by unit, the best first, with the place of those that have enough ballots."""

from portal.domain.measures.surveys import UNITS
from portal.domain.surveys.results import Pooled, overall_result
from portal.domain.unit_figures import FEWEST_RANKED
from portal.queries.surveys.results import SeriesResult
from portal.web.shared.charts.drawn import Drawn
from portal.web.shared.charts.surveys import satisfied_chart
from portal.web.shared.figures.definitions import definitions
from portal.web.shared.figures.pieces import Section, Table, charts_of
from portal.web.shared.figures.surveys.shown import ShownSurveys, interval_words, pooled_words
from portal.web.shared.sentences import _
from portal.web.shared.words import number, unit_name


def unit_section(shown: ShownSurveys, result: SeriesResult) -> Section:
    """Units side by side; those whose few ballots must not follow from the others are left out."""
    rows, ranked = [], ranked_units(result, shown.units(result))
    for place, unit_id, pooled in ranked:
        ballots = number(result.by_unit[unit_id].ballots)
        rows.append([
            shown.unit_cell(unit_id),
            place,
            ballots,
            pooled_words(pooled),
            _first_item(result, unit_id),
        ])
    if len(rows) < 2:
        return Section(id="units", title=_("Theo đơn vị"))
    heads = [_("Đơn vị"), _("Hạng"), _("Số phiếu"), _("Hài lòng"), _("Khoảng tin cậy 95% (%)")]
    if not _has_one_item(result):
        heads, rows = heads[:-1], [row[:-1] for row in rows]
    return Section(
        id="units",
        title=_("Theo đơn vị"),
        charts=charts_of([_chart(ranked)]),
        table=Table(_("Hài lòng theo đơn vị, %(period)s", period=shown.period), heads, rows),
        definitions=definitions(UNITS.code),
        note=_("Đơn vị chưa đủ phiếu trong kỳ không có trong bảng.") if _is_part(result) else "",
    )


def _chart(ranked: list[tuple[str, int, Pooled]]) -> Drawn | None:
    rows = [
        (f"{place}. {unit_name(unit_id)}" if place.isdecimal() else unit_name(unit_id), pooled)
        for place, unit_id, pooled in ranked
    ]
    placed = [(unit_id, pooled) for place, unit_id, pooled in ranked if place.isdecimal()]
    title = _("Tỷ lệ hài lòng theo đơn vị")
    if len(placed) > 1:
        (first, best), (last, worst) = placed[0], placed[-1]
        title = _(
            "%(first)s cao nhất (%(high)s), %(last)s thấp nhất (%(low)s)",
            first=unit_name(first),
            high=pooled_words(best),
            last=unit_name(last),
            low=pooled_words(worst),
        )
    return satisfied_chart(rows, title, _("Tỷ lệ hài lòng của phiếu thuộc chính đơn vị."))


def ranked_units(result: SeriesResult, units: list[int]) -> list[tuple[str, int, Pooled]]:
    """Units with their shares, the best first; a place only for those with enough ballots, the same for equals."""
    asked = result.asked.published.questionnaire
    pooled = {each: overall_result(asked, result.by_unit[each]) for each in units}
    shares = {each: _share(found) for each, found in pooled.items()}
    order = sorted(units, key=lambda each: (_is_small(result, each), -shares[each]))
    placed = [each for each in order if not _is_small(result, each)]
    places = {each: 1 + sum(shares[other] > shares[each] for other in placed) for each in placed}
    return [(str(places.get(each, "–")), each, pooled[each]) for each in order]


def _share(pooled: Pooled) -> float:
    return pooled.satisfied / pooled.answers if pooled.answers else 0.0


def _is_small(result: SeriesResult, unit_id: int) -> bool:
    return result.by_unit[unit_id].ballots < FEWEST_RANKED


def _is_part(result: SeriesResult) -> bool:
    """Whether there are ballots beside those of the units in the table."""
    told = sum(counts.ballots for counts in result.by_unit.values())
    return result.held_back or told < result.total.ballots


def _has_one_item(result: SeriesResult) -> bool:
    """An interval is told of one item only: the answers of one person to several are not independent."""
    return len(list(result.asked.published.questionnaire.rated_items())) == 1


def _first_item(result: SeriesResult, unit_id: int) -> str:
    asked = result.asked.published.questionnaire
    return interval_words(overall_result(asked, result.by_unit[unit_id]))
