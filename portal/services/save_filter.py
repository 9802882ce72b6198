"""Keeping a filter of a list under a name, for oneself or for the whole unit."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete

from portal.domain.text import nfc
from portal.models.desk import SavedFilter
from portal.services.act import Act
from portal.services.errors import NotPermitted, RuleBroken

LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class NewFilter:
    """A filter to be kept: its name, the list and what narrows it, as they stand in an address."""

    name: str
    query: Mapping[str, str]
    shared: bool = False


def save_filter(act: Act, new: NewFilter) -> SavedFilter:
    """Keep a filter; one's own of the same name is replaced. Raises RuleBroken without a name."""
    name = " ".join(nfc(new.name).split())[:LONGEST_NAME]
    if not name:
        raise RuleBroken("name", "missing")
    if act.actor.account_id is None or not act.actor.appointments:
        raise NotPermitted(None)
    _drop(act, SavedFilter.name == name)
    row = SavedFilter(
        account_id=act.actor.account_id,
        unit_id=act.actor.appointments[0].unit_id,
        name=name,
        shared=new.shared,
        query=dict(new.query),
    )
    act.session.add(row)
    act.session.flush()
    return row


def forget_filter(act: Act, filter_id: int) -> None:
    """Throw one of one's own filters away; somebody else's stays."""
    _drop(act, SavedFilter.id == filter_id)


def _drop(act: Act, which: object) -> None:
    own = SavedFilter.account_id == act.actor.account_id
    act.session.execute(delete(SavedFilter).where(own, which))  # type: ignore[arg-type]
