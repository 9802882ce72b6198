"""Whom a sample is drawn from: answered cases or returned dossiers with a contact, one for each contact."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from portal.domain.surveys.ways import BallotWay, Population
from portal.domain.time import end_of, start_of
from portal.models.case import Case, Sender
from portal.models.dossier import Applicant, Dossier

# Read in pieces: a province returns a hundred thousand dossiers in a month.
AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Reach:
    """Which units' matters of which days, both included."""

    unit_ids: frozenset[int]
    first_on: date
    last_on: date


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who may be drawn: by which official code, of which unit, and by what they are reached."""

    code: str
    id: int
    unit_id: int
    way: BallotWay


def members(session: Session, population: Population, reach: Reach) -> Iterator[Member]:
    """Everybody once, with their newest matter; streamed.

    Who has several matters is one person, by e-mail address or else by phone. Of cases only those whose senders
    agreed to be surveyed, never sealed ones; parts of a case are left out, as only the whole talks to the sender.
    """
    wanted = _cases(reach) if population is Population.CASES else _dossiers(reach)
    seen: set[str] = set()
    rows = session.execute(wanted.execution_options(yield_per=AT_ONCE))
    for code, id_, unit_id, email, phone in rows:
        contact = (email or phone).casefold()
        if contact in seen:
            continue
        seen.add(contact)
        yield Member(code, id_, unit_id, BallotWay.EMAIL_LINK if email else BallotWay.SMS_LINK)


def by_unit(found: Iterable[Member]) -> dict[int, list[Member]]:
    """The strata: everybody by unit."""
    strata: dict[int, list[Member]] = {}
    for member in found:
        strata.setdefault(member.unit_id, []).append(member)
    return strata


def _cases(reach: Reach) -> Select[Any]:
    columns: tuple[Any, ...] = (Case.reference, Case.id, Case.unit_id, Sender.email, Sender.phone)
    return (
        select(*columns)
        .join(Sender, Sender.case_id == Case.id)
        .where(
            Case.unit_id.in_(sorted(reach.unit_ids)),
            ~Case.sealed,
            Case.parent_id.is_(None),
            _within(Case.answered_at, reach),
            Sender.consents_to_survey,
            or_(Sender.email != "", Sender.phone != ""),
        )
        .order_by(Case.id.desc())
    )


def _dossiers(reach: Reach) -> Select[Any]:
    columns: tuple[Any, ...] = (Dossier.code, Dossier.id, Dossier.unit_id, Applicant.email, Applicant.phone)
    return (
        select(*columns)
        .join(Applicant, Applicant.dossier_id == Dossier.id)
        .where(
            Dossier.unit_id.in_(sorted(reach.unit_ids)),
            _within(Dossier.returned_at, reach),
            or_(Applicant.email != "", Applicant.phone != ""),
        )
        .order_by(Dossier.id.desc())
    )


def _within(moment: Any, reach: Reach) -> ColumnElement[bool]:
    return and_(moment >= start_of(reach.first_on), moment < end_of(reach.last_on))
