"""Units to choose from, as a tree in a list."""

from dataclasses import dataclass

from flask import abort, request

from portal.web.shared.acting import settings
from portal.web.shared.numbers import whole
from portal.web.shared.words import unit_name_now


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """A unit to choose; those below another are set in."""

    id: int
    label: str


def unit_asked(within: frozenset[int]) -> int | None:
    """The unit that the address asks for; one that is not within these does not exist here."""
    typed = request.args.get("unit", "")
    if not typed:
        return None
    unit_id = whole(typed) or 0
    if unit_id not in within:
        abort(404)
    return unit_id


def unit_choices(unit_ids: frozenset[int]) -> list[UnitChoice]:
    """Units in the order of the tree, each under the one it belongs to."""
    units, chain = settings().units, settings().unit_chain
    positions = {each: number for number, each in enumerate(units)}
    order = sorted(unit_ids, key=lambda each: [positions[above] for above in reversed(chain(each))])
    top = min((len(chain(each)) for each in unit_ids), default=0)
    return [UnitChoice(each, "– " * (len(chain(each)) - top) + unit_name_now(each)) for each in order]
