"""Kept months of dossiers while they are added up, by procedure: shares of ways count procedures too."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from operator import add

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.apologies import Timing
from portal.domain.dossier_channels import OnlineLevel
from portal.domain.dossier_figures import DossierCounts, Kept, OpenLate, Usage, Ways, open_late
from portal.models.dossier_figure import DossierBasis
from portal.models.procedure import Procedure

NAMES = tuple(each.name for each in fields(DossierCounts))


@dataclass(frozen=True, slots=True)
class Offer:
    """How far a procedure is offered, and by whom."""

    id: int
    unit_id: int
    online_level: OnlineLevel
    postal: bool
    active: bool

    def usage(self, counts: DossierCounts) -> Usage:
        """What came in, beside what is offered."""
        return Usage(
            procedure_id=self.id,
            is_online=self.online_level is not OnlineLevel.NONE,
            is_full=self.online_level is OnlineLevel.FULL,
            is_postal=self.postal,
            counts=counts,
        )


def offer_of(row: Procedure) -> Offer:
    """How far a procedure is offered."""
    return Offer(row.id, row.unit_id, row.online_level, row.postal, row.active)


def offers(session: Session) -> dict[int, Offer]:
    """Every procedure by its number, in the order of the codes: one statement."""
    columns = (Procedure.id, Procedure.unit_id, Procedure.online_level, Procedure.postal, Procedure.active)
    return {row.id: Offer(*row) for row in session.execute(select(*columns).order_by(Procedure.code))}


@dataclass
class DossierSum:
    """Months being added up."""

    today: date
    due: list[int] = field(default_factory=lambda: [0] * len(NAMES))
    late: dict[Timing, int] = field(default_factory=dict)
    received: dict[int, list[int]] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)

    def add(
        self, key: tuple[DossierBasis, int], numbers: Sequence[int], open_due: Mapping[str, Mapping[str, int]]
    ) -> None:
        """Add a month of a procedure, on one basis."""
        basis, procedure_id = key
        self.used.add(procedure_id)
        if basis is DossierBasis.RECEIVED:
            self._receive(procedure_id, numbers)
            return
        self.due = list(map(add, self.due, numbers))
        self._late(open_late([open_due], self.today).by_timing)

    def take(self, other: "DossierSum") -> None:
        """Add what another sum has."""
        self.used |= other.used
        self.due = list(map(add, self.due, other.due))
        self._late(other.late)
        for procedure_id, numbers in other.received.items():
            self._receive(procedure_id, numbers)

    def _receive(self, procedure_id: int, numbers: Sequence[int]) -> None:
        before = self.received.get(procedure_id)
        self.received[procedure_id] = list(map(add, before, numbers)) if before else list(numbers)

    def _late(self, by_timing: Mapping[Timing, int]) -> None:
        for timing, n in by_timing.items():
            self.late[timing] = self.late.get(timing, 0) + n

    @property
    def kept(self) -> Kept:
        """How the dates first promised were kept."""
        return Kept(_counts(self.due), OpenLate(self.late))

    @property
    def all_received(self) -> DossierCounts:
        """What came in, all procedures together."""
        return sum(map(_counts, self.received.values()), DossierCounts())

    def ways(self, offers: Mapping[int, Offer], unit_ids: frozenset[int]) -> Ways:
        """The ways of the procedures that these units offer, and of those used though no longer offered."""
        return Ways(tuple(self._usages(offers, unit_ids)))

    def _usages(self, offers: Mapping[int, Offer], unit_ids: frozenset[int]) -> Iterator[Usage]:
        for offer in offers.values():
            if offer.id in self.used or (offer.active and offer.unit_id in unit_ids):
                numbers = self.received.get(offer.id)
                yield offer.usage(_counts(numbers) if numbers else DossierCounts())


def _counts(numbers: Sequence[int]) -> DossierCounts:
    return DossierCounts(**dict(zip(NAMES, numbers, strict=True)))
