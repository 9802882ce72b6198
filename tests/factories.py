"""The office, its cast and its cases, as plain functions."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.adapters.shipped_calendar import shipped_days
from portal.adapters.shipped_questionnaires import shipped_questionnaires
from portal.demo.office import build_office
from portal.domain.kinds import Channel, Kind, ReplyBy
from portal.domain.people import SENDER, SYSTEM, Actor
from portal.domain.states import Outcome
from portal.domain.time import local_day
from portal.models.account import Account
from portal.models.attachment import Attachment
from portal.models.case import Case
from portal.models.policy import UnitPolicyRow
from portal.models.resolution import Resolution
from portal.ports import Ports
from portal.queries.actors import actor_for
from portal.queries.settings import load_settings
from portal.services import divert_case as diversion
from portal.services.act import Act
from portal.services.answer_case import AnswerText, approve_answer, issue_answer, save_draft, submit_answer
from portal.services.open_case import NewCase, NewSender, open_case
from portal.services.publish_answer import PublicText, draft_publication, publish
from portal.services.record_resolution import record_resolution
from portal.services.shipped_settings import ship_settings
from portal.services.surveys.ship_questionnaires import ship_questionnaires
from portal.services.take_case import accept_case
from tests.fakes import FakePorts

# The named cast: who they are in the demo office.
SHIPPED_AT = datetime(2025, 1, 1, tzinfo=UTC)

CAST = {
    "operator": "tongdai@binhan.example",
    "coordinator": "daumoi@binhan.example",
    "officer": "chuyenvien@binhan.example",
    "colleague": "chuyenvien2@binhan.example",
    "leader": "lanhdao@binhan.example",
    "director": "giamdoc@binhan.example",
    "overseer": "theodoi@binhan.example",
    "administrator": "quantri@binhan.example",
    "sealed_case_officer": "niemphong@binhan.example",
    # Works for a commune and must see nothing of the energy division's cases.
    "outsider": "lochung@binhan.example",
}


def build_demo_office(session: Session) -> None:
    """The shipped settings and the demo office, with passwords that nobody can sign in with."""
    ship_settings(session, shipped_days(), range(2018, 2027))
    ship_questionnaires(session, shipped_questionnaires(), SHIPPED_AT)
    build_office(session, lambda password: f"not-hashed:{password}")


def person(session: Session, role: str, now: datetime) -> Actor:
    """A member of the cast as an actor."""
    settings = load_settings(session)
    account_id = next(each.id for each in settings.people.values() if each.email == CAST[role])
    return actor_for(settings, account_id, local_day(now))


def acting(session: Session, role: str, now: datetime) -> Act:
    """An act of a member of the cast, of the "sender" or of the "system"."""
    outside = {"sender": SENDER, "system": SYSTEM}
    actor = outside.get(role) or person(session, role, now)
    return Act(session, actor, now, load_settings(session))


def new_case(session: Session, **given: Any) -> NewCase:
    """What a sender writes about the electricity in their hamlet; `given` replaces parts of it."""
    settings = load_settings(session)
    root = settings.unit_by_code("BA")
    assert root is not None
    usual: dict[str, Any] = {
        "kind": Kind.FEEDBACK,
        "channel": Channel.WEB_FORM,
        "subject": "Điện áp yếu kéo dài",
        "body": "Điện áp tại ấp Thanh Tân yếu kéo dài, máy bơm không chạy được.",
        "receiving_unit_id": root.id,
        "category_id": category_id(session, "electricity"),
        "sender": NewSender(name="Lê Văn An", phone="0912 000 345", email="an@example.com"),
        "reply_by": ReplyBy.EMAIL,
    }
    return NewCase(**{**usual, **given})


def category_id(session: Session, code: str) -> int:
    """The category with a code."""
    return next(each.id for each in load_settings(session).categories.values() if each.code == code)


def opened_case(session: Session, now: datetime, **given: Any) -> Case:
    """A case just opened, routed to the energy division unless `given` says otherwise."""
    return open_case(acting(session, "sender", now), new_case(session, **given))


def accepted_case(session: Session, now: datetime, **given: Any) -> Case:
    """A case that the officer has taken."""
    case = opened_case(session, now, **given)
    accept_case(acting(session, "officer", now), case)
    session.flush()
    return case


def answered_case(session: Session, now: datetime, **given: Any) -> Case:
    """A case answered by the officer with the leader's approval, at the same moment."""
    case = accepted_case(session, now, **given)
    officer, leader = acting(session, "officer", now), acting(session, "leader", now)
    answer = save_draft(officer, case, AnswerText("Đã kiểm tra và thay máy biến áp.", Outcome.HANDLED))
    submit_answer(officer, case, answer)
    approve_answer(leader, case, answer)
    issue_answer(leader, case, answer)
    session.flush()
    return case


def published_case(session: Session, now: datetime, **given: Any) -> Case:
    """An answered case whose public version stands on the page."""
    case = answered_case(session, now, **given)
    text = PublicText("Điện áp yếu kéo dài", "Điện áp tại một ấp yếu kéo dài.", "Đã thay máy biến áp.")
    draft = draft_publication(acting(session, "officer", now), case, text, submit=True)
    publish(acting(session, "leader", now), case, draft)
    session.flush()
    return case


def evidence(act: Act) -> str:
    """The upload key of a photo that waits for its form to be sent."""
    key = str(uuid4())
    photo = Attachment(
        upload_key=key, file_key="0" * 32, name="sau.jpg", media_type="image/jpeg", size=1, sha256="0" * 64,
        uploaded_at=act.now,
    )  # fmt: skip
    act.session.add(photo)
    act.session.flush()
    return key


def resolve(act: Act, case: Case) -> Resolution:
    """Put on record that a matter was settled today."""
    return record_resolution(
        act, case, resolved_on=act.today, remark="Đã thay máy biến áp.", upload_key=evidence(act)
    )


def resolved_case(session: Session, now: datetime, **given: Any) -> Case:
    """An answered case whose matter is settled, with a photo."""
    case = answered_case(session, now, **given)
    resolve(acting(session, "officer", now), case)
    return case


def divert_case(
    act: Act, case: Case, *, procedure: str = "denunciation", to: str = "", ports: Ports | None = None
) -> None:
    """Divert and seal a case, with an outside in memory where the test has none of its own."""
    diversion.divert_case(act, case, procedure=procedure, to=to, ports=ports or FakePorts().ports)


def unit_id(session: Session, code: str) -> int:
    """The unit with a code."""
    unit = load_settings(session).unit_by_code(code)
    assert unit is not None
    return unit.id


def switch(
    session: Session, name: str, value: Any, *, unit: str = "BA", since: date = date(2018, 1, 1)
) -> None:
    """Set a switch of a unit, and so of those below it, for all time or from a day on."""
    row = UnitPolicyRow(name=name, unit_id=unit_id(session, unit), value=value, valid_from=since)
    session.add(row)
    session.flush()


def mail_at_once(session: Session, *roles: str) -> None:
    """Let members of the cast have their mails one by one, and not in the digest of the morning."""
    wanted = select(Account).where(Account.email.in_([CAST[role] for role in roles]))
    for account in session.scalars(wanted):
        account.mails_at_once = True
    session.flush()
