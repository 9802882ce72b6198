"""What waits for somebody, to be counted for the head of the desk."""

from datetime import date
from typing import Any

from sqlalchemy import Select, literal, select, text

from portal.domain.people import Actor
from portal.domain.permissions import Permission
from portal.domain.states import State
from portal.models.case import Case
from portal.models.message import CallBack
from portal.queries.approvals import (
    answers_to_count,
    publications_to_count,
    refusals_to_count,
    reopenings_to_count,
)
from portal.queries.case_rows import OPEN
from portal.queries.dossier_lists import owed_to_count
from portal.queries.inbox import Asked, Whose, open_cases
from portal.queries.letters import to_approve_count
from portal.queries.opinions import opinions_to_count

# The words of the partial index: SQLite looks for it in the statement.
NOT_REACHED = text("call_backs.status <> 'reached'")


def on_my_desk(actor: Actor, today: date) -> Select[Any]:
    """The open cases of the actor, and of those the actor stands in for."""
    return open_cases(actor, Asked(Whose.MINE), today=today)


def in_my_units(actor: Actor, today: date) -> Select[Any]:
    """The open cases of the units the actor may see."""
    return open_cases(actor, Asked(Whose.UNIT), today=today)


def to_route(actor: Actor) -> Select[Any]:
    """Cases without a unit, for those who route."""
    return _open(actor, Permission.ROUTE).where(Case.state == State.RECEIVED)


def answers_to_approve(actor: Actor) -> Select[Any]:
    """Submitted answers that the actor may approve: those of the page of approvals."""
    return answers_to_count(actor)


def reopenings_to_decide(actor: Actor) -> Select[Any]:
    """Requests to look again that are the actor's to decide: those of the page of approvals."""
    return reopenings_to_count(actor)


def refusals_to_decide(actor: Actor) -> Select[Any]:
    """Proposals not to accept a case that are the actor's to decide: those of the page of approvals."""
    return refusals_to_count(actor)


def publications_to_approve(actor: Actor) -> Select[Any]:
    """Submitted public versions that the actor may publish: those of the page of approvals."""
    return publications_to_count(actor)


def letters_to_approve(actor: Actor) -> Select[Any]:
    """Submitted letters of apology of the agencies that the actor heads."""
    return to_approve_count(actor)


def opinions_to_give(actor: Actor) -> Select[Any]:
    """Questions of other units that the actor may answer."""
    return opinions_to_count(actor)


def dossiers_due(actor: Actor, soon: date) -> Select[Any]:
    """Dossiers that call for a letter of apology now: due soon, due, overdue, none issued yet."""
    return owed_to_count(actor, soon)


def to_call_back(actor: Actor, today: date) -> Select[Any]:
    """People who wait to be phoned today."""
    return select(literal(1)).where(
        NOT_REACHED,
        CallBack.unit_id.in_(sorted(actor.units_for(Permission.CALL_BACK))),
        CallBack.next_try_on <= today,
    )


def _open(actor: Actor, permission: Permission) -> Select[Any]:
    return select(literal(1)).where(OPEN, Case.unit_id.in_(sorted(actor.units_for(permission))))
