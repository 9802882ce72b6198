"""Dossiers as rows of a file (rules §8): typed and checked, or wrong with every reason."""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any

from portal.domain.dossier_channels import (
    DossierChannel,
    OnlineLevel,
    channel_at,
    dossier_channel,
    says_online,
)
from portal.domain.imports.fields import DOSSIER_FIELDS
from portal.domain.imports.mapping import ColumnMapping
from portal.domain.imports.moments import DateOrder, Moment, read_moment
from portal.domain.imports.reasons import Reason, WrongCell, WrongRow
from portal.domain.imports.row_reading import Complaints, ReadCell, RowReader
from portal.domain.imports.tables import Cell, TableRow
from portal.domain.imports.values import (
    read_applicant_kind,
    read_code,
    read_count,
    read_email,
    read_phone,
    read_register_code,
    read_text,
    text_up_to,
)
from portal.domain.kinds import SenderKind

# What happened to a dossier; neither ahead of now nor before it was received. The due date may lie ahead.
PAST = ("finished", "returned", "updated", "stopped_on")


@dataclass(frozen=True, slots=True)
class DossierContext:
    """What rows are checked against.

    `now` is an aware moment. `procedures` are the known procedures by code with their online level, and `units` the
    codes of units a dossier may belong to; None leaves either unchecked.
    """

    now: datetime
    procedures: Mapping[str, OnlineLevel] | None = None
    units: Container[str] | None = None


@dataclass(frozen=True, slots=True)
class DossierRow:
    """One good row. Empty texts are "", everything else that is not told is None; phones are kept as +84…."""

    line: int
    code: str
    procedure_code: str
    received: Moment
    unit_code: str = ""
    counter: str = ""
    applicant_name: str = ""
    applicant_kind: SenderKind | None = None
    phone: str = ""
    email: str = ""
    address: str = ""
    due: Moment | None = None
    finished: Moment | None = None
    returned: Moment | None = None
    updated: Moment | None = None
    channel_in: DossierChannel | None = None
    channel_out: DossierChannel | None = None
    supplement_requests: int | None = None
    stopped_on: date | None = None
    stop_reason: str = ""

    def __reduce__(self) -> tuple[Any, ...]:
        """Kept in files by the hundred thousand: the way of dataclasses takes four times as long."""
        return DossierRow, tuple(getattr(self, name) for name in DossierRow.__slots__)


def read_dossiers(
    rows: Iterable[TableRow], mapping: ColumnMapping, context: DossierContext
) -> Iterator[DossierRow | WrongRow]:
    """The rows of a table, one by one and in order: good, or wrong with all their errors.

    The mapping is one that `fitted` returned. Of a code that comes twice the first row stands, even if it is wrong.
    Only the codes are kept in memory.
    """
    reader = RowReader(DOSSIER_FIELDS, mapping, _readers(mapping.date_order))
    checks = _Checks(context)
    for row in rows:
        values, complaints = reader.read(row)
        checks.check(row.line, values, complaints)
        if complaints.errors:
            yield WrongRow(row.line, tuple(complaints.errors))
        else:
            yield _dossier(row.line, values)


def _dossier(line: int, values: dict[str, Any]) -> DossierRow:
    values.setdefault("finished", values.get("returned"))  # nobody hands over what is not finished
    if stopped := values.get("stopped_on"):
        values["stopped_on"] = stopped.day
    return DossierRow(line, **values)


@dataclass(slots=True)
class _Online:
    """Said "online" and nothing more; the procedure's level tells the rest."""


def _readers(order: DateOrder) -> dict[str, ReadCell]:
    moment = partial(read_moment, order=order)
    return {
        "code": read_register_code,
        "procedure_code": read_register_code,
        "unit_code": read_code,
        "counter": text_up_to(200),
        "applicant_name": text_up_to(200),
        "applicant_kind": read_applicant_kind,
        "phone": read_phone,
        "email": read_email,
        "address": text_up_to(500),
        **dict.fromkeys(("received", "due", *PAST), moment),
        "channel_in": _channel_in,
        "channel_out": _channel_out,
        "supplement_requests": read_count,
        "stop_reason": text_up_to(1_000),
    }


def _channel_in(cell: Cell) -> DossierChannel | _Online:
    words = read_text(cell)
    found = dossier_channel(words)
    if found is None and says_online(words):
        return _Online()
    if found is None:
        raise WrongCell(Reason.NOT_A_CHANNEL)
    return found


def _channel_out(cell: Cell) -> DossierChannel:
    found = _channel_in(cell)
    # A result that is handed over online is handed over online in full.
    return DossierChannel.ONLINE_FULL if isinstance(found, _Online) else found


@dataclass(slots=True)
class _Checks:
    """What cannot be told from one cell."""

    context: DossierContext
    first_lines: dict[str, int] = field(default_factory=dict)

    def check(self, line: int, values: dict[str, Any], complaints: Complaints) -> None:
        self._check_code(line, values, complaints)
        self._check_known(values, complaints)
        self._check_channel(values, complaints)
        self._check_order(values, complaints)
        if "stopped_on" in values and complaints.has("stop_reason") and "stop_reason" not in values:
            complaints.add("stop_reason", Reason.MISSING)

    def _check_code(self, line: int, values: dict[str, Any], complaints: Complaints) -> None:
        if "code" not in values:
            return
        first = self.first_lines.setdefault(values["code"], line)
        if first != line:
            complaints.add("code", Reason.TWICE, first)

    def _check_known(self, values: dict[str, Any], complaints: Complaints) -> None:
        known = (
            ("procedure_code", self.context.procedures, Reason.UNKNOWN_PROCEDURE),
            ("unit_code", self.context.units, Reason.UNKNOWN_UNIT),
        )
        for name, codes, reason in known:
            if codes is not None and name in values and values[name] not in codes:
                complaints.add(name, reason)

    def _check_channel(self, values: dict[str, Any], complaints: Complaints) -> None:
        if not isinstance(values.get("channel_in"), _Online):
            return
        level = (self.context.procedures or {}).get(values.get("procedure_code", ""))
        values["channel_in"] = channel_at(level)
        if values["channel_in"] is None:
            complaints.add("channel_in", Reason.WHICH_ONLINE)

    def _check_order(self, values: dict[str, Any], complaints: Complaints) -> None:
        received = values.get("received")
        for name in ("received", *PAST):
            if name in values and values[name].is_after(self.context.now):
                complaints.add(name, Reason.FUTURE)
        if received is None or received.is_after(self.context.now):
            return  # one wrong cell is enough to say
        for name in ("due", *PAST):
            if name in values and values[name].is_before(received):
                complaints.add(name, Reason.BEFORE_RECEIVED)
