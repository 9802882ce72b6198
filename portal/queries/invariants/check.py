"""A check and what it found."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from portal.domain.office_contacts import NO_CONTACTS, OfficeContacts
from portal.queries.settings import Settings

BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Breach:
    """One row that breaks an invariant: what it is and how it breaks it."""

    row: str
    fault: str


@dataclass
class Tally:
    """How many rows a check looked at, and the breaches it found."""

    checked: int = 0
    breaches: list[Breach] = field(default_factory=list)

    def expect(self, holds: bool, row: str, *, fault: str) -> None:
        """Count a row, and keep it when it breaks the invariant."""
        if not holds:
            self.breaches.append(Breach(row, fault))


@dataclass(frozen=True, slots=True)
class Data:
    """What the checks read: the live data, as of a moment."""

    session: Session
    settings: Settings
    now: datetime
    # Contacts of the office besides those of its units.
    office: OfficeContacts = NO_CONTACTS


# A check adds to its tally and yields after each batch, so that progress can be shown.
Check = Callable[[Data, Tally], Iterator[int]]
