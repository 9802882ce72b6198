"""The wordings and certificates of agencies, for who configures them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.letter_form import LetterForm
from portal.domain.states import Level
from portal.models.letter import LetterWording, UnitCertificate
from portal.queries.settings import Settings, UnitNode

__all__ = ["LetterWording", "UnitCertificate"]

# So many days before a certificate ends, somebody has to get a new one.
WARNED_AHEAD = timedelta(days=30)


def agencies(settings: Settings, unit_ids: Iterable[int], today: date) -> list[UnitNode]:
    """The units that apologise and sign in their own name: a division does neither."""
    units = (settings.units[unit_id] for unit_id in unit_ids)
    return [unit for unit in units if unit.level is not Level.DIVISION and unit.stands(today)]


def certificates(session: Session, unit_ids: Iterable[int]) -> Mapping[int, UnitCertificate]:
    """The certificates of units, by unit."""
    wanted = select(UnitCertificate).where(UnitCertificate.unit_id.in_(sorted(unit_ids)))
    return {row.unit_id: row for row in session.scalars(wanted)}


def ending_certificates(session: Session, unit_ids: Iterable[int], today: date) -> Sequence[UnitCertificate]:
    """Those that end within thirty days or have ended, the first to end first."""
    wanted = select(UnitCertificate).where(
        UnitCertificate.unit_id.in_(sorted(unit_ids)), UnitCertificate.valid_until <= today + WARNED_AHEAD
    )
    return session.scalars(wanted.order_by(UnitCertificate.valid_until)).all()


def wordings(session: Session, unit_ids: Iterable[int]) -> Sequence[LetterWording]:
    """The own words of units, newest first."""
    wanted = select(LetterWording).where(LetterWording.unit_id.in_(sorted(unit_ids)))
    return session.scalars(wanted.order_by(LetterWording.valid_from.desc(), LetterWording.id.desc())).all()


def versions(session: Session, unit_id: int, form: LetterForm) -> list[LetterWording]:
    """The versions of a unit's words for a form, newest first."""
    return [row for row in wordings(session, [unit_id]) if row.form is form]


def wording_in_force(rows: Sequence[LetterWording], on: date) -> LetterWording | None:
    """Of the versions of one unit and form, newest first, the one that holds on a day."""
    return next((row for row in rows if row.valid_from <= on), None)
