"""Reorganising units in tests, as an administrator does who leaves every box as it was offered."""

from datetime import date
from uuid import uuid4

from sqlalchemy.orm import Session

from portal.domain.states import Level
from portal.domain.successions import Part, Plan, SuccessionKind
from portal.models.succession import Succession
from portal.models.unit import Unit
from portal.services.act import Act
from portal.services.passing import items_of
from portal.services.succeed_units import Entry, plan_succession
from tests.factories import unit_id

BASIS = "Nghị quyết số 12/NQ-HĐND ngày 10/11/2026"
SINCE = date(2025, 7, 1)


def merging(session: Session, to: str, *units: str) -> tuple[Part, ...]:
    """Units that pass to another with everything."""
    return tuple(Part(unit_id(session, each), unit_id(session, to)) for each in units)


def entry(act: Act, kind: SuccessionKind, parts: tuple[Part, ...], **given: object) -> Entry:
    """What an administrator enters; `on` is the day, `ticked` adds boxes to those ticked already."""
    on = given.get("on") or act.today
    assert isinstance(on, date)
    plan = Plan(kind, on, BASIS, parts)
    items = items_of(act, plan)
    ticked = {item.key for item in items if item.by_itself} | set(given.get("ticked") or ())  # type: ignore[call-overload]
    names = given.get("names") or {}
    assert isinstance(names, dict)
    shown = frozenset(item.key for item in items)
    return Entry(str(uuid4()), plan, names, shown, frozenset(ticked) - set(given.get("left") or ()))  # type: ignore[call-overload]


def reorganise(act: Act, kind: SuccessionKind, parts: tuple[Part, ...], **given: object) -> Succession:
    """Plan a succession, and carry it out when its day has come."""
    return plan_succession(act, entry(act, kind, parts, **given))


def new_unit(session: Session, code: str, name: str, *, below: str = "BA", **given: object) -> int:
    """One more unit of the office."""
    usual: dict[str, object] = {"level": Level.DEPARTMENT, "valid_from": SINCE, "valid_to": None}
    unit = Unit(code=code, name=name, parent_id=unit_id(session, below), **{**usual, **given})
    session.add(unit)
    session.flush()
    return unit.id
