"""An act: who does something, when, in which transaction and under which settings."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from portal.domain.people import SYSTEM, Actor
from portal.domain.time import local_day
from portal.queries.settings import Settings


@dataclass(frozen=True, slots=True)
class Act:
    """Taken once at the edge and handed to every service; `now` is aware."""

    session: Session
    actor: Actor
    now: datetime
    settings: Settings

    @property
    def today(self) -> date:
        """The day in Việt Nam on which the act happens."""
        return local_day(self.now)

    def as_system(self) -> "Act":
        """The same moment and transaction, acted by the system itself: routing by rule, expiry, closing."""
        return Act(self.session, SYSTEM, self.now, self.settings)
