"""Figures by the units of then or by those of today, once units have been reorganised (rules §10, §13)."""

from collections.abc import Callable
from typing import Any

from flask import request

from portal.domain.time import local_day
from portal.queries.figures import Selection
from portal.web.shared.acting import now, settings
from portal.web.shared.figures.periods import Way
from portal.web.shared.sentences import _
from portal.web.shared.words import unit_name

NOW = "now"


def asks_as_now() -> bool:
    """Whether the address asks for figures by the units of today."""
    return request.args.get("units") == NOW


def query_of(as_now: bool) -> dict[str, Any]:
    """What an address needs to ask the same."""
    return {"units": NOW} if as_now else {}


def then_or_now(as_now: bool, link: Callable[[bool], str]) -> tuple[Way, ...]:
    """The two ways to count; none while no unit has ended or moved."""
    tree = settings().tree
    if not tree.versions and not tree.ended(local_day(now())):
        return ()
    return (
        Way(_("Theo đơn vị khi đó"), link(False), current=not as_now),
        Way(_("Theo đơn vị hiện nay"), link(True), current=as_now),
    )


def offered_units(unit_ids: frozenset[int], as_now: bool) -> frozenset[int]:
    """The units to choose from: by those of today, none that ended."""
    return unit_ids - settings().tree.ended(local_day(now())) if as_now else unit_ids


def split_note(selection: Selection) -> str:
    """What is said where the figures of a split unit go to one of its successors; empty without such a unit."""
    split = settings().tree.split & selection.unit_ids if selection.successors else frozenset()
    split &= {old for old, _new in selection.successors}
    if not split:
        return ""
    to = dict(selection.successors)
    named = (f"{unit_name(each)} → {unit_name(to[each])}" for each in sorted(split))
    return _(
        "Đơn vị đã chia, tách được tính trọn cho đơn vị kế thừa phần còn lại: %(list)s.",
        list="; ".join(named),
    )
