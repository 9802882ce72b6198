"""A case as crowded as any will be: 200 events, 30 parts, 50 files; its page is measured beside a plain one."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.kinds import Channel, Kind
from portal.domain.permissions import Role
from portal.domain.time import local_day
from portal.extensions import db
from portal.models.attachment import Attachment
from portal.models.case import Case
from portal.queries.actors import actor_for
from portal.queries.settings import load_settings
from portal.services.act import Act
from portal.services.note_case import note_case
from portal.services.open_case import NewCase, NewSender, open_case
from portal.services.split_case import Part, split_case
from portal.services.take_case import accept_case

EVENTS, PARTS, FILES = 200, 30, 50
SUBJECT = "Hồ sơ nhiều nội dung để đo"
UNIT = "QLNL"


def crowded_and_plain(app: Flask) -> tuple[str, str]:
    """The references of the crowded case, made when it is not there yet, and of a plain one beside it."""
    with app.app_context():
        session = db.session()
        found = list(
            session.scalars(select(Case).where(Case.subject.startswith(SUBJECT)).order_by(Case.id).limit(2))
        )
        if len(found) < 2:
            found = [_opened(session, "lớn"), _opened(session, "thường")]
            _crowd(session, found[0])
            session.commit()
        return found[0].reference, found[1].reference


def _act(session: Session, role: Role, unit_code: str) -> Act:
    settings, now = load_settings(session), datetime.now(UTC)
    unit = settings.unit_by_code(unit_code)
    assert unit is not None, "the demo office is not there"
    person = settings.holders(role, {unit.id}, local_day(now))[0]
    return Act(session, actor_for(settings, person.id, local_day(now)), now, settings)


def _opened(session: Session, which: str) -> Case:
    operator, officer = _act(session, Role.OPERATOR, "BA"), _act(session, Role.OFFICER, UNIT)
    root, unit = (operator.settings.unit_by_code(code) for code in ("BA", UNIT))
    assert root is not None
    assert unit is not None
    new = NewCase(
        kind=Kind.FEEDBACK,
        channel=Channel.HOTLINE,
        subject=f"{SUBJECT} ({which})",
        body="Điện áp yếu mỗi tối. " * 20,
        receiving_unit_id=root.id,
        sender=NewSender(name="Lê Văn Đo", phone="0912000999"),
        unit_id=unit.id,
        unit_reason="Để đo",
    )
    case = open_case(operator, new)
    accept_case(officer, case)
    return case


def _crowd(session: Session, case: Case) -> None:
    officer = _act(session, Role.OFFICER, UNIT)
    for number in range(PARTS):
        text = f"Nội dung thứ {number}. " * 10
        split_case(officer, case, Part(f"Phần {number}", text, None, case.unit_id))
    for number in range(FILES):
        key = sha256(f"{case.id}-{number}".encode()).hexdigest()[:32]
        session.add(
            Attachment(
                case_id=case.id,
                file_key=key,
                name=f"anh-{number}.jpg",
                media_type="image/jpeg",
                size=200_000,
                sha256=key,
                uploaded_at=officer.now - timedelta(hours=1),
            )
        )
    for number in range(EVENTS - case.event_count):
        note_case(officer, case, text=f"Ghi chú thứ {number}: đã gọi điện trao đổi với các bên liên quan.")
