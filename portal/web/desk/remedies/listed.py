"""The lists of remedies: without a measure, overdue, under way, done."""

from datetime import date
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.domain.permissions import Permission
from portal.domain.time import local_day
from portal.queries.surveys.remedies import RemedyPile, RemedyTurn, remedies_to_count, remedy_page
from portal.web.desk.blueprint import blueprint
from portal.web.desk.remedies.words import remedy_line
from portal.web.desk.tabs import bounded, count_with_tabs
from portal.web.shared.acting import actor, now, require, session, settings
from portal.web.shared.figures.units import unit_asked, unit_choices
from portal.web.shared.numbers import whole
from portal.web.shared.sentences import _


@blueprint.get("/remedies")
def remedies() -> ResponseReturnValue:
    """One list: the one asked for, else the first in which something waits."""
    require(Permission.SEE_REMEDIES)
    today, within = local_day(now()), actor().units_for(Permission.SEE_REMEDIES)
    unit_id = unit_asked(within)
    units = within & settings().units_below(unit_id) if unit_id else None
    counts = count_with_tabs({
        each.value: remedies_to_count(actor(), each, today, units=units) for each in RemedyPile
    })
    pile = pile_asked(counts)
    page = remedy_page(session(), actor(), pile, today=today, units=units, after=turn_asked())
    query: dict[str, Any] = {"show": pile.value, **({"unit": unit_id} if unit_id else {})}
    after = f"{page.next.day.isoformat()}~{page.next.id}" if page.next else ""
    return render_template(
        "desk/remedies/list.html",
        pile=pile,
        unit_id=unit_id,
        units=unit_choices(within),
        chips=chips(counts, pile, unit_id),
        lines=[remedy_line(row) for row in page.rows],
        first_url=url_for("desk.remedies", **query) if "after" in request.args else "",
        next_url=url_for("desk.remedies", **query, after=after) if after else "",
    )


def pile_asked(counts: dict[str, int]) -> RemedyPile:
    """The list the address names; without one, the first that is not empty."""
    named = request.args.get("show", "")
    if named in list(RemedyPile):
        return RemedyPile(named)
    return next((each for each in RemedyPile if counts[each.value]), RemedyPile.OPEN)


def turn_asked() -> RemedyTurn | None:
    """Where the page begins, as the address says; what makes no sense is left out."""
    day, _separator, number = request.args.get("after", "").partition("~")
    last = whole(number)
    try:
        return RemedyTurn(date.fromisoformat(day), last) if last is not None else None
    except ValueError:
        return None


def chips(counts: dict[str, int], shown: RemedyPile, unit_id: int | None) -> list[dict[str, Any]]:
    """The lists with how much lies in each."""
    unit: dict[str, Any] = {"unit": unit_id} if unit_id else {}
    return [
        {
            "label": words,
            "href": url_for("desk.remedies", show=each.value, **unit),
            "count": bounded(counts[each.value]),
            "current": each is shown,
        }
        for each, words in pile_words().items()
    ]


def pile_words() -> dict[RemedyPile, str]:
    """What the lists are called."""
    return {
        RemedyPile.OPEN: _("Chưa có biện pháp"),
        RemedyPile.OVERDUE: _("Quá hạn"),
        RemedyPile.PLANNED: _("Đang khắc phục"),
        RemedyPile.DONE: _("Đã khắc phục"),
    }
