"""What a sampled survey came to: satisfaction with its interval, never of fewer than five ballots."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from portal.domain.surveys.questionnaire import ItemKind, Questionnaire
from portal.domain.surveys.results import Counts, Pooled, factor_result, item_result, overall_result
from portal.domain.time import local_day
from portal.queries.surveys.campaigns import SurveyCampaign, campaign_counts
from portal.queries.surveys.questionnaires import published_version
from portal.web.shared.acting import language, session, settings
from portal.web.shared.sentences import _
from portal.web.shared.words import number, percent


@dataclass(frozen=True, slots=True)
class ResultRow:
    """All together, a factor or an item: the share of the satisfied in words; an interval for items alone."""

    label: str
    level: str
    answers: int
    share: str
    interval: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """All that was counted of a campaign."""

    ballots: int
    doubtful: int
    rows: tuple[ResultRow, ...]


def ended_on(campaign: SurveyCampaign) -> date | None:
    """The last day on which ballots were taken; the worker closes what is over some time later."""
    if campaign.closed_at is None:
        return None
    return min(campaign.closes_on, local_day(campaign.closed_at))


def result_of(campaign: SurveyCampaign) -> Result:
    """The counted ballots of a campaign; the doubtful ones are told apart and in no share."""
    sound, doubtful = campaign_counts(session(), settings(), campaign)
    asked = published_version(session(), campaign.version_id)
    rows = tuple(_rows(asked.questionnaire, sound)) if asked is not None and sound.ballots else ()
    return Result(sound.ballots, doubtful.ballots, rows)


def _rows(questionnaire: Questionnaire, counts: Counts) -> Iterator[ResultRow]:
    yield _row(_("Chung cả phiếu"), "all", overall_result(questionnaire, counts))
    for section in questionnaire.sections:
        scales = [item for item in section.items if item.kind is ItemKind.SCALE]
        if section.is_factor:
            title = section.title.said(language())
            yield _row(title, "factor", factor_result(questionnaire, counts, section))
        for item in scales:
            yield _row(item.text.said(language()), "item", item_result(questionnaire, counts, item))


def _row(label: str, level: str, pooled: Pooled) -> ResultRow:
    share, interval = pooled.share, pooled.interval
    if share is None or interval is None:
        return ResultRow(label, level, pooled.answers, _("dưới 5 phiếu"))
    # Answers of one person to several items are not independent: only of one item an interval can be told.
    words = " – ".join(f"{number(each, 2)}%" for each in interval) if level == "item" else ""
    return ResultRow(label, level, pooled.answers, percent(share), words)
