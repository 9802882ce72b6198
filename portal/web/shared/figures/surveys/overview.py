"""All series of a page beside what is asked for: never added up, each with its label."""

from portal.domain.figures import Share
from portal.domain.measures.surveys import OVERALL
from portal.domain.targets import TargetFigure, gap
from portal.domain.wording import sign_of
from portal.web.shared.charts.surveys import against_target
from portal.web.shared.figures.definitions import definitions
from portal.web.shared.figures.pieces import Cell, Section, Table, charts_of
from portal.web.shared.figures.surveys.shown import (
    ShownSurveys,
    ballots_words,
    label_words,
    overall_of,
    pooled_words,
    series_words,
)
from portal.web.shared.sentences import _
from portal.web.shared.words import number, percent, term_words

Row = list[str | Cell]


def overview_section(shown: ShownSurveys) -> Section:
    """A row for each series, and one for the ratings of answers, with the gap to the target."""
    rows: list[Row] = []
    drawn: list[tuple[str, Share]] = []
    for each in shown.results.series:
        overall = overall_of(each)
        name = f"{series_words(each)} – {label_words(each)}"
        if overall.share is not None:
            drawn.append((name, overall.share))
        row: Row = [
            Cell(name, shown.links.series(each.asked.series)),
            ballots_words(each),
            pooled_words(overall),
        ]
        rows.append([*row, *_against(shown, TargetFigure.SURVEY_SATISFACTION, overall.share)])
    if shown.ratings is not None:
        name_words = term_words(TargetFigure.RATING_SATISFACTION)
        name_words = _("%(figure)s – người gửi tự chấm", figure=name_words)
        drawn.append((name_words, shown.ratings))
        row = [name_words, number(shown.ratings.whole), percent(shown.ratings)]
        rows.append([*row, *_against(shown, TargetFigure.RATING_SATISFACTION, shown.ratings)])
    heads = [_("Khảo sát"), _("Số phiếu"), _("Hài lòng"), _("Chỉ tiêu"), _("Hơn, kém (điểm %)")]
    return Section(
        id="targets",
        title=_("So với chỉ tiêu"),
        charts=charts_of([against_target(drawn, shown.target)]),
        table=Table(_("So với chỉ tiêu, %(period)s", period=shown.period), heads, rows) if rows else None,
        definitions=definitions(OVERALL.code),
        note=_source(shown),
    )


def _against(shown: ShownSurveys, figure: TargetFigure, share: Share | None) -> list[str]:
    """The target, and how far the share is from it in percentage points."""
    target = shown.target_of(figure)
    if target is None:
        return ["–", "–"]
    difference = gap(share, target) if share is not None else None
    points = "–" if difference is None else f"{sign_of(difference)}{number(abs(difference), 2)}"
    return [percent(target.percent), points]


def _source(shown: ShownSurveys) -> str:
    target = shown.target_of(TargetFigure.SURVEY_SATISFACTION)
    return _("Căn cứ chỉ tiêu: %(source)s.", source=target.source.rstrip(".")) if target else ""
