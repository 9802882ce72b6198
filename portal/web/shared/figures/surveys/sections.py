"""A page of survey results from top to bottom: the whole, its factors and items, when, where and how."""

from collections.abc import Sequence

from portal.domain.figures import Share
from portal.domain.measures.surveys import FACTOR, LOW, OVERALL
from portal.domain.surveys.results import (
    Pooled,
    factor_result,
    item_result,
    overall_result,
)
from portal.queries.surveys.results import SeriesResult
from portal.web.shared.acting import language
from portal.web.shared.charts.drawn import Drawn
from portal.web.shared.charts.surveys import FEWEST_DRAWN, low_chart, month_chart, satisfied_chart
from portal.web.shared.figures.definitions import definitions
from portal.web.shared.figures.periods import month_words
from portal.web.shared.figures.pieces import Section, Table, Tile, charts_of
from portal.web.shared.figures.surveys.items import item_section
from portal.web.shared.figures.surveys.places import doubtful_section, place_section, way_section
from portal.web.shared.figures.surveys.shown import (
    ShownSurveys,
    held_back_words,
    label_words,
    overall_of,
    pooled_words,
    sample_words,
    title_words,
    worst_first,
)
from portal.web.shared.figures.surveys.units import unit_section
from portal.web.shared.sentences import _
from portal.web.shared.words import number, percent

MOST_LOW = 8


def survey_sections(shown: ShownSurveys, *, for_staff: bool = False) -> list[Section]:
    """Everything about the chosen series; counters are shown to staff alone."""
    result = shown.chosen
    if result is None or not result.is_shown:
        return [doubtful_section(result)] if result is not None and result.doubtful else []
    sections = [
        overall_section(result),
        item_section(result),
        low_section(result),
        month_section(shown, result),
        unit_section(shown, result),
        *([place_section(result, shown.results.points)] if for_staff else []),
        way_section(result),
        doubtful_section(result),
    ]
    return [each for each in sections if not each.is_empty]


def overall_section(result: SeriesResult) -> Section:
    """The share of satisfied answers together and by factor."""
    overall, asked = overall_of(result), result.asked.published.questionnaire
    factors = [
        (section.title.said(language()), factor_result(asked, result.total, section))
        for section in asked.factors
    ]
    heads = [_("Nhóm nội dung"), _("Số lượt trả lời"), _("Hài lòng"), _("Từ bình thường trở xuống")]
    rows = [[name, number(each.answers), pooled_words(each), _low_words(each)] for name, each in factors]
    total = [_("Cộng"), number(overall.answers), pooled_words(overall), _low_words(overall)]
    return Section(
        id="overall",
        title=f"{title_words(result)}: {label_words(result)}",
        tiles=[
            _overall_tile(overall),
            Tile(number(result.total.ballots), _("phiếu hợp lệ"), label_words(result)),
        ],
        charts=charts_of([_factor_chart(factors)]) if len(factors) > 1 else (),
        table=Table(_("Hài lòng theo nhóm nội dung"), heads, [*rows, total]),
        definitions=definitions(OVERALL.code, FACTOR.code),
        note=" ".join(each for each in (sample_words(result), held_back_words(result)) if each),
    )


def _overall_tile(overall: Pooled) -> Tile:
    share = overall.share
    note = (
        _("%(part)s trên %(whole)s lượt trả lời", part=number(share.part), whole=number(share.whole))
        if share
        else ""
    )
    return Tile(pooled_words(overall), _("hài lòng (khảo sát của đơn vị)"), note)


def _factor_chart(factors: Sequence[tuple[str, Pooled]]) -> Drawn | None:
    shown = [(name, each.share) for name, each in factors if each.share is not None and each.share.percent]
    if not shown:
        return None
    worst, share = min(shown, key=lambda each: each[1].percent or 0)
    title = _("Thấp nhất: %(factor)s (%(percent)s)", factor=worst, percent=percent(share))
    return satisfied_chart(factors, title, _("Tỷ lệ hài lòng theo nhóm nội dung."))


def low_section(result: SeriesResult) -> Section:
    """What is rated low most often, the worst first: what a remedy is to be found for."""
    worst = worst_first(_by_item(result))[:MOST_LOW]
    rows = [(name, Share(each.low, each.answers)) for name, each in worst]
    caption = _("Tỷ lệ phiếu trả lời từ mức bình thường trở xuống, cao nhất đứng trước.")
    return Section(
        id="low",
        title=_("Nội dung bị đánh giá thấp nhiều nhất"),
        finding=f"{rows[0][0]}: {percent(rows[0][1])}" if rows else "",
        charts=charts_of([low_chart(rows, caption)]),
        definitions=definitions(LOW.code),
    )


def month_section(shown: ShownSurveys, result: SeriesResult) -> Section:
    """The months of the period side by side; those of few ballots are left out."""
    asked = result.asked.published.questionnaire
    months = {month: overall_result(asked, counts) for month, counts in result.by_month.items()}
    shares = {month: each.share for month, each in months.items() if each.share is not None}
    rows = [
        [month_words(month), number(result.by_month[month].ballots), pooled_words(each), _low_words(each)]
        for month, each in months.items()
    ]
    heads = [_("Tháng"), _("Số phiếu"), _("Hài lòng"), _("Từ bình thường trở xuống")]
    return Section(
        id="months",
        title=_("Theo tháng"),
        finding=_few_months(rows),
        charts=charts_of([month_chart(shares, shown.target, _("Tỷ lệ hài lòng từng tháng."))]),
        table=Table(_("Hài lòng theo tháng"), heads, rows) if len(shares) > 1 else None,
        definitions=definitions(OVERALL.code),
    )


def _few_months(rows: Sequence[Sequence[str]]) -> str:
    """Each month with its share, where there are too few for a picture, which would say what was found."""
    if len(rows) >= FEWEST_DRAWN:
        return ""
    return "; ".join(f"{month}: {share}" for month, _ballots, share, _low in rows)


def _by_item(result: SeriesResult) -> list[tuple[str, Pooled]]:
    asked = result.asked.published.questionnaire
    return [
        (item.text.said(language()), item_result(asked, result.total, item)) for item in asked.rated_items()
    ]


def _low_words(pooled: Pooled) -> str:
    if pooled.share is None:
        return "–"
    return percent(Share(pooled.low, pooled.answers))
