"""Cleaning up after sealing: files, late words, indexes."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.jobs.scrub import scrub
from portal.models.answer import Answer
from portal.models.case import Case
from portal.models.sealed import ForgottenFile, SealedContent
from portal.services.read_sealed import read_sealed
from portal.services.renew_index import published_texts
from tests.factories import acting, divert_case, opened_case, published_case
from tests.fakes import FakePorts
from tests.jobs.conftest import Clock, Work

pytestmark = pytest.mark.usefixtures("standing_office")


def divert(session: Session, case: Case, now: datetime, outside: FakePorts) -> Case:
    divert_case(acting(session, "coordinator", now), case, ports=outside.ports)
    session.flush()
    return case


def test_it_removes_files_nothing_refers_to(work: Work, session: Session, outside: FakePorts) -> None:
    gone, stays = outside.files.put(b"gone"), outside.files.put(b"stays")
    session.add(ForgottenFile(file_key=gone))
    assert work(lambda: scrub(outside.ports)) == 1
    assert list(outside.files.files) == [stays]
    assert work(lambda: scrub(outside.ports)) == 0


def test_it_scrubs_once(work: Work, session: Session, outside: FakePorts, now: datetime) -> None:
    case = divert(session, opened_case(session, now), now, outside)
    assert work(lambda: scrub(outside.ports)) == 1
    assert session.get_one(SealedContent, case.id).scrubbed_at == now
    assert work(lambda: scrub(outside.ports)) == 0


def test_it_makes_the_index_of_answers_anew_only_for_what_was_published(
    work: Work, session: Session, outside: FakePorts, now: datetime
) -> None:
    case = published_case(session, now)
    outside.index.rebuild(published_texts(session))
    divert(session, opened_case(session, now), now, outside)
    work(lambda: scrub(outside.ports))
    assert len(outside.index.texts) == 1
    divert(session, session.get_one(Case, case.id), now, outside)
    work(lambda: scrub(outside.ports))
    assert outside.index.texts == {}


def test_it_seals_what_came_late_and_looks_for_some_minutes(
    work: Work, session: Session, outside: FakePorts, now: datetime, clock: Clock
) -> None:
    case = divert(session, published_case(session, now), now, outside)
    for minutes, left in ((9, ""), (11, "Viết muộn")):
        clock.moment = now + timedelta(minutes=minutes)
        session.execute(update(Answer).values(body="Viết muộn"))
        work(lambda: scrub(outside.ports))
        assert session.scalars(select(Answer.body)).one() == left, minutes
    told = read_sealed(acting(session, "system", now), session.get_one(Case, case.id), outside.ports)
    assert [row["body"] for row in told.of("answers")][-1] == "Viết muộn"


def test_it_leaves_alone_what_it_cannot_open(
    work: Work, session: Session, outside: FakePorts, now: datetime
) -> None:
    """Without the key nothing can be added; nothing is thrown away, and the others are not kept waiting."""
    broken, sound = (divert(session, published_case(session, now), now, outside) for _ in range(2))
    session.get_one(SealedContent, broken.id).ciphertext = b"damaged"
    session.execute(update(Answer).values(body="Viết muộn"))
    work(lambda: scrub(outside.ports))
    bodies = {row.case_id: row.body for row in session.scalars(select(Answer))}
    assert bodies == {broken.id: "Viết muộn", sound.id: ""}
