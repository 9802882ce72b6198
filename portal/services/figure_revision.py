"""The revision of figures: another one after each counting, so that nobody shows what was added up before."""

from secrets import token_hex

from sqlalchemy import update

from portal.models.bookkeeping import Heartbeat
from portal.queries.figures import REVISION
from portal.services.act import Act
from portal.services.conditional import changed_one


def renew_revision(act: Act, name: str = REVISION) -> None:
    """Have every process forget the figures it keeps, from the moment this counting is seen."""
    revision = token_hex(8)
    renewed = update(Heartbeat).where(Heartbeat.name == name).values(at=act.now, detail=revision)
    if not changed_one(act.session, renewed):
        act.session.add(Heartbeat(name=name, at=act.now, detail=revision))
        act.session.flush()
