"""Pictures with a public version: burnt anew, copied to the next version, gone with theirs from the page."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.answers import PublicationStatus
from portal.domain.black_boxes import MOST_BOXES, Box
from portal.models.answer import Publication
from portal.models.attachment import Attachment
from portal.models.case import Case
from portal.models.public_version import PublicPicture
from portal.models.sealed import ForgottenFile
from portal.queries.cases import publications
from portal.queries.public_pictures import (
    offered_pictures,
    picture_for,
    picture_on_page,
    pictures_of,
    pictures_on_page,
)
from portal.services.act import Act
from portal.services.errors import ChangedMeanwhile, NotPermitted, RuleBroken
from portal.services.prepare_publication import check_stand, save_public_version, stand_of
from portal.services.publish_answer import PublicText, current_draft, publish, withdraw_publication
from portal.services.publish_pictures import put_picture, remove_picture
from portal.services.sweep_pictures import KEPT_FOR, sweep_pictures
from tests.adapters.specimens import SECRET, jpeg, opened
from tests.factories import acting, answered_case, divert_case, person
from tests.fakes import FakePorts

TEXT = PublicText("Điện yếu", "Điện yếu tại một xã.", "Đã thay máy biến áp.")
BOX = Box(50, 0, 25, 50)


@pytest.fixture
def case(standing_office: None, session: Session, now: datetime) -> Case:
    return answered_case(session, now)


@pytest.fixture
def fakes() -> FakePorts:
    return FakePorts()


@pytest.fixture
def officer(case: Case, session: Session, now: datetime) -> Act:
    return acting(session, "officer", now)


@pytest.fixture
def draft(officer: Act, case: Case) -> Publication:
    return save(officer, case)


@pytest.fixture
def photo(case: Case, session: Session, fakes: FakePorts, now: datetime) -> Attachment:
    return attached(session, case, fakes, now)


def attached(
    session: Session, case: Case, fakes: FakePorts, now: datetime, *, media_type: str = "image/jpeg"
) -> Attachment:
    row = Attachment(
        case_id=case.id,
        file_key=fakes.files.put(jpeg()),
        name="anh.jpg",
        media_type=media_type,
        size=1,
        sha256="0" * 64,
        uploaded_at=now,
    )
    session.add(row)
    session.flush()
    return row


def save(act: Act, case: Case, *, submit: bool = False) -> Publication:
    seen = stand_of(publications(act.session, case.id))
    return save_public_version(act, case, TEXT, seen=seen, submit=submit)


def put(
    act: Act,
    case: Case,
    photo: Attachment,
    fakes: FakePorts,
    *,
    alternative: str = "Trạm biến áp",
    count: int = 1,
) -> PublicPicture:
    draft = current_draft(act, case)
    assert draft is not None
    return put_picture(
        act, case, draft, file_id=photo.id, boxes=[BOX] * count, alternative=alternative, ports=fakes.ports
    )


def released(act: Act, case: Case, session: Session, now: datetime) -> Publication:
    draft = save(act, case, submit=True)
    publish(acting(session, "leader", now), case, draft)
    session.flush()
    return draft


def test_it_burns_a_new_file_and_leaves_the_original_alone(
    officer: Act, case: Case, draft: Publication, photo: Attachment, fakes: FakePorts
) -> None:
    original = fakes.files.files[photo.file_key]
    row = put(officer, case, photo, fakes)
    burnt = fakes.files.files[row.file_key]
    assert (row.publication_id, row.boxes, row.width, row.height) == (draft.id, [[50, 0, 25, 50]], 640, 480)
    assert fakes.files.files[photo.file_key] == original
    assert SECRET.encode() in original
    assert SECRET.encode() not in burnt
    assert max(opened(burnt).convert("L").crop((325, 5, 475, 235)).tobytes()) <= 12


@pytest.mark.parametrize(
    ("alternative", "count", "field", "code"),
    [
        (" ", 1, "alternative", "missing"),
        ("a" * 301, 1, "alternative", "too_long"),
        ("Trạm biến áp", MOST_BOXES + 1, "boxes", "too_many"),
        # these words stand on the page too
        ("Nhà ông Lê Văn An", 1, "alternative", "personal_data"),
    ],
)
def test_it_refuses_without_a_trace(
    officer: Act, case: Case, draft: Publication, photo: Attachment, fakes: FakePorts,
    alternative: str, count: int, field: str, code: str,
) -> None:  # fmt: skip
    with pytest.raises(RuleBroken) as broken:
        put(officer, case, photo, fakes, alternative=alternative, count=count)
    assert (broken.value.field, broken.value.code) == (field, code)
    assert (len(fakes.files.files), officer.session.scalars(select(PublicPicture)).all()) == (1, [])


def test_it_takes_pictures_of_the_case_alone(
    officer: Act, case: Case, draft: Publication, fakes: FakePorts, session: Session, now: datetime
) -> None:
    letter = attached(session, case, fakes, now, media_type="application/pdf")
    foreign = attached(session, answered_case(session, now), fakes, now)
    for row in (letter, foreign):
        with pytest.raises(RuleBroken, match="unknown"):
            put(officer, case, row, fakes)
    assert offered_pictures(session, case.id, draft.id) == []


def test_the_outsider_puts_and_sees_nothing(
    officer: Act, case: Case, draft: Publication, photo: Attachment, fakes: FakePorts, now: datetime
) -> None:
    session, row = officer.session, put(officer, case, photo, fakes)
    outsider = acting(session, "outsider", now)
    with pytest.raises(NotPermitted):
        put(outsider, case, photo, fakes)
    with pytest.raises(NotPermitted):
        remove_picture(outsider, case, draft, file_id=photo.id)
    for role, sees in (("officer", True), ("leader", True), ("outsider", False), ("administrator", False)):
        found = picture_for(session, person(session, role, now), case.reference, picture_id=row.id)
        assert (found is row) is sees


def test_a_change_of_pictures_takes_a_submitted_version_back(
    officer: Act, case: Case, photo: Attachment, fakes: FakePorts
) -> None:
    draft = save(officer, case, submit=True)
    put(officer, case, photo, fakes)
    assert draft.status is PublicationStatus.DRAFT


def test_nobody_releases_pictures_they_have_not_seen(
    officer: Act, case: Case, photo: Attachment, fakes: FakePorts
) -> None:
    save(officer, case, submit=True)
    seen = stand_of(publications(officer.session, case.id))
    put(officer, case, photo, fakes)
    save(officer, case, submit=True)
    with pytest.raises(ChangedMeanwhile):
        check_stand(officer, case, seen)


def test_it_asks_about_the_words_of_pictures_when_publishing(
    officer: Act, case: Case, draft: Publication, photo: Attachment, fakes: FakePorts, now: datetime
) -> None:
    put(officer, case, photo, fakes, alternative="Nhà Trần Quốc Bảo")
    save(officer, case, submit=True)
    case.sender.name = "Trần Quốc Bảo"
    with pytest.raises(RuleBroken, match="personal_data"):
        publish(acting(officer.session, "leader", now), case, draft)


def test_it_stands_on_the_page_with_its_version_alone(
    officer: Act, case: Case, draft: Publication, photo: Attachment, fakes: FakePorts, now: datetime
) -> None:
    session, row = officer.session, put(officer, case, photo, fakes)
    assert picture_on_page(session, case.reference, row.id) is None
    released(officer, case, session, now)
    assert picture_on_page(session, case.reference, row.id) is row
    assert picture_on_page(session, "PA-0000-0000", row.id) is None
    # A correction begins with a copy and changes nothing on the page until it is released.
    second = save(officer, case)
    (copy,) = pictures_of(session, second.id)
    assert (copy.file_key, copy.boxes, copy.alternative) == (row.file_key, row.boxes, row.alternative)
    assert [each.id for each in pictures_on_page(session, draft.id)] == [row.id]
    released(officer, case, session, now)
    assert picture_on_page(session, case.reference, row.id) is None
    assert picture_on_page(session, case.reference, copy.id) is copy
    withdraw_publication(acting(session, "leader", now), case, reason="Lộ biển số.")
    assert picture_on_page(session, case.reference, copy.id) is None


def test_a_sealed_case_has_no_pictures(
    officer: Act, case: Case, draft: Publication, photo: Attachment, fakes: FakePorts, now: datetime
) -> None:
    session, key = officer.session, put(officer, case, photo, fakes).file_key
    released(officer, case, session, now)
    divert_case(acting(session, "coordinator", now), case, procedure="denunciation")
    session.expire_all()
    assert session.scalars(select(PublicPicture)).all() == []
    # The worker takes the burnt copy away once the diversion is committed.
    assert key in session.scalars(select(ForgottenFile.file_key)).all()


def test_it_draws_anew_and_sweeps_what_no_version_has(
    officer: Act, case: Case, draft: Publication, photo: Attachment, fakes: FakePorts, now: datetime
) -> None:
    session = officer.session
    first = put(officer, case, photo, fakes)
    released(officer, case, session, now)
    second = save(officer, case)
    again = put(officer, case, photo, fakes, count=2)
    assert [each.id for each in pictures_of(session, second.id)] == [again.id]
    remove_picture(officer, case, second, file_id=photo.id)
    assert pictures_of(session, second.id) == []
    later = now + KEPT_FOR + timedelta(seconds=1)
    assert sweep_pictures(session, fakes.files, now) == 0
    assert sweep_pictures(session, fakes.files, later) == 2
    # The copy shared its file with the published version, which keeps it.
    assert set(fakes.files.files) == {photo.file_key, first.file_key}


def test_it_changes_no_version_that_is_published(
    officer: Act, case: Case, draft: Publication, photo: Attachment, fakes: FakePorts, now: datetime
) -> None:
    put(officer, case, photo, fakes)
    released(officer, case, officer.session, now)
    with pytest.raises(RuleBroken, match="no_draft"):
        remove_picture(officer, case, draft, file_id=photo.id)


@pytest.mark.parametrize("lost", [True, False])
def test_it_says_so_when_a_picture_cannot_be_drawn(
    officer: Act, case: Case, draft: Publication, photo: Attachment, fakes: FakePorts, lost: bool
) -> None:
    if lost:
        fakes.files.files.clear()
    else:
        fakes.files.files[photo.file_key] = b"no picture"
    with pytest.raises(RuleBroken, match="unavailable" if lost else "damaged"):
        put(officer, case, photo, fakes)
