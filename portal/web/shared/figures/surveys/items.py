"""Every item of a survey: how many gave each level, the share of satisfied ones and its interval."""

from collections.abc import Sequence

from portal.domain.surveys.questionnaire import Item, Point, Questionnaire, Scale
from portal.domain.surveys.results import Pooled, item_result, levels_of
from portal.queries.surveys.results import SeriesResult
from portal.web.shared.acting import language
from portal.web.shared.figures.pieces import BarRow, Bars, Section, Table
from portal.web.shared.figures.surveys.definitions import item_definition
from portal.web.shared.figures.surveys.shown import few_words, interval_words, pooled_words
from portal.web.shared.sentences import _
from portal.web.shared.words import number

# From the best level to the worst, as far as there are five of them.
TONES = ("in_time", "notice", "open", "overdue", "late")


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
        bars=_bars(result, points) if len(points) == len(TONES) else None,
        table=Table(
            _("Từng câu hỏi, số phiếu theo mức"),
            [*heads, *(point.label.said(language()) for point in points)],
            rows,
        ),
        definitions=[item_definition()],
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


def _bars(result: SeriesResult, points: Sequence[Point]) -> Bars:
    """Each item as a bar of its levels."""
    asked = result.asked.published.questionnaire
    scale, rows = _scale(asked), []
    for item in asked.rated_items():
        pooled = item_result(asked, result.total, item)
        if pooled.share is not None and asked.scale_of(item) == scale:
            levels = levels_of(result.total, item)
            shares = [levels.get(point.value, 0) * 100 / pooled.answers for point in points]
            rows.append(BarRow(item.text.said(language()), pooled_words(pooled), shares))
    parts = [
        {"label": point.label.said(language()), "tone": tone}
        for point, tone in zip(points, TONES, strict=True)
    ]
    text = "; ".join(f"{row.label} {row.total_words}" for row in rows)
    return Bars(_("Từng câu hỏi theo mức, tỷ lệ hài lòng ở bên phải"), text, parts, rows)
