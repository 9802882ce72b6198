"""Pictures of a public version: boxes typed or drawn, burnt, shown to the second person and then to everybody."""

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.answers import PublicationStatus
from portal.models.answer import Publication
from portal.models.attachment import Attachment
from portal.models.case import Case
from portal.models.public_version import PublicPicture
from tests.adapters.specimens import SECRET, jpeg, opened
from tests.conftest import visitor
from tests.factories import acting, answered_case, divert_case
from tests.fakes import FakePorts
from tests.support.client import CheckingClient
from tests.support.page import Form, Page
from tests.web.desk.conftest import Staff

PUBLIC: dict[str, Any] = {
    "title": "Điện yếu",
    "question": "Điện áp tại một xã yếu.",
    "answer": "Đã thay máy biến áp.",
}
ALTERNATIVE = "Cột điện nghiêng bên đường"


@pytest.fixture
def case(standing_office: None, session: Session, now: datetime) -> Case:
    return answered_case(session, now)


@pytest.fixture
def photo(case: Case, session: Session, fakes: FakePorts, now: datetime) -> Attachment:
    return attached(case, session, fakes, now)


def attached(
    case: Case, session: Session, fakes: FakePorts, now: datetime, *, media_type: str = "image/jpeg"
) -> Attachment:
    row = Attachment(
        case_id=case.id, file_key=fakes.files.put(jpeg()), name="cot-dien.jpg", media_type=media_type,
        size=1, sha256="0" * 64, uploaded_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def address(case: Case, what: str = "") -> str:
    return f"/desk/cases/{case.reference}/publication{what}"


def write(client: CheckingClient, case: Case, step: str = "save") -> Page:
    return client.send(client.page(address(case)).form(address(case)), step=step, **PUBLIC)


def drawing(client: CheckingClient, case: Case, photo: Attachment) -> Form:
    """The form in which boxes are typed."""
    here = address(case, f"/pictures/{photo.id}")
    return client.page(here).form(here)


def burn(
    client: CheckingClient, case: Case, photo: Attachment, *, status: int = 200, **typed: object
) -> Page:
    form = drawing(client, case, photo)
    given = {"left": ["50"], "top": ["0"], "width": ["25"], "height": ["50,0"], "alternative": ALTERNATIVE}
    return client.send(form, status=status, step="save", **{**given, **typed})


def published(staff: Staff, case: Case, photo: Attachment, session: Session) -> PublicPicture:
    officer, leader = staff("officer"), staff("leader")
    write(officer, case)
    burn(officer, case, photo)
    write(officer, case, "submit")
    page = leader.page(address(case))
    assert ALTERNATIVE in page.text
    leader.send(page.form(address(case, "/release")), step="publish")
    return session.scalars(select(PublicPicture)).one()


def test_none_is_chosen_beforehand(staff: Staff, case: Case, photo: Attachment, session: Session) -> None:
    officer = staff("officer")
    page = officer.page(address(case))
    assert "Không công khai" in page.text
    assert "Xin lưu một bản công khai đang soạn trước" in page.text
    officer.page(address(case, f"/pictures/{photo.id}"), status=404)
    page = write(officer, case)
    assert address(case, f"/pictures/{photo.id}") in page.links.values()


def test_boxes_are_typed_and_burnt(
    staff: Staff, case: Case, photo: Attachment, session: Session, fakes: FakePorts
) -> None:
    officer = staff("officer")
    write(officer, case)
    page = burn(officer, case, photo)
    assert "Công khai, 1 ô đen" in page.text
    row = session.scalars(select(PublicPicture)).one()
    assert row.boxes == [[50, 0, 25, 50]]
    sent = officer.get(address(case, f"/burnt/{row.id}"))
    assert sent.mimetype == "image/jpeg"
    assert SECRET.encode() not in sent.data
    assert max(opened(sent.data).convert("L").crop((325, 5, 475, 235)).tobytes()) <= 12
    assert drawing(officer, case, photo).fields["left"][:2] == ["50", ""]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"alternative": " "}, "Xin mô tả ảnh bằng lời"),
        ({"alternative": "Nhà ông Lê Văn An"}, "Còn dữ liệu cá nhân"),
        ({"left": ["x"]}, "Mỗi ô cần đủ bốn số"),
        ({"width": [""]}, "Mỗi ô cần đủ bốn số"),
        ({"width": ["0"]}, "Mỗi ô cần đủ bốn số"),
        ({"height": ["nan"]}, "Mỗi ô cần đủ bốn số"),
    ],
)
def test_what_is_wrong_comes_back_as_typed(
    staff: Staff, case: Case, photo: Attachment, session: Session, typed: dict[str, object], words: str
) -> None:
    officer = staff("officer")
    write(officer, case)
    page = burn(officer, case, photo, status=422, **typed)
    assert words in page.text
    assert page.form(address(case, f"/pictures/{photo.id}")).fields["top"][0] == "0"
    assert session.scalars(select(PublicPicture)).all() == []


def test_more_rows_come_without_a_script(staff: Staff, case: Case, photo: Attachment) -> None:
    officer = staff("officer")
    write(officer, case)
    form = drawing(officer, case, photo)
    page = officer.send(
        form, step="more", left=["1", "2", "3"], top=["1"] * 3, width=["1"] * 3, height=["1"] * 3
    )
    fields = page.form(address(case, f"/pictures/{photo.id}")).fields
    assert fields["left"] == ["1", "2", "3", "", "", ""]


