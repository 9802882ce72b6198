"""What the screen shows while somebody speaks: the caller's cases, unit and due date, answers to read out."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import make_response, render_template
from flask.typing import ResponseReturnValue

from portal.domain.kinds import MAIN_KINDS, Kind
from portal.domain.permissions import Permission
from portal.domain.states import State
from portal.ports import Unavailable
from portal.queries.callers import Case, caller_of
from portal.queries.published import Publication, published_by_ids
from portal.services.foresee_case import foresee_case
from portal.web.desk.blueprint import blueprint
from portal.web.desk.call_entry import CallEntry, draft_of, known
from portal.web.shared.acting import actor, language, ports, require, session, settings
from portal.web.shared.due import DueView, due_view
from portal.web.shared.explanations import ExplanationView, explanation_view
from portal.web.shared.words import weekday

MOST_SIMILAR = 3
# Shorter texts resemble everything.
FEWEST_LETTERS = 12
# A piece of a page, put into it by fragment.js; no browser takes it for a page of its own.
FRAGMENT = "text/x-html-fragment; charset=utf-8"


@dataclass(frozen=True, slots=True)
class OpenCall:
    """An open case of the caller, which the call may belong to."""

    reference: str
    subject: str
    state: State
    unit_id: int
    due: DueView


@dataclass(frozen=True, slots=True)
class CallerView:
    """Who called before from a number; `ended` are the cases that are over."""

    phone: str
    name: str
    open: tuple[OpenCall, ...]
    ended: tuple[Case, ...]
    more: bool

    @property
    def is_known(self) -> bool:
        """Whether anybody called from it before."""
        return bool(self.open or self.ended)


@dataclass(frozen=True, slots=True)
class OutlookView:
    """What would happen to the call as typed so far; `guard` is set when it is not for this screen."""

    guard: Kind | None
    attach_to: str
    unit_id: int | None
    by_hand: bool
    reason: str
    due_words: str
    explanation: ExplanationView | None


def caller_view(typed: str | None) -> CallerView:
    """What the operator may know of a number, however it is written."""
    caller = caller_of(session(), actor(), typed or "")
    return CallerView(
        phone=caller.phone,
        name=caller.latest.name if caller.latest else "",
        open=tuple(_open(case) for case in caller.cases if case.is_open),
        ended=tuple(case for case in caller.cases if not case.is_open),
        more=caller.more,
    )


def _open(case: Case) -> OpenCall:
    return OpenCall(case.reference, case.subject, case.state, case.unit_id, due_view(case))


def outlook_of(form: CallEntry) -> OutlookView:
    """Where the call would go and by when it would be answered."""
    foreseen = foresee_case(settings(), draft_of(form), language())
    chosen = known(form.unit.data, settings().units)
    unfolded = foreseen.explanation
    return OutlookView(
        guard=form.chosen_kind if form.chosen_kind not in MAIN_KINDS else None,
        attach_to=form.attach_to.data or "",
        unit_id=chosen or foreseen.unit_id,
        by_hand=chosen is not None,
        reason="" if chosen else foreseen.reason,
        due_words=weekday(unfolded.deadline.due_on) if unfolded else "",
        explanation=explanation_view(unfolded) if unfolded else None,
    )


def resembling(text: str) -> Sequence[Publication]:
    """Published answers most like these words, to be read to the caller; without an index there are none."""
    if len(text.strip()) < FEWEST_LETTERS:
        return []
    try:
        hits = ports().index.similar(text, limit=MOST_SIMILAR)
    except Unavailable:
        return []
    return published_by_ids(session(), [hit.publication_id for hit in hits])


@blueprint.post("/calls/caller")
def call_history() -> ResponseReturnValue:
    """Who called before from this number, and the open cases the call may belong to."""
    require(Permission.ENTER_CASES)
    form = CallEntry()
    return piece("desk/calls_caller.html", caller=caller_view(form.caller.data), form=form)


@blueprint.post("/calls/outlook")
def call_outlook() -> ResponseReturnValue:
    """Unit and due date, or what to tell a caller whose matter has a procedure of its own."""
    require(Permission.ENTER_CASES)
    return piece("desk/calls_outlook.html", outlook=outlook_of(CallEntry()))


@blueprint.post("/calls/similar")
def call_similar() -> ResponseReturnValue:
    """Published answers that may help the caller at once."""
    require(Permission.ENTER_CASES)
    return piece("desk/calls_similar.html", similar=resembling(CallEntry().body.data or ""))


def piece(template: str, **shown: object) -> ResponseReturnValue:
    """A piece of a page."""
    response = make_response(render_template(template, **shown))
    response.headers["Content-Type"] = FRAGMENT
    return response
