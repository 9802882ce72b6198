"""Files of a form that was not sent yet: kept once, few, under its own key alone."""

from datetime import datetime
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.models.attachment import Attachment
from portal.ports import Unavailable
from portal.services.act import Act
from portal.services.errors import RuleBroken
from portal.services.keep_uploads import Upload, drop_uploads, give_uploads, keep_uploads, kept_uploads
from tests.factories import acting, opened_case
from tests.fakes import FakeInspector, FakeStore

KEY = str(uuid4())


@pytest.fixture
def act(standing_office: None, session: Session, now: datetime) -> Act:
    return acting(session, "sender", now)


@pytest.fixture
def store() -> FakeStore:
    return FakeStore()


def keep(act: Act, store: FakeStore, *names: str, key: str = KEY, most: int = 5) -> list[str]:
    uploads = [Upload(name, name.encode()) for name in names]
    problems = keep_uploads(act, key, uploads, most=most, inspector=FakeInspector(), files=store)
    return [problem.code for problem in problems]


def names(act: Act, key: str = KEY) -> list[str]:
    return [row.name for row in kept_uploads(act, key)]


def test_it_keeps_files_with_their_thumbnails(act: Act, store: FakeStore) -> None:
    assert keep(act, store, "a.jpg", "b.pdf") == []
    photo, letter = kept_uploads(act, KEY)
    assert store.files[photo.file_key] == b"a.jpg"
    assert store.files[photo.thumbnail_key] == b"thumbnail"
    assert (letter.thumbnail_key, letter.size, letter.by_sender) == ("", 5, True)
    assert photo.uploaded_at == act.now


def test_it_keeps_what_it_can_and_says_what_it_cannot(act: Act, store: FakeStore) -> None:
    assert keep(act, store, "a.jpg", "virus.exe", "b.jpg") == ["type"]
    assert names(act) == ["a.jpg", "b.jpg"]


def test_it_keeps_no_more_than_allowed_over_several_tries(act: Act, store: FakeStore) -> None:
    assert keep(act, store, "a.jpg", most=2) == []
    assert keep(act, store, "b.jpg", "c.jpg", most=2) == ["too_many"]
    assert names(act) == ["a.jpg", "b.jpg"]


def test_it_keeps_the_same_content_once(act: Act, store: FakeStore) -> None:
    keep(act, store, "a.jpg")
    assert keep(act, store, "a.jpg", "a.jpg", most=1) == []
    assert names(act) == ["a.jpg"]
    assert len(store.files) == 2


def test_it_says_so_when_the_store_is_away(act: Act, store: FakeStore) -> None:
    store.problem = Unavailable("disk full")
    assert keep(act, store, "a.jpg") == ["unavailable"]
    assert names(act) == []


def test_it_takes_no_key_of_somebodys_own_making(act: Act, store: FakeStore) -> None:
    with pytest.raises(RuleBroken):
        keep(act, store, "a.jpg", key="my-key")


def test_it_drops_only_what_is_under_the_key(act: Act, store: FakeStore) -> None:
    other = str(uuid4())
    keep(act, store, "a.jpg", "b.jpg")
    keep(act, store, "c.jpg", key=other)
    ids = [row.id for key in (KEY, other) for row in kept_uploads(act, key)]
    drop_uploads(act, KEY, [ids[0], ids[2]], files=store)
    assert (names(act), names(act, other)) == (["b.jpg"], ["c.jpg"])
    assert sorted(store.files.values()) == [b"b.jpg", b"c.jpg", b"thumbnail", b"thumbnail"]
    drop_uploads(act, KEY, None, files=store)
    assert (names(act), names(act, other)) == ([], ["c.jpg"])


def test_it_gives_a_case_the_files_of_its_reply(
    act: Act, store: FakeStore, session: Session, now: datetime
) -> None:
    case = opened_case(session, now)
    keep(act, store, "a.jpg")
    keep(act, store, "noise.jpg", key=str(uuid4()))
    give_uploads(act, KEY, case)
    given = session.scalars(select(Attachment).where(Attachment.case_id == case.id)).all()
    assert [(row.name, row.upload_key) for row in given] == [("a.jpg", None)]
    assert names(act) == []


def test_it_drops_nothing_that_was_sent(act: Act, store: FakeStore, session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    keep(act, store, "a.jpg")
    give_uploads(act, KEY, case)
    drop_uploads(act, KEY, None, files=store)
    assert len(store.files) == 2
