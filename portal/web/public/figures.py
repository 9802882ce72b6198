"""The figures for everybody: the same as the staff's, over all units, with the data to count them again."""

from dataclasses import dataclass
from typing import Any

from flask import current_app, render_template, url_for

from portal.domain.figures import FEWEST_BALLOTS
from portal.domain.periods import Period, Span, month_before, period_around
from portal.domain.time import local_day
from portal.queries.figure_rows import Basis, Part
from portal.queries.figures import Freshness, Wanted, everywhere, freshness, selection_for
from portal.queries.kept_figures import load_public_figures
from portal.queries.targets import targets
from portal.web.public.blueprint import blueprint
from portal.web.shared.acting import now, session, settings
from portal.web.shared.figures.definitions import VERSION
from portal.web.shared.figures.periods import chooser, named_period, this_month
from portal.web.shared.figures.sections import sections_of
from portal.web.shared.figures.shown import Shown
from portal.web.shared.figures.then_or_now import (
    asks_as_now,
    offered_units,
    query_of,
    split_note,
    then_or_now,
)
from portal.web.shared.figures.units import unit_asked, unit_choices
from portal.web.shared.sentences import _

API = "api.figures"
# What the list of published answers can be narrowed to, in months back from now.
ANSWERS_BACK = (1, 3, 6, 12)


@dataclass(frozen=True, slots=True)
class PublicLinks:
    """Numbers lead to no case: only to published answers, and units and months to their own pages."""

    period_shown: Period
    unit_id: int | None
    as_now: bool = False

    def rows(self, part: Part, basis: Basis, *, unit_id: int | None = None, kind: str = "") -> str:
        """The published answers of a unit around the period; nothing for every other number."""
        if part is not Part.PUBLISHED:
            return ""
        query: dict[str, Any] = {"unit": unit_id or self.unit_id} if unit_id or self.unit_id else {}
        first = self.period_shown.first
        back = next((n for n in ANSWERS_BACK if month_before(this_month(), n - 1) <= first), None)
        return url_for("public.answers", **query | ({"period": back} if back else {}))

    def unit(self, unit_id: int) -> str:
        """This page for one unit; empty when it is shown already."""
        if unit_id == self.unit_id:
            return ""
        return self.page(self.period_shown, unit_id, as_now=self.as_now)

    def period(self, period: Period) -> str:
        """This page for another period."""
        return self.page(period, self.unit_id, as_now=self.as_now)

    def counted_as(self, as_now: bool) -> str:
        """This page by the units of today, or of then."""
        return self.page(self.period_shown, self.unit_id, as_now=as_now)

    def page(self, period: Period, unit_id: int | None, *, as_now: bool) -> str:
        """This page for a period and a unit."""
        unit: dict[str, Any] = {"unit": unit_id} if unit_id else {}
        return url_for("public.figures", period=period.code, **unit, **query_of(as_now))

    def published_note(self) -> str:
        """The list of answers goes by the day of publication, the number by the day due."""
        return _("Số đã công khai dẫn đến danh sách câu trả lời của đơn vị, xếp theo ngày công khai.")

    def ratings_note(self) -> str:
        """Ballots are told in groups: fewer than have come in, maybe."""
        return _(
            "Chỉ nêu phiếu theo nhóm từ %(n)s phiếu trở lên; phiếu của nhóm chưa đủ được tính vào kỳ dài hơn "
            "của đơn vị hoặc vào đơn vị cấp trên khi đã đủ, nên số phiếu nêu ở đây có thể ít hơn số phiếu "
            "đã nhận trong kỳ.",
            n=FEWEST_BALLOTS,
        )


@blueprint.get("/figures")
def figures() -> str:
    """The figures of a period; without one, of the last whole month in which anything fell due."""
    unit_id, fresh = unit_asked(everywhere(settings())), freshness(session(), now())
    shown = _asked(unit_id, fresh)
    period = shown.selection.period
    return render_template(
        "public/figures.html",
        period=period,
        unit_id=unit_id,
        shown=shown,
        sections=sections_of(shown),
        chooser=chooser(period, shown.links.period),
        units=unit_choices(offered_units(everywhere(settings()), asks_as_now())),
        ways=then_or_now(asks_as_now(), PublicLinks(period, unit_id).counted_as),
        as_now=asks_as_now(),
        split_note=split_note(shown.selection),
        fresh=fresh,
        version=VERSION,
        api_href=api_href(period, unit_id),
    )


def api_href(period: Period, unit_id: int | None) -> str:
    """The same figures for programs; empty where this process serves none."""
    if API not in current_app.view_functions:
        return ""
    unit: dict[str, Any] = {"unit": settings().units[unit_id].code} if unit_id else {}
    return url_for(API, period=period.code, **unit)


def _asked(unit_id: int | None, fresh: Freshness) -> Shown:
    """The period asked for with its figures; a month that has nothing yet is no first sight of an office."""
    period = named_period()
    if period is not None:
        return _shown(period, unit_id, fresh)
    running = period_around(Span.MONTH, local_day(now()))
    last = _shown(running.moved(-1), unit_id, fresh)
    return last if last.figures.total.due.due else _shown(running, unit_id, fresh)


def _shown(period: Period, unit_id: int | None, fresh: Freshness) -> Shown:
    wanted = Wanted(unit_id, period, local_day(now()), asks_as_now())
    selection = selection_for(settings(), everywhere(settings()), wanted)
    links = PublicLinks(period, unit_id, asks_as_now())
    figures = load_public_figures(session(), settings(), selection, fresh=fresh)
    return Shown(figures, selection, links, tuple(targets(session())), unit_id)
