"""Every item of a survey: how many gave each level, the share of satisfied ones and its interval."""

from collections.abc import Sequence

from portal.domain.measures.surveys import ITEM
from portal.domain.surveys.questionnaire import Item, Point, Questionnaire, Scale
from portal.domain.surveys.results import Pooled, item_result, levels_of
from portal.queries.surveys.results import SeriesResult
from portal.web.shared.acting import language
from portal.web.shared.charts.drawn import Drawn
from portal.web.shared.charts.surveys import Levels, level_chart
from portal.web.shared.figures.definitions import definitions
from portal.web.shared.figures.pieces import Section, Table, charts_of
from portal.web.shared.figures.surveys.shown import few_words, interval_words, pooled_words
from portal.web.shared.sentences import _
from portal.web.shared.words import number


def item_section(result: SeriesResult) -> Section:
    """Every item with how many gave each level, its share and the interval of the share."""
    asked = result.asked.published.questionnaire
    scale = _scale(asked)
    # Items on one scale share its heads; of others only the shares are told.
    points = tuple(reversed(scale.points)) if scale else ()
    rows = [_row(result, item, scale=scale, points=points) for item in asked.rated_items()]
    heads = [_("Câu hỏi"), _("Số phiếu"), _("Hài lòng"), _("Khoảng tin cậy 95% (%)")]
    return Section(
        id="items",
        title=_("Từng câu hỏi"),
        charts=charts_of([_chart(result, points)]),
        table=Table(
            _("Từng câu hỏi, số phiếu theo mức"),
            [*heads, *(point.label.said(language()) for point in points)],
            rows,
            wide=True,
        ),
        definitions=definitions(ITEM.code),
    )


def _scale(asked: Questionnaire) -> Scale | None:
    return next((asked.scale_of(item) for item in asked.rated_items()), None)


def _row(result: SeriesResult, item: Item, *, scale: Scale | None, points: Sequence[Point]) -> list[str]:
    asked = result.asked.published.questionnaire
    pooled = item_result(asked, result.total, item)
    shown = pooled.share is not None and asked.scale_of(item) == scale
    levels = levels_of(result.total, item)
    return [
        item.text.said(language()),
        *_shares(pooled),
        *(number(levels.get(point.value, 0)) if shown else "–" for point in points),
    ]


def _shares(pooled: Pooled) -> list[str]:
    return [few_words(pooled.ballots), pooled_words(pooled), interval_words(pooled)]


def _chart(result: SeriesResult, points: Sequence[Point]) -> Drawn | None:
    """Each item as a bar of its levels."""
    asked = result.asked.published.questionnaire
    scale, rows = _scale(asked), []
    for item in asked.rated_items():
        pooled = item_result(asked, result.total, item)
        if pooled.share is not None and asked.scale_of(item) == scale:
            levels = levels_of(result.total, item)
            counts = tuple(levels.get(point.value, 0) for point in points)
            rows.append(Levels(item.text.said(language()), counts, pooled_words(pooled)))
    names = [point.label.said(language()) for point in points]
    caption = _("Số phiếu theo mức; tỷ lệ hài lòng ở bên phải.")
    return level_chart(rows, names, title=_("Từng câu hỏi theo mức"), caption=caption)
