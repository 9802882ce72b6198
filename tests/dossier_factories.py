"""Dossiers and letters at each stage, as plain functions."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.adapters.typst_printer import TypstPrinter
from portal.domain.apologies import DelayReason, Way
from portal.domain.imports.dossier_rows import DossierRow
from portal.domain.imports.moments import Moment
from portal.domain.time import start_of
from portal.models.dossier import Dossier
from portal.models.letter import Letter
from portal.ports import Ports
from portal.services.approve_letter import approve_letter
from portal.services.draft_letter import Edits, draft_letter, save_letter, submit_letter
from portal.services.import_dossiers import tell_dossiers
from portal.services.issue_letter import issue_letter
from portal.services.word_message import Office
from tests.factories import acting
from tests.fakes import FakePorts

# Handled by the energy division of the department, so that the officer and the director of the cast meet it.
PROCEDURE = "2.000621.000.00.00.H99"
OFFICE = Office("Sở Công Thương", "0271 1022", "http://127.0.0.1:8000", b"k" * 32)
LETTERS = Path(__file__).parent.parent / "templates" / "letters"
COLUMNS = frozenset({
    "code",
    "procedure_code",
    "unit_code",
    "received",
    "due",
    "finished",
    "returned",
    "updated",
    "stopped_on",
    "channel_in",
    "channel_out",
    "supplement_requests",
    "applicant_name",
    "phone",
    "email",
    "address",
})


def printing_ports() -> Ports:
    """Fakes, but for the printer: what is to be signed must be a real paper."""
    return replace(FakePorts().ports, printer=TypstPrinter(LETTERS))


def day(on: date) -> Moment:
    """A day without an hour, as files tell most of them."""
    return Moment(start_of(on), has_time=False)


def told_row(**given: Any) -> DossierRow:
    """A row about a licence for a petrol station; `given` replaces parts of it."""
    usual: dict[str, Any] = {
        "line": 2,
        "code": "H99.15-261103-0001",
        "procedure_code": PROCEDURE,
        "unit_code": "QLNL",
        "counter": "Trung tâm Phục vụ hành chính công",
        "applicant_name": "Lê Thị Hạnh",
        "phone": "+84912000345",
        "email": "hanh@example.com",
        "address": "Ấp Thanh Tân, xã Thanh Bình",
    }
    return DossierRow(**{**usual, **given})


def filed_dossier(session: Session, now: datetime, **given: Any) -> Dossier:
    """A dossier told by the one-stop software, received ten days ago and due today unless `given` says otherwise."""
    today = now.date()
    given.setdefault("received", day(today - timedelta(days=10)))
    given.setdefault("due", day(today))
    row = told_row(**given)
    tell_dossiers(acting(session, "system", now), [row], COLUMNS)
    session.flush()
    wanted = select(Dossier).where(Dossier.code == row.code.upper())
    return session.scalars(wanted.execution_options(populate_existing=True)).one()


def later(now: datetime, days: int = 7) -> datetime:
    """Four in the afternoon so many days later."""
    return (now + timedelta(days=days)).replace(hour=16, minute=0, second=0, microsecond=0)


def drafted_letter(session: Session, now: datetime, dossier: Dossier) -> Letter:
    """A letter the officer has written, with its reason and a new date a week later."""
    officer = acting(session, "officer", now)
    letter = draft_letter(officer, dossier)
    words = Edits(DelayReason.VERIFICATION, "Cần kiểm tra thực tế tại cửa hàng", later(now))
    save_letter(officer, dossier, letter, edits=words)
    session.flush()
    return letter


def submitted_letter(session: Session, now: datetime, **given: Any) -> Letter:
    """A letter about a dossier of its own that waits for the head of the agency."""
    dossier = filed_dossier(session, now, **given)
    letter = drafted_letter(session, now, dossier)
    submit_letter(acting(session, "officer", now), dossier, letter)
    session.flush()
    return letter


def approved_letter(
    session: Session, now: datetime, dossier: Dossier, *, fakes: FakePorts | None = None
) -> Letter:
    """A letter the head of the agency has approved."""
    letter = drafted_letter(session, now, dossier)
    ports = (fakes or FakePorts()).ports
    approve_letter(acting(session, "director", now), dossier, letter, ports=ports, office=OFFICE)
    session.flush()
    return letter


def issued_letter(session: Session, now: datetime, dossier: Dossier, way: Way = Way.PRINT) -> Letter:
    """A letter handed over."""
    letter = approved_letter(session, now, dossier)
    issue_letter(acting(session, "officer", now), dossier, letter, way=way)
    session.flush()
    return letter
