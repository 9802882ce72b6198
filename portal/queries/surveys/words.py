"""What people said in words on ballots: read only in groups that tell of nobody (rules §9)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.domain.people import Actor
from portal.domain.periods import Period
from portal.domain.permissions import Permission
from portal.domain.surveys.release import readable_months
from portal.models.ballot import Ballot
from portal.models.survey_figure import SurveyFigure
from portal.queries.figures import Selection
from portal.queries.surveys.figures import Series

MOST = 300


@dataclass(frozen=True, slots=True)
class Said:
    """The words to an item, in an order that tells nothing, and whether there are some that may not be read yet."""

    by_item: Mapping[str, Sequence[str]]
    some_wait: bool = False
    cut: bool = False


def ballot_words(
    session: Session, actor: Actor, selection: Selection, *, series: Series, this_month: int
) -> Said:
    """The words of sound ballots of the units whose words the actor may read: two statements and one a group.

    Each unit's months are groups by themselves, so that no two pages laid beside each other tell of fewer.
    """
    units = selection.unit_ids & actor.units_for(Permission.READ_BALLOT_WORDS)
    worded = _worded(session, units, selection.period, series=series)
    groups = {
        unit_id: readable_months(months, selection.period, this_month=this_month)
        for unit_id, months in worded.items()
    }
    some_wait = any(set(worded[unit_id]) - months for unit_id, months in groups.items())
    open_groups = {unit_id: months for unit_id, months in groups.items() if months}
    by_item: dict[str, list[str]] = {}
    rows = _rows(session, open_groups, series)
    for words in rows[:MOST]:
        for item, text in words.items():
            by_item.setdefault(item, []).append(text)
    # By the alphabet: neither the day nor the ballot follows from where a sentence stands.
    return Said({item: sorted(texts) for item, texts in by_item.items()}, some_wait, len(rows) > MOST)


def _worded(
    session: Session, units: frozenset[int], period: Period, *, series: Series
) -> dict[int, dict[int, int]]:
    """How many sound ballots of each unit and month said something."""
    columns = (SurveyFigure.unit_id, SurveyFigure.month)
    wanted = select(*columns, func.sum(SurveyFigure.worded).label("n")).where(
        SurveyFigure.unit_id.in_(sorted(units)),
        SurveyFigure.month.between(period.first, period.last),
        SurveyFigure.version_id == series.version_id,
        SurveyFigure.campaign_id == series.campaign_id,
        ~SurveyFigure.is_doubtful,
        SurveyFigure.worded > 0,
    )
    found: dict[int, dict[int, int]] = {}
    for row in session.execute(wanted.group_by(*columns)):
        found.setdefault(row.unit_id, {})[row.month] = int(row.n)
    return found


def _rows(session: Session, groups: Mapping[int, frozenset[int]], series: Series) -> list[Mapping[str, str]]:
    found: list[Mapping[str, str]] = []
    campaign = Ballot.campaign_id == series.campaign_id if series.is_sampled else Ballot.campaign_id.is_(None)
    for unit_id, months in groups.items():
        wanted = select(Ballot.words).where(
            Ballot.unit_id == unit_id,
            Ballot.month.in_(sorted(months)),
            Ballot.version_id == series.version_id,
            campaign,
            ~Ballot.is_doubtful,
            Ballot.words != {},
        )
        # No more than the page can show: a year of a busy unit has hundreds of thousands of ballots.
        found += session.scalars(wanted.limit(MOST + 1 - len(found)))
        if len(found) > MOST:
            break
    return found
