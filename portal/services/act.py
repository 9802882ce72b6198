"""An act: who does something, when, in which transaction and under which settings."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import DeclarativeBase, Session

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
    # New rows held back, where a service writes them all at once: the session's own way takes far longer.
    held: list[DeclarativeBase] | None = None

    @property
    def today(self) -> date:
        """The day in Việt Nam on which the act happens."""
        return local_day(self.now)

    def as_system(self) -> "Act":
        """The same moment and transaction, acted by the system itself: routing by rule, expiry, closing."""
        return replace(self, actor=SYSTEM)

    def holding(self) -> "Act":
        """The same act, whose new rows are held back until the service writes them itself."""
        return replace(self, held=[])

    def keep(self, row: DeclarativeBase) -> None:
        """Have a new row written with the others of the act."""
        if self.held is None:
            self.session.add(row)
        else:
            self.held.append(row)

    @property
    def unwritten(self) -> Iterable[object]:
        """The rows that will be written."""
        return self.session.new if self.held is None else self.held
