"""Uploads of forms that were never sent are forgotten after a day, file and row."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models.attachment import Attachment
from portal.services.answer_case import current_answer
from portal.services.sweep_uploads import KEPT_FOR, sweep_uploads
from tests.factories import acting, answered_case
from tests.fakes import FakeStore

pytestmark = pytest.mark.usefixtures("standing_office")


def upload(session: Session, files: FakeStore, at: datetime, **facts: object) -> Attachment:
    row = Attachment(
        file_key=files.put(b"whole"),
        thumbnail_key=files.put(b"small"),
        name="a.jpg",
        media_type="image/jpeg",
        size=5,
        sha256="0" * 64,
        uploaded_at=at,
        **facts,
    )
    session.add(row)
    session.flush()
    return row


def test_it_forgets_what_was_never_sent(session: Session, now: datetime) -> None:
    files = FakeStore()
    upload(session, files, now - KEPT_FOR - timedelta(seconds=1), upload_key="k")
    assert sweep_uploads(session, files, now) == 1
    assert (files.files, session.scalars(select(Attachment)).all()) == ({}, [])


def test_it_keeps_what_may_still_be_sent(session: Session, now: datetime) -> None:
    files = FakeStore()
    upload(session, files, now - KEPT_FOR, upload_key="k")
    assert sweep_uploads(session, files, now) == 0
    assert len(files.files) == 2


def test_it_keeps_what_belongs_to_a_case_or_an_answer(session: Session, now: datetime) -> None:
    files, case = FakeStore(), answered_case(session, now)
    answer = current_answer(acting(session, "officer", now), case)
    assert answer is not None
    long_ago = now - timedelta(days=400)
    upload(session, files, long_ago, case_id=case.id)
    upload(session, files, long_ago, answer_id=answer.id)
    assert sweep_uploads(session, files, now) == 0
    assert len(files.files) == 4
