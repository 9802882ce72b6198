"""Running the invariants over the data of a test, and an office in which all of them hold."""

from datetime import datetime

from sqlalchemy.orm import Session

from portal.cli.verify import CHECKS
from portal.domain.people import SYSTEM
from portal.domain.surveys.questionnaire import Purpose
from portal.domain.surveys.ways import BallotWay
from portal.models.attachment import Attachment
from portal.models.case import Case
from portal.models.public_version import PublicPicture
from portal.queries.invariants.check import Breach, Data, Tally
from portal.queries.settings import load_settings
from portal.queries.surveys.questionnaires import current_for
from portal.services.act import Act
from portal.services.count_dossiers import count_dossier_month, marked_dossier_months
from portal.services.count_figures import count_bucket, marked_buckets
from portal.services.count_held import marked_cases, tell_held_times
from portal.services.merge_case import merge_case
from portal.services.split_case import Part, split_case
from portal.services.surveys.count_ballots import count_ballots, marked_survey_months
from portal.services.surveys.give_ballot import Place, give_ballot
from tests.dossier_factories import filed_dossier, issued_letter
from tests.factories import (
    accepted_case,
    acting,
    answered_case,
    divert_case,
    opened_case,
    published_case,
    resolved_case,
    unit_id,
)
from tests.late_answer_factories import issued_case_letter, overdue_case
from tests.services.test_reopen_case import reopened_once
from tests.services.who_may import disputed, submitted, to_call, unrouted, waiting
from tests.support.records import publications_of

BY_NAME = dict(CHECKS)


def check(session: Session, name: str, now: datetime) -> tuple[int, list[Breach]]:
    """How many rows a check looked at, and what it found."""
    session.flush()
    session.expire_all()
    tally = Tally()
    for _batch in BY_NAME[name](Data(session, load_settings(session), now), tally):
        pass
    return tally.checked, tally.breaches


def found(session: Session, name: str, now: datetime) -> set[str]:
    """The faults that a check names."""
    return {breach.fault for breach in check(session, name, now)[1]}


def count(session: Session, now: datetime) -> None:
    """The figures of every month in which something changed."""
    session.flush()
    for case_ids in marked_cases(session):
        tell_held_times(Act(session, SYSTEM, now, load_settings(session)), case_ids)
    for bucket in marked_buckets(session):
        count_bucket(Act(session, SYSTEM, now, load_settings(session)), bucket)
    for month in marked_dossier_months(session):
        count_dossier_month(Act(session, SYSTEM, now, load_settings(session)), month)
    for ballots in marked_survey_months(session):
        count_ballots(Act(session, SYSTEM, now, load_settings(session)), ballots)


def sound_office(session: Session, now: datetime) -> None:
    """Cases at every stage, the figures counted."""
    for make in (
        unrouted,
        opened_case,
        waiting,
        submitted,
        to_call,
        published_case,
        disputed,
        reopened_once,
        resolved_case,
    ):
        make(session, now)
    picture(session, published_case(session, now), now)
    divert_case(acting(session, "coordinator", now), answered_case(session, now), procedure="complaint")
    family(session, now)
    issued_letter(session, now, filed_dossier(session, now))
    issued_case_letter(session, now, overdue_case(session, now))
    sealed = overdue_case(session, now)
    issued_case_letter(session, now, sealed)
    divert_case(acting(session, "coordinator", now), sealed, procedure="complaint")
    low_ballot(session, now)
    count(session, now)


def low_ballot(session: Session, now: datetime) -> None:
    """Somebody is not satisfied at a kiosk, which opens a remedy."""
    quick = current_for(session, Purpose.QUICK)
    assert quick is not None
    place = Place(unit_id(session, "LH"), BallotWay.KIOSK)
    give_ballot(acting(session, "sender", now), quick, {"service": 2}, place=place)


def family(session: Session, now: datetime) -> tuple[Case, Case, Case]:
    """A whole with one part, and a case merged into it."""
    whole, other = accepted_case(session, now), opened_case(session, now)
    matter = Part("Rác", "Rác ở chợ.", None, unit_id(session, "LH"))
    part = split_case(acting(session, "officer", now), whole, matter)
    merge_case(acting(session, "leader", now), other, whole)
    session.flush()
    return whole, part, other


def picture(session: Session, case: Case, now: datetime) -> PublicPicture:
    """A picture that stands on the page with a published version."""
    file = Attachment(
        case_id=case.id, file_key="0" * 32, name="a.jpg", media_type="image/jpeg", size=1, sha256="0" * 64,
        uploaded_at=now,
    )  # fmt: skip
    session.add(file)
    session.flush()
    row = PublicPicture(
        case_id=case.id, publication_id=publications_of(session, case)[0].id, attachment_id=file.id,
        file_key="1" * 32, media_type="image/jpeg", boxes=[], width=1, height=1, alternative="Cột điện", made_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row
