"""Senders known by what they can be reached by."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, and_, text

from portal.models.case import Sender

# The conditions of the partial indexes: SQLite looks for their words in the statement.
HAS_PHONE, HAS_EMAIL = text("senders.phone <> ''"), text("senders.email <> ''")


def same_contact(sender: Sender) -> Iterator[ColumnElement[bool]]:
    """What holds for senders with the same phone number or e-mail address; nothing for one who left neither."""
    if sender.phone:
        yield and_(Sender.phone == sender.phone, HAS_PHONE)
    if sender.email:
        yield and_(Sender.email == sender.email, HAS_EMAIL)
