"""The dashboard: how the promise is kept, in which period, by which units; each number leads to its cases."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from flask import render_template, request, url_for

from portal.domain.kinds import Kind
from portal.domain.periods import Period, Span, period_around
from portal.domain.time import local_day
from portal.queries.figure_parts import MAIN
from portal.queries.figure_rows import Basis, Part, may_open
from portal.queries.figures import Freshness, Selection, Wanted, freshness, reach, selection_for
from portal.queries.kept_figures import load_figures
from portal.queries.targets import targets
from portal.web.oversight.apologies import apology_section
from portal.web.oversight.blueprint import blueprint
from portal.web.oversight.today import today_section
from portal.web.shared.acting import actor, now, session, settings
from portal.web.shared.figures.definitions import VERSION
from portal.web.shared.figures.periods import chooser, named_period
from portal.web.shared.figures.sections import staff_sections
from portal.web.shared.figures.shown import Shown
from portal.web.shared.figures.then_or_now import (
    asks_as_now,
    offered_units,
    query_of,
    split_note,
    then_or_now,
)
from portal.web.shared.figures.units import unit_asked, unit_choices

DASHBOARD = "oversight.dashboard"


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for: a period, and one unit with those below it, or all within reach."""

    period: Period
    unit_id: int | None
    as_now: bool = False
    kind: Kind | None = None

    @property
    def query(self) -> dict[str, Any]:
        """What an address needs to ask the same."""
        unit = {"unit": str(self.unit_id)} if self.unit_id else {}
        kind = {"kind": self.kind.value} if self.kind else {}
        return {"period": self.period.code, **unit, **query_of(self.as_now), **kind}

    @property
    def selection(self) -> Selection:
        """What of it the actor may see."""
        wanted = Wanted(self.unit_id, self.period, local_day(now()), self.as_now, self.kind)
        return selection_for(settings(), reach(actor(), settings()), wanted)


def asked_for() -> Asked:
    """What this request asks for; a unit out of reach and a period that is none are not there.

    Kinds counted apart have figures of their own and narrow nothing.
    """
    period = named_period()
    unit_id = unit_asked(reach(actor(), settings()))
    kind = next((each for each in MAIN if each == request.args.get("kind")), None)
    return Asked(period or period_around(Span.MONTH, local_day(now())), unit_id, asks_as_now(), kind)


@dataclass(frozen=True)
class StaffLinks:
    """Numbers lead to the cases they count, for those who may see cases."""

    asked: Asked

    @cached_property
    def _counted(self) -> str:
        return url_for("oversight.counted")

    def rows(self, part: Part, basis: Basis, *, unit_id: int | None = None, kind: str = "") -> str:
        """The list of the cases that a number counts."""
        if not may_open(actor(), part):
            return ""
        query = {"part": part.value, "basis": basis.value, **self.asked.query}
        if unit_id is not None:
            query |= {"unit": unit_id, "own": 1}
        if kind:
            query["kind"] = kind
        # Codes and numbers, in which nothing is to be quoted; a page has hundreds of these addresses.
        asked = "&".join(f"{name}={value}" for name, value in query.items())
        return f"{self._counted}?{asked}"

    def unit(self, unit_id: int) -> str:
        """The dashboard of one unit; empty when it is shown already."""
        query = {**self.asked.query, "unit": unit_id}
        return "" if unit_id == self.asked.unit_id else url_for(DASHBOARD, **query)

    def published_note(self) -> str:
        """Nothing to be said: the number leads to the cases it counts."""
        return ""

    def ratings_note(self) -> str:
        """Nothing to be said: all ballots count."""
        return ""

    def period(self, period: Period) -> str:
        """The dashboard of another period."""
        return url_for(DASHBOARD, **{**self.asked.query, "period": period.code})


@blueprint.get("/dashboard")
def dashboard() -> str:
    """The figures of the units within reach."""
    asked = asked_for()
    fresh = freshness(session(), now())
    shown = shown_of(asked, fresh)
    people = [] if asked.kind else [apology_section(shown, asked.query)]
    return render_template(
        "oversight/dashboard.html",
        asked=asked,
        shown=shown,
        # Factors of surveys and low items come between the ratings and the letters.
        sections=staff_sections(shown, today_section(shown), people),
        chooser=chooser(asked.period, shown.links.period),
        units=unit_choices(offered_units(reach(actor(), settings()), asked.as_now)),
        ways=then_or_now(
            asked.as_now, lambda as_now: url_for(DASHBOARD, **replace(asked, as_now=as_now).query)
        ),
        split_note=split_note(shown.selection),
        kinds=MAIN,
        fresh=fresh,
        version=VERSION,
    )


def shown_of(asked: Asked, fresh: Freshness) -> Shown:
    """The figures asked for, with the ways to the cases they count."""
    selection = asked.selection
    figures = load_figures(session(), selection, fresh)
    return Shown(figures, selection, StaffLinks(asked), tuple(targets(session())), asked.unit_id)
