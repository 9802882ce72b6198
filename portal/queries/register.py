"""The register of everything that came in (law §3.2), for the page and, row by row, for the workbook."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, TextClause, and_, func, literal_column, or_, select
from sqlalchemy.orm import Session

from portal.domain.answers import AnswerStatus
from portal.domain.kinds import Channel, Kind, ReplyBy, SenderKind
from portal.domain.people import Actor
from portal.domain.periods import month_of
from portal.domain.permissions import Permission
from portal.domain.states import Outcome, State
from portal.domain.time import end_of, start_of
from portal.domain.verdict import Verdict
from portal.models.answer import Answer
from portal.models.case import Case, Sender
from portal.models.unit import Unit
from portal.queries.case_rows import LISTED
from portal.queries.settings import Settings

PAGE = 25
MOST_COUNTED = 1_000
# With a plus sign before it no index on the column is used: the register is read in the order of entry, which
# needs no sorting, however long it is.
UNIT: ColumnElement[int] = literal_column("+cases.unit_id")
RECEIVER: ColumnElement[int] = literal_column("+cases.receiving_unit_id")
# Fetched so many at a time while a workbook is written, whatever its length.
BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Span:
    """A period, both days included, of the register of some units."""

    first: date
    last: date
    unit_ids: frozenset[int]


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """One line of the register, as the case stands now."""

    id: int
    register_number: int
    register_year: int
    reference: str
    received_at: datetime
    channel: Channel
    entered_by_id: int | None
    subject: str
    body: str
    kind: Kind
    category_id: int | None
    receiving_unit_id: int
    unit_id: int
    routed_at: datetime | None
    for_reference: bool
    state: State
    outcome: Outcome | None
    due_on: date
    verdict: Verdict | None
    late_by: int
    answered_at: datetime | None
    published_at: datetime | None
    publication_declined: bool
    reply_by: ReplyBy
    sender_kind: SenderKind
    name: str
    organisation: str
    address: str
    phone: str
    email: str
    document_number: int | None
    document_symbol: str | None


# The columns that are not the case's own, by the name they have in a line.
ELSEWHERE: dict[str, Any] = {
    "sender_kind": Sender.kind,
    "name": Sender.name,
    "organisation": Sender.organisation,
    "address": Sender.address,
    "phone": Sender.phone,
    "email": Sender.email,
    "document_number": Answer.document_number,
    "document_symbol": Answer.document_symbol,
}
COLUMNS = tuple(
    ELSEWHERE[each.name] if each.name in ELSEWHERE else getattr(Case, each.name)
    for each in fields(RegisterEntry)
)


def registers_of(settings: Settings, actor: Actor, unit_id: int | None) -> frozenset[int]:
    """The units whose register an actor asks for: one with those below it, or all that are the actor's."""
    units = actor.units_for(Permission.EXPORT_REGISTER)
    return units if unit_id is None else units & settings.units_below(unit_id)


def register_page(session: Session, span: Span, before_id: int | None = None) -> Sequence[RegisterEntry]:
    """The newest lines of a period, and one more than a page has when there is another; sealed cases never."""
    wanted = _lines(span).order_by(Case.id.desc()).limit(PAGE + 1)
    if before_id is not None:
        wanted = wanted.where(Case.id < before_id)
    return [_entry(row) for row in session.execute(wanted)]


def count_lines(session: Session, span: Span) -> int:
    """How many lines a period has; 1,001 means "more than 1,000"."""
    bounded = select(Case.id).where(*_within(span)).limit(MOST_COUNTED + 1).subquery()
    return session.scalar(select(func.count()).select_from(bounded)) or 0


def register_lines(session: Session, span: Span) -> Iterator[RegisterEntry]:
    """All lines of a period in the order of entry, fetched in batches."""
    wanted = _lines(span).order_by(Case.id).execution_options(yield_per=BATCH)
    for row in session.execute(wanted):
        yield _entry(row)


def _lines(span: Span) -> Select[Any]:
    # The answer the sender has is the one of the present round, once it is issued.
    issued = and_(
        Answer.case_id == Case.id,
        Answer.round == Case.reopened_count + 1,
        Answer.status == AnswerStatus.ISSUED,
    )
    joined = select(*COLUMNS).select_from(Case).join(Sender, Sender.case_id == Case.id)
    return joined.outerjoin(Answer, issued).where(*_within(span))


def _within(span: Span) -> list[ColumnElement[bool] | TextClause]:
    units = sorted(span.unit_ids)
    return [
        LISTED,
        or_(UNIT.in_(units), RECEIVER.in_(units)),
        Case.received_at >= start_of(span.first),
        Case.received_at < end_of(span.last),
        Case.id.between(_numbered(span, func.min), _numbered(span, func.max)),
    ]


def _numbered(span: Span, which: Any) -> Any:
    """The lowest or highest number of a case of the months touched: no case of other months need be looked at."""
    months = Case.received_month.between(month_of(span.first), month_of(span.last))
    of_any_unit = Case.unit_id.in_(select(Unit.id))  # the index on months is by unit
    # Plus nothing: for the number itself both databases would walk the whole table from one end.
    return select(which(Case.id + 0)).where(of_any_unit, months).scalar_subquery()


def _entry(row: Row[Any]) -> RegisterEntry:
    values: tuple[Any, ...] = tuple(row)
    return RegisterEntry(*values)
