"""The revision of figures: another one after each counting, so that nobody shows what was added up before."""

from secrets import token_hex

from sqlalchemy import update

from portal.models.bookkeeping import Heartbeat
from portal.queries.figures import REVISION
from portal.services.act import Act
from portal.services.conditional import changed_one
from portal.services.heartbeat import LONG_AGO, began


def renew_revision(act: Act, name: str = REVISION, *, counted: bool = True) -> None:
    """Have every process forget the figures it keeps, from the moment this change is seen.

    What was not counted by the worker leaves the moment as it is: it is no sign of the worker's life.
    """
    revision, moment = token_hex(8), {"at": act.now} if counted else {}
    renewed = update(Heartbeat).where(Heartbeat.name == name).values(detail=revision, **moment)
    if changed_one(act.session, renewed):
        return
    first = Heartbeat(name=name, at=act.now if counted else LONG_AGO, detail=revision)
    if not began(act.session, first):  # two that count for the first time together both find no row
        changed_one(act.session, renewed)
