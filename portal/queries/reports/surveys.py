"""What a report tells of surveys: the groups of ballots within its units and its whole months, and remedies."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from portal.domain.released_groups import Months
from portal.domain.surveys.counted import SurveyCount
from portal.domain.surveys.remedies import RemedyCounts, RemedySource
from portal.queries.reports.sums import Wanted
from portal.queries.settings import Settings
from portal.queries.surveys.released import released_surveys
from portal.queries.surveys.remedy_figures import remedies_by_unit

Surveys = Mapping[str, SurveyCount]


def surveys_told(session: Session, settings: Settings, periods: Sequence[Wanted]) -> Sequence[Surveys]:
    """The surveys of each of some periods by code: three statements and two for each year.

    Of days at the edges nothing: from two reports a day apart a single ballot could be worked out.
    """
    years = {month // 100 for each in periods for month in each.days.months}
    released = released_surveys(session, settings, periods[0].today, years=years) if years else ()
    found: list[Surveys] = []
    for each in periods:
        if not each.days.months:
            found.append({})
            continue
        months = Months(each.days.months[0], each.days.months[-1])
        counts = ((one.survey, one.groups.of(each.unit_ids, months)) for one in released)
        found.append({survey.code: SurveyCount(survey, told) for survey, told in counts if told.ballots})
    return found


def remedies_of(session: Session, wanted: Wanted) -> RemedyCounts:
    """What became of what surveys rated low: one statement. Those from ratings of answers are confidential."""
    days = wanted.days.first, wanted.days.last
    by_unit = remedies_by_unit(session, wanted.unit_ids, RemedySource.SURVEY, days=days, today=wanted.today)
    return sum(by_unit.values(), RemedyCounts())
