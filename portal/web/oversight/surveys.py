"""Results of surveys for staff: against the target, by item, unit and counter; and what people said."""

from dataclasses import dataclass, replace
from typing import Any

from flask import abort, render_template, url_for

from portal.domain.figures import Share
from portal.domain.periods import Span, period_around
from portal.domain.permissions import Permission
from portal.domain.time import local_day
from portal.queries.figures import Selection, freshness, reach
from portal.queries.kept_figures import load_figures
from portal.queries.surveys.campaigns import progress_of
from portal.queries.surveys.figures import Series, survey_freshness
from portal.queries.surveys.remedy_figures import RemedySource, remedy_figures
from portal.queries.surveys.results import load_results
from portal.queries.surveys.words import ballot_words
from portal.queries.targets import targets
from portal.services.errors import NotPermitted
from portal.web.oversight.blueprint import blueprint
from portal.web.oversight.dashboard import Asked, asked_for
from portal.web.shared.acting import actor, language, now, session, settings
from portal.web.shared.figures.definitions import VERSION
from portal.web.shared.figures.periods import chooser, named_period, this_month
from portal.web.shared.figures.pieces import Section
from portal.web.shared.figures.surveys.overview import overview_section
from portal.web.shared.figures.surveys.remedies import remedy_section
from portal.web.shared.figures.surveys.sections import survey_sections
from portal.web.shared.figures.surveys.series import series_asked, series_code
from portal.web.shared.figures.surveys.shown import ShownSurveys, label_words, title_words
from portal.web.shared.figures.then_or_now import offered_units, split_note, then_or_now
from portal.web.shared.figures.units import unit_choices

HERE = "oversight.survey_results"


@dataclass(frozen=True)
class StaffSurveyLinks:
    """Units and series lead to the same page about them."""

    asked: Asked

    def unit(self, unit_id: int) -> str:
        """The results of one unit; empty when it is shown already."""
        query = {**query_of(self.asked), "unit": unit_id}
        return "" if unit_id == self.asked.unit_id else url_for(HERE, **query)

    def series(self, series: Series) -> str:
        """The same page for another series."""
        return url_for(HERE, **{**self.asked.query, "series": series_code(series)})


def query_of(asked: Asked) -> dict[str, Any]:
    """What an address needs to ask the same."""
    series = series_asked()
    return {**asked.query, **({"series": series_code(series)} if series else {})}


def asked_surveys() -> Asked:
    """What this request asks for; without a period, the running year: ballots are few in a month."""
    asked = asked_for()
    return asked if named_period() else replace(asked, period=period_around(Span.YEAR, local_day(now())))


def shown_surveys(asked: Asked) -> ShownSurveys:
    """The results asked for."""
    selection = asked.selection
    results = load_results(
        session(), settings(), selection=selection, fresh=survey_freshness(session(), now())
    )
    return ShownSurveys(
        results,
        selection,
        StaffSurveyLinks(asked),
        targets=tuple(targets(session())),
        unit_id=asked.unit_id,
        ratings=ratings_of(selection),
        asked=series_asked(),
    )


def ratings_of(selection: Selection) -> Share | None:
    """The satisfied of all ratings of the result of answers; None below five."""
    figures = load_figures(session(), selection, freshness(session(), now()))
    return figures.total.satisfaction("result").share


@blueprint.get("/surveys")
def survey_results() -> str:
    """The results of surveys of the units within reach."""
    asked = asked_surveys()
    shown = shown_surveys(asked)
    return render_template(
        "oversight/surveys.html",
        asked=asked,
        query=query_of(asked),
        shown=shown,
        overview=overview_section(shown),
        sections=survey_sections(shown, for_staff=True),
        remedies=remedy_sections(shown),
        progress=progress_of(session(), sorted(shown.results.running)) if shown.results.running else {},
        may_read=actor().may(Permission.READ_BALLOT_WORDS) and shown.chosen is not None,
        chooser=chooser(
            asked.period, lambda period: url_for(HERE, **{**query_of(asked), "period": period.code})
        ),
        units=unit_choices(offered_units(reach(actor(), settings()), asked.as_now)),
        ways=then_or_now(asked.as_now, lambda as_now: url_for(HERE, **replace(asked, as_now=as_now).query)),
        split_note=split_note(shown.selection),
        fresh=survey_freshness(session(), now()),
        version=VERSION,
    )


def remedy_sections(shown: ShownSurveys) -> list[Section]:
    """Remedies by source; those of ratings only of units whose ratings the actor may see."""
    selection, may_list = shown.selection, actor().may(Permission.SEE_REMEDIES)
    rated = selection.unit_ids & actor().units_for(Permission.SEE_RATINGS)
    sections = []
    for source, units in ((RemedySource.SURVEY, selection.unit_ids), (RemedySource.RATING, rated)):
        if units:
            figures = remedy_figures(session(), replace(selection, unit_ids=units), source)
            href = url_for("desk.remedies") if may_list else ""
            sections.append(remedy_section(figures, source, href=href, period=shown.period))
    return [each for each in sections if each.table]


@blueprint.get("/surveys/words")
def survey_words() -> str:
    """What people said on the ballots of a series, in groups that tell of nobody."""
    if not actor().may(Permission.READ_BALLOT_WORDS):
        raise NotPermitted(Permission.READ_BALLOT_WORDS)
    asked = asked_surveys()
    shown = shown_surveys(asked)
    result = shown.chosen
    if result is None or (shown.asked is not None and result.asked.series != shown.asked):
        abort(404)
    said = ballot_words(
        session(), actor(), shown.selection, series=result.asked.series, this_month=this_month()
    )
    items = result.asked.published.questionnaire.by_code
    return render_template(
        "oversight/survey_words.html",
        asked=asked,
        shown=shown,
        title=title_words(result),
        label=label_words(result),
        said=said,
        groups=[
            (items[code].text.said(language()), texts)
            for code, texts in said.by_item.items()
            if code in items
        ],
        back_href=url_for(HERE, **query_of(asked)),
    )
