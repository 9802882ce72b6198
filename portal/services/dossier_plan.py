"""What rows of a file would do to the register of dossiers: new ones, changed ones, and those that are the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from portal.domain.clock import Term
from portal.domain.dossier_channels import DossierChannel
from portal.domain.imports.dossier_rows import DossierRow
from portal.domain.imports.moments import Moment
from portal.domain.kinds import SenderKind
from portal.models.dossier import Applicant, Dossier
from portal.models.procedure import Procedure
from portal.queries.dossier_state import derived
from portal.services.promise_date import Promise, Promises

DOSSIERS, APPLICANTS = Dossier.__table__, Applicant.__table__
# What of a dossier a file can change, as its history tells it.
TOLD = (
    "procedure_id",
    "unit_id",
    "counter",
    "received_at",
    "due_on",
    "due_at",
    "finished_at",
    "returned_at",
    "updated_at",
    "stopped_on",
    "stop_reason",
    "channel_in",
    "channel_out",
    "supplement_requests",
)
KEPT = (
    *TOLD,
    "first_due_on",
    "first_due_at",
    "due_given",
    "provisional",
    "is_open",
    "outcome",
    "received_month",
    "first_due_month",
    "kept_anew",
    "first_timing",
)
CONTACT = ("kind", "name", "phone", "email", "address")
MILESTONES = {"finished": "finished_at", "returned": "returned_at", "updated": "updated_at"}
TEXTS = ("counter", "stop_reason", "channel_in", "channel_out", "supplement_requests")


class Fate(StrEnum):
    """What a row does."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Planned:
    """A good row and what it does: the columns as they shall be, and what differs from before."""

    row: DossierRow
    fate: Fate
    values: Mapping[str, Any]
    applicant: Mapping[str, Any]
    existing: Row[Any] | None = None
    # {"due_on": ["2026-11-20", "2026-11-26"], …}; of the applicant only that something changed.
    changes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Known:
    """What rows refer to: procedures by code, units by code, and the units whose dossiers may be told."""

    procedures: Mapping[str, Procedure]
    unit_ids: Mapping[str, int]
    reach: frozenset[int]

    def unit_of(self, row: DossierRow) -> int | None:
        """The unit a row is about, if its teller may speak for it."""
        by_procedure = self.procedures[row.procedure_code].unit_id
        unit_id = self.unit_ids.get(row.unit_code) if row.unit_code else by_procedure
        return unit_id if unit_id in self.reach else None


