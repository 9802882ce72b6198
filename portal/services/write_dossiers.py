"""Writes planned dossiers to the register: new rows, changed rows, their history and the marks of their figures."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Any, cast

from sqlalchemy import Table, bindparam, insert, update

from portal.domain.dossiers import DossierEventKind
from portal.models.dossier import Applicant, Dossier, DossierEvent
from portal.models.dossier_figure import DossierBasis, DossierMark
from portal.services.act import Act
from portal.services.dossier_plan import CONTACT, KEPT, Fate, Planned

DOSSIERS = cast(Table, Dossier.__table__)
APPLICANTS = cast(Table, Applicant.__table__)
EVENTS = cast(Table, DossierEvent.__table__)

# The order in which rows come back is nobody's promise: SQLite would insert one at a time to keep it.
_INSERT = insert(DOSSIERS).returning(DOSSIERS.c.code, DOSSIERS.c.id)
_UPDATE = (
    update(DOSSIERS)
    .where(DOSSIERS.c.id == bindparam("of"))
    .values(
        {name: bindparam(name) for name in (*KEPT, "import_id")}
        | {"version": DOSSIERS.c.version + 1, "event_count": DOSSIERS.c.event_count + 1}
    )
)
_UPDATE_APPLICANT = (
    update(APPLICANTS)
    .where(APPLICANTS.c.dossier_id == bindparam("of"))
    .values({name: bindparam(name) for name in CONTACT})
)

Bucket = tuple[DossierBasis, int, int]


@dataclass
class DossierWriter:
    """Writes batch after batch in the transaction of the act; at the end the figures to be counted are marked."""

    act: Act
    import_id: int | None
    buckets: set[Bucket] = field(default_factory=set)

    def write(self, planned: Sequence[Planned]) -> None:
        """Write a batch, a few statements whatever its size."""
        self._insert([each for each in planned if each.fate is Fate.NEW])
        self._update([each for each in planned if each.fate is Fate.CHANGED])

    def finish(self) -> None:
        """Have every month counted anew that a dossier came into or left."""
        mark_buckets(self.act, self.buckets)

    def _insert(self, planned: Sequence[Planned]) -> None:
        if not planned:
            return
        connection = self.act.session.connection()
        rows = [self._new(each) for each in planned]
        ids = {code: id_ for code, id_ in connection.execute(_INSERT, rows)}
        pairs = [(ids[row["code"]], each) for row, each in zip(rows, planned, strict=True)]
        connection.execute(insert(APPLICANTS), [{"dossier_id": id_, **each.applicant} for id_, each in pairs])
        events = [self._event(id_, 1, facts=self._received(each)) for id_, each in pairs]
        connection.execute(insert(EVENTS), events)
        for each in planned:
            self.buckets.update(buckets_of(each.values))

    def _new(self, planned: Planned) -> dict[str, Any]:
        return {
            **planned.values,
            "code": planned.row.code.upper(),
            "code_nonce": token_hex(8),
            "version": 1,
            "reappointments": 0,
            "letter_complete": False,
            "solved_evidence": "",
            "other_document": "",
            "event_count": 1,
            "import_id": self.import_id,
        }

    def _received(self, planned: Planned) -> dict[str, Any]:
        given = planned.values["due_given"]
        return {"due_on": planned.values["first_due_on"].isoformat(), "due_given": given}

    def _update(self, planned: Sequence[Planned]) -> None:
        if not planned:
            return
        connection = self.act.session.connection()
        pairs = [(each.existing, each) for each in planned if each.existing is not None]
        connection.execute(
            _UPDATE,
            [{**each.values, "of": old.id, "import_id": self.import_id} for old, each in pairs],
        )
        contacts = [{**each.applicant, "of": old.id} for old, each in pairs if "applicant" in each.changes]
        if contacts:
            connection.execute(_UPDATE_APPLICANT, contacts)
        events = [self._event(old.id, old.event_count + 1, facts=each.changes) for old, each in pairs]
        connection.execute(insert(EVENTS), events)
        for old, each in pairs:
            self.buckets.update(buckets_of(old._mapping), buckets_of(each.values))

    def _event(self, dossier_id: int, number: int, *, facts: Any) -> dict[str, Any]:
        kind = DossierEventKind.IMPORTED if number == 1 else DossierEventKind.CHANGED
        return {
            "dossier_id": dossier_id,
            "number": number,
            "kind": kind,
            "at": self.act.now,
            "actor_id": self.act.actor.account_id,
            "facts": dict(facts) | ({"import_id": self.import_id} if self.import_id else {}),
        }


def buckets_of(values: Any) -> Iterator[Bucket]:
    """The months of a unit whose figures a dossier counts in."""
    yield DossierBasis.RECEIVED, values["unit_id"], values["received_month"]
    yield DossierBasis.DUE, values["unit_id"], values["first_due_month"]


def mark_buckets(act: Act, buckets: Iterable[Bucket]) -> None:
    """Have months counted anew."""
    act.session.add_all(
        DossierMark(basis=basis, unit_id=unit_id, month=month) for basis, unit_id, month in sorted(buckets)
    )
