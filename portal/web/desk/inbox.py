"""The lists of open cases: those on one's own desk and those of the whole unit, by what falls due."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.domain.bulk import MOST_CHOSEN
from portal.domain.permissions import Permission
from portal.domain.time import local_day
from portal.queries.inbox import Asked, Pile, Place, Whose, case_page, pile_counts
from portal.queries.saved_filters import saved_filters
from portal.services.chase_case import may_chase
from portal.services.errors import NotPermitted
from portal.web.desk.blueprint import blueprint
from portal.web.desk.case_filter import (
    FilterForm,
    asked_for,
    people_choices,
    pile_asked,
    place_query,
    seen_units,
)
from portal.web.desk.case_lists import lines, takable
from portal.web.desk.tabs import bounded, count_with_tabs, offered_tabs
from portal.web.shared.acting import actor, now, require, session
from portal.web.shared.sentences import _


@dataclass(frozen=True, slots=True)
class CaseList:
    """One of the two lists: where it is and what it is called."""

    whose: Whose
    endpoint: str
    title: Callable[[], str]
    piles: tuple[Pile, ...]


MINE = CaseList(
    Whose.MINE,
    "desk.inbox",
    lambda: _("Việc của tôi"),
    (Pile.ALL, Pile.OVERDUE, Pile.NO_LETTER, Pile.DUE_TODAY, Pile.AWAITING_APPROVAL, Pile.WAITING_FOR_SENDER),
)
UNIT = CaseList(Whose.UNIT, "desk.unit", lambda: _("Cả đơn vị"), tuple(Pile))


@blueprint.get("/inbox")
def inbox() -> ResponseReturnValue:
    """The cases on one's own desk; who holds none is led to the list that is theirs."""
    if actor().may(Permission.ACCEPT):
        return listing(MINE)
    first = next((tab for tab in offered_tabs() if tab.endpoint != MINE.endpoint), None)
    if first is None:
        raise NotPermitted(Permission.ACCEPT)
    return redirect(url_for(first.endpoint))


@blueprint.get("/unit")
def unit() -> ResponseReturnValue:
    """All open cases of the units one may see, and by state also those that have ended."""
    require(Permission.SEE_CASES)
    return listing(UNIT)


def listing(shown: CaseList) -> ResponseReturnValue:
    """A page of a list: four statements beside the sign-in and the revision of the settings."""
    today, form = local_day(now()), FilterForm(shown.whose, request.args)
    asked = asked_for(shown.whose, form)
    page = case_page(session(), actor(), asked, today=today)
    if asked.place is not None and not page.rows:
        # What stood here has gone meanwhile.
        return redirect(url_for(shown.endpoint, **form.query, **show_query(asked.filter.pile)))
    # Ended cases lie in no heap, and to find none among all of them would mean to look through all.
    counts = count_with_tabs({} if asked.filter.ended else pile_counts(actor(), asked, today))
    return render_template(
        "desk/inbox.html",
        shown=shown,
        asked=asked,
        lines=lines(page.rows),
        chips=chips(shown, asked, counts=counts, query=form.query),
        form=form,
        previous_url=page_url(shown, form, page.previous),
        next_url=page_url(shown, form, page.next),
        saved=saved(),
        here=request.full_path,
        filter_query={"list": shown.whose.value, **form.query, **show_query(asked.filter.pile)},
        most_chosen=MOST_CHOSEN,
        officers=people_choices(actor().units_for(Permission.ASSIGN)),
        may_accept=actor().may(Permission.ACCEPT)
        and any(takable(row, actor().account_id) for row in page.rows),
        may_chase=any(row.is_open and may_chase(actor(), row.unit_id) for row in page.rows),
        with_holder=holder_column(shown.whose),
    )


def holder_column(whose: Whose) -> bool | str:
    """Whether a list says who holds each case, and of which unit."""
    return whose is Whose.UNIT and ("with unit" if len(seen_units()) > 1 else True)


def chips(
    shown: CaseList, asked: Asked, *, counts: dict[str, int], query: dict[str, Any]
) -> list[dict[str, Any]]:
    """The heaps of a list with how many lie in each."""
    if asked.filter.ended:
        return []
    words = pile_words()
    return [
        {
            "label": words[pile],
            "href": url_for(shown.endpoint, **query, **show_query(pile)),
            "count": bounded(counts[pile.value]),
            "current": pile is asked.filter.pile,
        }
        for pile in shown.piles
    ]


def pile_words() -> dict[Pile, str]:
    """What the heaps are called."""
    return {
        Pile.ALL: _("Tất cả"),
        Pile.OVERDUE: _("Quá hạn"),
        Pile.NO_LETTER: _("Quá hạn, chưa có thư xin lỗi"),
        Pile.DUE_TODAY: _("Đến hạn hôm nay"),
        Pile.AWAITING_APPROVAL: _("Chờ duyệt"),
        Pile.WAITING_FOR_SENDER: _("Chờ người gửi"),
        Pile.NOT_TAKEN: _("Chưa ai nhận"),
    }


def page_url(shown: CaseList, form: FilterForm, place: Place | None) -> str:
    """The address of a neighbouring page; empty where there is none."""
    if place is None:
        return ""
    return url_for(shown.endpoint, **form.query, **show_query(pile_asked()), **place_query(place))


def show_query(pile: Pile) -> dict[str, Any]:
    """A heap as it stands in an address."""
    return {} if pile is Pile.ALL else {"show": pile.value}


def saved() -> list[dict[str, Any]]:
    """The filters kept under a name, as links."""
    return [
        {
            "id": each.id,
            "label": each.name,
            "href": url_for(f"desk.{each.query.get('list', 'unit')}", **without_list(each.query)),
            "own": each.account_id == actor().account_id,
            "shared": each.shared,
        }
        for each in saved_filters(session(), actor())
    ]


def without_list(query: dict[str, Any]) -> dict[str, Any]:
    """A saved filter without the name of the list it belongs to."""
    return {name: value for name, value in query.items() if name != "list"}
