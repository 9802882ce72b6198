"""A ballot that is sent twice is counted once: the key of its form is kept for a while, apart from every ballot."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, cast

from sqlalchemy import CursorResult, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.models.ballot_key import BallotKey
from portal.services.act import Act

AN_HOUR = timedelta(hours=1)


def keep_key(act: Act, key: str, *, ends_at: datetime) -> bool:
    """Whether a form's key is new; it is known from now on until `ends_at`, rounded up to a whole hour.

    Of two that come at once with the same key one waits for the other and is then refused.
    """
    try:
        with act.session.begin_nested():
            act.session.add(BallotKey(digest=_digest(key), ends_at=_whole_hour(ends_at)))
    except IntegrityError:
        return False
    return True


def kept_keys(session: Session, keys: Sequence[str]) -> frozenset[str]:
    """Those of some keys that are known. One statement."""
    digests = {_digest(key): key for key in keys}
    wanted = select(BallotKey.digest).where(BallotKey.digest.in_(sorted(digests)))
    return frozenset(digests[digest] for digest in session.scalars(wanted))


def forget_key(session: Session, key: str) -> None:
    """Forget a key before its time."""
    session.execute(
        delete(BallotKey).where(BallotKey.digest == _digest(key)),
        execution_options={"synchronize_session": "fetch"},
    )


def forget_keys(session: Session, now: datetime) -> int:
    """Forget the keys of forms that can be sent no more; returns how many."""
    gone = session.execute(delete(BallotKey).where(BallotKey.ends_at <= now))
    return cast("CursorResult[Any]", gone).rowcount


def _digest(key: str) -> str:
    return sha256(key.encode()).hexdigest()


def _whole_hour(moment: datetime) -> datetime:
    """The end of the hour: a finer moment would tell when somebody answered."""
    return moment.replace(minute=0, second=0, microsecond=0) + AN_HOUR
