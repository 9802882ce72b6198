"""Senders known by what they can be reached by."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, and_, select, text, union_all

from portal.models.case import Sender

# The conditions of the partial indexes: SQLite looks for their words in the statement.
HAS_PHONE, HAS_EMAIL = text("senders.phone <> ''"), text("senders.email <> ''")


def same_contact(sender: Sender) -> Iterator[ColumnElement[bool]]:
    """What holds for senders with the same phone number or e-mail address; nothing for one who left neither."""
    if sender.phone:
        yield and_(Sender.phone == sender.phone, HAS_PHONE)
    if sender.email:
        yield and_(Sender.email == sender.email, HAS_EMAIL)


# A switchboard's number may stand in tens of thousands of cases; of those of a contact the newest are looked at.
MOST_LOOKED_AT = 500


def latest_of(contacts: Iterable[ColumnElement[bool]]) -> CompoundSelect[Any]:
    """The numbers of the newest cases of each contact, read off its index; some may come twice."""
    newest = (
        select(Sender.case_id).where(one).order_by(Sender.case_id.desc()).limit(MOST_LOOKED_AT).subquery()
        for one in contacts
    )
    return union_all(*(select(part.c.case_id) for part in newest))