@dataclass(frozen=True, slots=True)
class Planner:
    """Compares rows with the register; `columns` are the fields for which the file has a column."""

    known: Known
    columns: frozenset[str]
    promises: Promises

    def plan(self, row: DossierRow, existing: Row[Any] | None) -> Planned:
        """What one row does."""
        before = dict(existing._mapping) if existing is not None else {}
        values = {**{name: before.get(name) for name in KEPT}, **self._told(row, before)}
        values |= self._dates(row, values, before)
        values |= derived(_told_now(values, before))
        applicant = self._applicant(row, before)
        if existing is None:
            return Planned(row, Fate.NEW, values, applicant)
        changes = _differences(before, values)
        if any(before[f"applicant_{name}"] != applicant[name] for name in CONTACT):
            changes["applicant"] = True
        return Planned(row, Fate.CHANGED if changes else Fate.SAME, values, applicant, existing, changes)

    def _told(self, row: DossierRow, before: Mapping[str, Any]) -> dict[str, Any]:
        unit_id = self.known.unit_of(row)
        assert unit_id is not None
        told: dict[str, Any] = {
            "procedure_id": self.known.procedures[row.procedure_code].id,
            "unit_id": unit_id,
            "received_at": self.promises.moment(unit_id, row.received),
        }
        for name, column in MILESTONES.items():
            moment: Moment | None = getattr(row, name)
            if moment is not None or name in self.columns:
                # A blank cell of a column that is there says that it has not happened.
                told[column] = self.promises.moment(unit_id, moment) if moment else None
        if "stopped_on" in self.columns:
            told["stopped_on"] = row.stopped_on
        for name in TEXTS:
            given = getattr(row, name)
            if given not in (None, ""):
                told[name] = given
            elif not before:
                told[name] = BLANK[name]
        return told

    def _dates(self, row: DossierRow, values: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
        """The date first promised and the appointment in force.

        A later file that moves the date of a dossier moves the promise only when its papers had to be completed, or
        was reckoned here until now; otherwise the appointment moves and the promise stays what it is measured by.
        """
        told = self._promise(row, values, before)
        if told is None:
            return {}
        now: dict[str, Any] = {"due_on": told.on, "due_at": told.at, "provisional": told.provisional}
        if not before:
            return {**now, "first_due_on": told.on, "first_due_at": told.at, "due_given": row.due is not None}
        # The one-stop software has not heard of a letter: repeating the first date does not undo the new one.
        in_force = {before["due_at"], *([before["first_due_at"]] if before["reappointments"] else [])}
        if told.at in in_force and row.due is not None:
            return {"due_given": True}
        reckoned_till_now = not before["due_given"]
        if before["reappointments"] == 0 and (reckoned_till_now or values["supplement_requests"] > 0):
            now |= {"first_due_on": told.on, "first_due_at": told.at}
        return now | {"due_given": row.due is not None}

    def _promise(
        self, row: DossierRow, values: Mapping[str, Any], before: Mapping[str, Any]
    ) -> Promise | None:
        if row.due is not None:
            return self.promises.given(values["unit_id"], row.due)
        if before and (before["due_given"] or not self._moves_clock(values, before)):
            return None
        procedure = self.known.procedures[row.procedure_code]
        term = Term(procedure.amount, procedure.time_unit)
        return self.promises.reckoned(values["unit_id"], term, values["received_at"])

    @staticmethod
    def _moves_clock(values: Mapping[str, Any], before: Mapping[str, Any]) -> bool:
        return any(before[name] != values[name] for name in ("received_at", "procedure_id", "unit_id"))

    @staticmethod
    def _applicant(row: DossierRow, before: Mapping[str, Any]) -> dict[str, Any]:
        told = {
            "kind": row.applicant_kind,
            "name": row.applicant_name,
            "phone": row.phone,
            "email": row.email,
            "address": row.address,
        }
        return {
            name: value or before.get(f"applicant_{name}") or NOBODY[name] for name, value in told.items()
        }


BLANK: dict[str, Any] = {
    "counter": "",
    "stop_reason": "",
    "channel_in": DossierChannel.COUNTER,
    "channel_out": None,
    "supplement_requests": 0,
}
NOBODY: dict[str, Any] = {"kind": SenderKind.PERSON, "name": "", "phone": "", "email": "", "address": ""}


def _told_now(values: Mapping[str, Any], before: Mapping[str, Any]) -> Any:
    kept = {name: before.get(name) for name in ("solved_on", "apologised_at")}
    return SimpleNamespace(**values, **kept, reappointments=before.get("reappointments", 0))


def existing_dossiers(session: Session, codes: Sequence[str], *, to_write: bool) -> dict[str, Row[Any]]:
    """The dossiers with these codes and their applicants, locked when they are about to be written."""
    contact = [APPLICANTS.c[name].label(f"applicant_{name}") for name in CONTACT]
    wanted = (
        select(*DOSSIERS.c, *contact)
        .join(APPLICANTS, APPLICANTS.c.dossier_id == DOSSIERS.c.id)
        .where(DOSSIERS.c.code.in_(codes))
    )
    if to_write:
        wanted = wanted.order_by(DOSSIERS.c.id).with_for_update(of=DOSSIERS)
    return {row.code: row for row in session.execute(wanted)}


def _differences(before: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: [plain(before[name]), plain(values[name])] for name in TOLD if before[name] != values[name]}


def plain(value: Any) -> Any:
    """A value as the history keeps it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value