def test_it_is_taken_off_again(staff: Staff, case: Case, photo: Attachment, session: Session) -> None:
    officer = staff("officer")
    write(officer, case)
    burn(officer, case, photo)
    row = session.scalars(select(PublicPicture)).one()
    form = drawing(officer, case, photo)
    page = officer.send(form, step="remove")
    assert "Không công khai" in page.text
    assert officer.get(address(case, f"/burnt/{row.id}")).status_code == 404


def test_everybody_sees_it_while_its_version_stands(
    staff: Staff, case: Case, photo: Attachment, session: Session, app: object
) -> None:
    row = published(staff, case, photo, session)
    anybody = visitor(app, session)  # type: ignore[arg-type]
    page = anybody.page(f"/answers/{case.reference}")
    (picture,) = [node for node in page.all("img") if node.get("alt") == ALTERNATIVE]
    sent = anybody.get(picture.get("src"))
    assert (sent.status_code, sent.mimetype) == (200, "image/jpeg")
    assert sent.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in sent.headers["Content-Security-Policy"]
    assert "sandbox" in sent.headers["Content-Security-Policy"]
    assert "no-cache" in sent.headers["Cache-Control"]
    again = anybody.get(picture.get("src"), headers={"If-None-Match": sent.headers["ETag"]})
    assert again.status_code == 304
    assert anybody.get(f"/answers/PA-0000-0000/pictures/{row.id}").status_code == 404
    leader = staff("leader")
    leader.send(leader.page(address(case)).form(address(case, "/withdraw")), reason="Lộ biển số.")
    assert anybody.get(picture.get("src")).status_code == 404


def test_nobody_sees_it_before_or_once_the_case_is_sealed(
    staff: Staff, case: Case, photo: Attachment, session: Session, app: object, now: datetime
) -> None:
    officer, anybody = staff("officer"), visitor(app, session)  # type: ignore[arg-type]
    write(officer, case)
    burn(officer, case, photo)
    row = session.scalars(select(PublicPicture)).one()
    there = f"/answers/{case.reference}/pictures/{row.id}"
    assert anybody.get(there).status_code == 404
    write(officer, case, "submit")
    leader = staff("leader")
    leader.send(leader.page(address(case)).form(address(case, "/release")), step="publish")
    assert anybody.get(there).status_code == 200
    # Were the flag alone set and nothing else cleared, the picture would be gone all the same.
    case.sealed = True
    assert anybody.get(there).status_code == 404
    case.sealed = False
    burnt = address(case, f"/burnt/{row.id}")
    divert_case(acting(session, "coordinator", now), case, procedure="denunciation")
    assert anybody.get(there).status_code == 404
    assert officer.get(burnt).status_code == 404


def test_an_outsider_finds_nothing_and_the_operator_draws_nothing(
    staff: Staff, case: Case, photo: Attachment, session: Session
) -> None:
    officer, outsider, operator = staff("officer"), staff("outsider"), staff("operator")
    write(officer, case)
    burn(officer, case, photo)
    row = session.scalars(select(PublicPicture)).one()
    outsider.page(address(case, f"/pictures/{photo.id}"), status=404)
    assert outsider.get(address(case, f"/burnt/{row.id}")).status_code == 404
    assert operator.get(address(case, f"/burnt/{row.id}")).status_code == 200
    assert operator.get(address(case, f"/pictures/{photo.id}")).status_code == 403


def test_documents_and_pictures_of_others_are_never_offered(
    staff: Staff, case: Case, photo: Attachment, session: Session, fakes: FakePorts, now: datetime
) -> None:
    letter = attached(case, session, fakes, now, media_type="application/pdf")
    foreign = attached(answered_case(session, now), session, fakes, now)
    officer = staff("officer")
    page = write(officer, case)
    offered = [href for href in page.links.values() if "/pictures/" in href]
    assert offered == [address(case, f"/pictures/{photo.id}")]
    for row in (letter, foreign):
        officer.page(address(case, f"/pictures/{row.id}"), status=404)


def test_a_correction_begins_with_the_pictures_of_the_last(
    staff: Staff, case: Case, photo: Attachment, session: Session
) -> None:
    first = published(staff, case, photo, session)
    page = write(staff("officer"), case)
    assert "Công khai, 1 ô đen" in page.text
    rows = session.scalars(select(PublicPicture).order_by(PublicPicture.id)).all()
    assert [row.file_key for row in rows] == [first.file_key] * 2
    statuses = session.scalars(select(Publication.status).order_by(Publication.version)).all()
    assert statuses == [PublicationStatus.PUBLISHED, PublicationStatus.DRAFT]


def test_the_heap_of_approvals_says_that_there_are_pictures(
    staff: Staff, case: Case, photo: Attachment
) -> None:
    officer = staff("officer")
    write(officer, case)
    burn(officer, case, photo)
    write(officer, case, "submit")
    page = staff("leader").page("/desk/approvals?show=publications")
    assert "Bản này có thể kèm ảnh" in page.text
