"""Writes planned dossiers to the register: new rows, changed rows, their history and the marks of their figures."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Any, cast

from sqlalchemy import Dialect, Table, bindparam, insert, literal_column, select, update

from portal.domain.dossiers import DossierEventKind
from portal.models.dossier import Applicant, Dossier, DossierEvent
from portal.models.dossier_figure import DossierBasis, DossierMark
from portal.services.act import Act
from portal.services.bound_statement import BoundStatement, Values
from portal.services.dossier_plan import CONTACT, KEPT, Fate, Planned

DOSSIERS = cast(Table, Dossier.__table__)
APPLICANTS = cast(Table, Applicant.__table__)
EVENTS = cast(Table, DossierEvent.__table__)

AT_FIRST: dict[str, Any] = {
    "version": 1,
    "reappointments": 0,
    "letter_complete": False,
    "solved_evidence": "",
    "other_document": "",
    "event_count": 1,
}
NEW = ("code", "code_nonce", *AT_FIRST, *KEPT, "import_id")
# These name their dossier by a number that a new one has only once it is written.
NUMBERED = ("new_applicant", "event")
HISTORY = ("number", "kind", "at", "actor_id", "facts")
Bucket = tuple[DossierBasis, int, int]


def _given(table: Table, names: Iterable[str]) -> list[Any]:
    return [bindparam(name, type_=table.c[name].type) for name in names]


def _insert(table: Table, names: Sequence[str]) -> Any:
    return insert(table).values(dict(zip(names, _given(table, names), strict=True)))


def _change(table: Table, key: Any, values: Mapping[str, Any]) -> Any:
    return update(table).where(key == bindparam("of_id", type_=key.type)).values(values)


class Statements:
    """What is run for a database, in this order."""

    def __init__(self, dialect: Dialect) -> None:
        changed = {name: bindparam(name, type_=DOSSIERS.c[name].type) for name in (*KEPT, "import_id")}
        raised = {name: DOSSIERS.c[name] + literal_column("1") for name in ("version", "event_count")}
        contact = {name: bindparam(name, type_=APPLICANTS.c[name].type) for name in CONTACT}
        statements = {
            "new": _insert(DOSSIERS, NEW),
            "new_applicant": _insert(APPLICANTS, ("dossier_id", *CONTACT)),
            "changed": _change(DOSSIERS, DOSSIERS.c.id, changed | raised),
            "changed_applicant": _change(APPLICANTS, APPLICANTS.c.dossier_id, contact),
            "event": _insert(EVENTS, ("dossier_id", *HISTORY)),
        }
        self.by_name = {name: BoundStatement(each, dialect) for name, each in statements.items()}


@dataclass
class ReadyRows:
    """A batch as the database will take it, what it was planned against, and how many rows do what."""

    # The version of each dossier when the batch was planned; 0 for one that was not there.
    seen: dict[str, int] = field(default_factory=dict)
    rows: dict[str, list[Values]] = field(default_factory=dict)


@dataclass
class DossierWriter:
    """Writes batch after batch in the transaction of the act; at the end the figures to be counted are marked."""

    act: Act
    import_id: int | None
    buckets: set[Bucket] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._statements = Statements(self.act.session.get_bind().dialect).by_name

    def write(self, planned: Sequence[Planned]) -> None:
        """Write a batch, a few statements whatever its size."""
        self.write_ready(self.ready(planned))

    def ready(self, planned: Sequence[Planned]) -> ReadyRows:
        """A batch made ready, to be written later."""
        ready = ReadyRows()
        for each in planned:
            code = each.row.code.upper()
            ready.seen[code] = each.existing.version if each.existing is not None else 0
            if each.fate is not Fate.SAME:
                for name, values in self._writes(each, code):
                    ready.rows.setdefault(name, []).append(self._statements[name].ready(values))
                self.buckets.update(buckets_of(each.values))
        return ready

    def write_ready(self, ready: ReadyRows) -> None:
        """Write a batch that was made ready, by this writer or one of the same import."""
        connection = self.act.session.connection()
        numbers: dict[str, int] = {}
        for name, statement in self._statements.items():
            rows = ready.rows.get(name, [])
            if name in NUMBERED:
                rows = statement.numbered(rows, "dossier_id", numbers)
            statement.run(connection, rows)
            if name == "new" and rows:
                found = select(DOSSIERS.c.code, DOSSIERS.c.id).where(DOSSIERS.c.code.in_(ready.seen))
                numbers = {row.code: row.id for row in connection.execute(found)}

    def finish(self) -> None:
        """Have every month counted anew that a dossier came into or left."""
        mark_buckets(self.act, self.buckets)

    def _writes(self, each: Planned, code: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        told = {**each.values, "import_id": self.import_id}
        if each.existing is None:
            yield "new", {**told, **AT_FIRST, "code": code, "code_nonce": token_hex(8)}
            yield "new_applicant", {**each.applicant, "dossier_id": code}
            yield "event", self._event(code, 1, facts=_received(each))
            return
        old = each.existing
        self.buckets.update(buckets_of(old._mapping))
        yield "changed", {**told, "of_id": old.id}
        if "applicant" in each.changes:
            yield "changed_applicant", {**each.applicant, "of_id": old.id}
        yield "event", self._event(old.id, old.event_count + 1, facts=each.changes)

    def _event(self, dossier: str | int, number: int, *, facts: Mapping[str, Any]) -> dict[str, Any]:
        return {
            # The code stands for the number of a dossier that is about to be written.
            "dossier_id": dossier,
            "number": number,
            "kind": DossierEventKind.IMPORTED if number == 1 else DossierEventKind.CHANGED,
            "at": self.act.now,
            "actor_id": self.act.actor.account_id,
            "facts": dict(facts) | ({"import_id": self.import_id} if self.import_id else {}),
        }


def _received(planned: Planned) -> dict[str, Any]:
    values = planned.values
    return {"due_on": values["first_due_on"].isoformat(), "due_given": values["due_given"]}


def buckets_of(values: Any) -> Iterator[Bucket]:
    """The months of a unit whose figures a dossier counts in."""
    yield DossierBasis.RECEIVED, values["unit_id"], values["received_month"]
    yield DossierBasis.DUE, values["unit_id"], values["first_due_month"]


def mark_buckets(act: Act, buckets: Iterable[Bucket]) -> None:
    """Have months counted anew."""
    act.session.add_all(
        DossierMark(basis=basis, unit_id=unit_id, month=month) for basis, unit_id, month in sorted(buckets)
    )
