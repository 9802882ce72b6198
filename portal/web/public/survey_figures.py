"""Results of surveys for everybody; nothing of fewer than five ballots, and nothing from which such follows."""

from dataclasses import dataclass
from typing import Any

from flask import Response, abort, render_template, url_for

from portal.domain.figures import Satisfaction
from portal.domain.periods import Period, Span, period_around
from portal.domain.time import local_day
from portal.queries.figures import Wanted, everywhere, freshness, selection_for
from portal.queries.kept_figures import load_released_ratings
from portal.queries.surveys.figures import Series, survey_freshness
from portal.queries.surveys.remedy_figures import RemedySource, remedy_figures
from portal.queries.surveys.results import load_results
from portal.queries.targets import targets
from portal.web.public.blueprint import blueprint
from portal.web.public.figures_data import DOWNLOADING
from portal.web.shared.acting import now, session, settings
from portal.web.shared.figures.definitions import VERSION
from portal.web.shared.figures.files import csv_file
from portal.web.shared.figures.periods import chooser, named_period
from portal.web.shared.figures.pieces import Section
from portal.web.shared.figures.surveys.files import survey_rows
from portal.web.shared.figures.surveys.overview import overview_section
from portal.web.shared.figures.surveys.remedies import remedy_section
from portal.web.shared.figures.surveys.sections import survey_sections
from portal.web.shared.figures.surveys.series import series_asked, series_code
from portal.web.shared.figures.surveys.shown import ShownSurveys
from portal.web.shared.figures.units import unit_asked, unit_choices
from portal.web.shared.limits import spend

HERE = "public.survey_figures"


@dataclass(frozen=True, slots=True)
class PublicSurveyLinks:
    """Units and series lead to the same page about them."""

    period: Period
    unit_id: int | None

    def unit(self, unit_id: int) -> str:
        """This page for one unit; empty when it is shown already."""
        asked = series_asked()
        return "" if unit_id == self.unit_id else self.page(self.period, unit_id, asked)

    def series(self, series: Series) -> str:
        """This page for another series."""
        return self.page(self.period, self.unit_id, series)

    def page(self, period: Period, unit_id: int | None, series: Series | None) -> str:
        """This page for a period, a unit and a series."""
        query: dict[str, Any] = {"period": period.code}
        if unit_id is not None:
            query["unit"] = unit_id
        if series is not None:
            query["series"] = series_code(series)
        return url_for(HERE, **query)


@blueprint.get("/figures/surveys")
def survey_figures() -> str:
    """The results of a period; without one, of the running year."""
    shown, links = shown_surveys()
    asked = series_asked()
    return render_template(
        "public/survey_figures.html",
        period=links.period,
        unit_id=links.unit_id,
        shown=shown,
        overview=overview_section(shown),
        sections=survey_sections(shown),
        remedies=remedies_of_all(shown) if links.unit_id is None else [],
        series=series_code(asked) if asked else "",
        chooser=chooser(links.period, lambda each: links.page(each, links.unit_id, asked)),
        units=unit_choices(everywhere(settings())),
        fresh=survey_freshness(session(), now()),
        version=VERSION,
    )


def remedies_of_all(shown: ShownSurveys) -> list[Section]:
    """What became of what was rated low, of all units together."""
    figures = remedy_figures(session(), shown.selection, RemedySource.SURVEY)
    section = remedy_section(figures, RemedySource.SURVEY, period=shown.period, with_units=False)
    return [section] if section.tiles else []


@blueprint.get("/figures/surveys.csv")
def survey_figures_csv() -> Response:
    """The same as a table: a row for each place and item."""
    if not spend(DOWNLOADING):
        abort(429)
    shown, links = shown_surveys()
    return csv_file(survey_rows(shown), f"khao-sat-{links.period.code}.csv")


def shown_surveys() -> tuple[ShownSurveys, PublicSurveyLinks]:
    """The results asked for, of the whole office or of one unit with those below it."""
    asked, unit_id = named_period(), unit_asked(everywhere(settings()))
    today = local_day(now())
    period = asked or period_around(Span.YEAR, today)
    selection = selection_for(settings(), everywhere(settings()), Wanted(unit_id, period, today))
    fresh = survey_freshness(session(), now())
    links = PublicSurveyLinks(period, unit_id)
    # As everybody may know them, in the groups in which ratings are released.
    released = load_released_ratings(session(), settings(), freshness(session(), now()))
    ballots = released.of(selection.unit_ids, period)
    ratings = Satisfaction(ballots.levels.get("result", {}))
    shown = ShownSurveys(
        load_results(session(), settings(), selection=selection, fresh=fresh),
        selection,
        links,
        targets=tuple(targets(session())),
        unit_id=unit_id,
        ratings=ratings.share,
        asked=series_asked(),
    )
    return shown, links
