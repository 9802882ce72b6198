"""The hotline screen: what is typed while somebody speaks becomes a case, once, or is added to an open one."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.domain.events import EventKind
from portal.domain.kinds import Channel, Kind, ReplyBy
from portal.models.case import Case, CaseEvent
from portal.services.end_case import withdraw_case
from portal.services.open_case import NewSender
from tests.conftest import visitor
from tests.factories import acting, build_demo_office, category_id, opened_case
from tests.support.client import CheckingClient
from tests.support.staff import sign_in

WORDS = "Từ chiều qua cả ấp mất điện, gọi điện lực không ai nghe máy."


@pytest.fixture(autouse=True)
def clock(app: Flask, now: datetime) -> None:
    app.config["CLOCK"] = lambda: now


@pytest.fixture
def operator(app: Flask, session: Session) -> CheckingClient:
    build_demo_office(session)
    return signed_in(app, session, "operator")


def signed_in(app: Flask, session: Session, role: str) -> CheckingClient:
    client = visitor(app, session)
    sign_in(client, session, role)
    return client


def cases(session: Session) -> list[Case]:
    return list(session.scalars(select(Case).order_by(Case.id)))


def test_it_opens_a_case_from_the_words_alone(operator: CheckingClient, session: Session) -> None:
    page = operator.page("/desk/calls")
    operator.send(page.form("/desk/calls"), body=WORDS)
    (case,) = cases(session)
    assert (case.channel, case.kind, case.body) == (Channel.HOTLINE, Kind.FEEDBACK, WORDS)
    assert case.for_reference
    assert case.reply_by is ReplyBy.NONE
