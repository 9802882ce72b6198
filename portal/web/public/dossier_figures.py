"""Figures of dossiers and letters of apology for everybody; numbers lead to no dossier."""

from dataclasses import dataclass

from flask import render_template, url_for

from portal.domain.periods import Period, Span, period_around
from portal.domain.time import local_day
from portal.queries.dossier_figures import DossierBasis, DossierPart, dossier_figures
from portal.queries.figures import Wanted, everywhere, freshness, selection_for
from portal.queries.targets import targets
from portal.web.public.blueprint import blueprint
from portal.web.shared.acting import now, session, settings
from portal.web.shared.figures.definitions import VERSION
from portal.web.shared.figures.one_stop.sections import dossier_sections
from portal.web.shared.figures.one_stop.shown import ShownDossiers
from portal.web.shared.figures.periods import chooser, named_period
from portal.web.shared.figures.units import unit_asked, unit_choices

HERE = "public.dossier_figures_page"


@dataclass(frozen=True, slots=True)
class PublicDossierLinks:
    """Units lead to their own pages, and nothing leads to a dossier."""

    period: Period
    unit_id: int | None

    def rows(
        self,
        part: DossierPart,
        basis: DossierBasis,
        *,
        unit_id: int | None = None,
        procedure_id: int | None = None,
    ) -> str:
        """No address."""
        return ""

    def unit(self, unit_id: int) -> str:
        """This page for one unit; empty when it is shown already."""
        return "" if unit_id == self.unit_id else self.page(self.period, unit_id)

    def page(self, period: Period, unit_id: int | None) -> str:
        """This page for a period and a unit."""
        if unit_id is None:
            return url_for(HERE, period=period.code)
        return url_for(HERE, period=period.code, unit=unit_id)


@blueprint.get("/figures/dossiers")
def dossier_figures_page() -> str:
    """The figures of dossiers of a period; without one, of the running year."""
    asked, unit_id = named_period(), unit_asked(everywhere(settings()))
    period = asked or period_around(Span.YEAR, local_day(now()))
    selection = selection_for(settings(), everywhere(settings()), Wanted(unit_id, period, local_day(now())))
    links = PublicDossierLinks(period, unit_id)
    figures = dossier_figures(session(), selection)
    shown = ShownDossiers(figures, selection, links, targets=tuple(targets(session())), unit_id=unit_id)
    return render_template(
        "public/dossier_figures.html",
        period=period,
        unit_id=unit_id,
        shown=shown,
        sections=dossier_sections(shown),
        chooser=chooser(period, lambda each: links.page(each, unit_id)),
        units=unit_choices(everywhere(settings())),
        fresh=freshness(session(), now()),
        version=VERSION,
    )
