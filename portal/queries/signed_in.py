"""Who is signed in, with the revision of the settings: what every page of staff asks first, in one statement."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from portal.models.account import Account
from portal.queries.settings import TOKEN

__all__ = ["Account", "account_and_token"]

_WANTED = select(Account, TOKEN.scalar_subquery()).where(Account.fs_uniquifier == bindparam("key"))


def account_and_token(session: Session, key: str) -> tuple[Account | None, str]:
    """The account a session's cookie names, and the token of the settings in force; nobody for a stranger's key."""
    row = session.execute(_WANTED, {"key": key}).one_or_none()
    return (row[0], row[1] or "") if row else (None, "")
