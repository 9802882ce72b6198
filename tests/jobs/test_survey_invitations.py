"""Invitations to surveys go out once on a working morning, whatever one of them does to the others."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.jobs import survey_invitations
from portal.jobs.survey_invitations import send_survey_invitations
from portal.models.message import Message
from portal.services.act import Act
from portal.services.surveys.invite_after import invite_applicant
from tests.dossier_factories import day, filed_dossier
from tests.jobs.conftest import OFFICE, Clock, Work

Sent = Callable[[], int]
pytestmark = pytest.mark.usefixtures("standing_office")


@pytest.fixture
def monday(clock: Clock, session: Session, now: datetime) -> datetime:
    """Two results were returned on Friday; it is Monday."""
    today = day(now.date())
    for number in (1, 2):
        filed_dossier(session, now, code=f"H99.15-261103-000{number}", finished=today, returned=today)
    session.commit()
    clock.moment = now + timedelta(days=3)
    return clock.moment


@pytest.fixture
def sent(work: Work) -> Sent:
    """How many a look of the worker brings."""
    return lambda: work(partial(send_survey_invitations, OFFICE))


def invitations(session: Session) -> int:
    wanted = select(func.count()).where(Message.template == "survey_dossier")
    return session.scalar(wanted) or 0


def test_they_go_out_once_a_morning(session: Session, monday: datetime, sent: Sent) -> None:
    assert sent() == 2
    assert sent() == 0
    assert invitations(session) == 2


def test_nobody_is_invited_on_a_day_of_rest(
    clock: Clock, session: Session, monday: datetime, sent: Sent
) -> None:
    clock.moment = monday - timedelta(days=1)
    assert sent() == 0
    assert invitations(session) == 0


def test_one_that_fails_stops_none_of_the_others(
    session: Session, monday: datetime, sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed: list[int] = []

    def fail_first(act: Act, key: bytes, dossier_id: int) -> bool:
        if not failed:
            failed.append(dossier_id)
            raise ValueError(dossier_id)
        return invite_applicant(act, key, dossier_id)

    monkeypatch.setattr(survey_invitations, "invite_applicant", fail_first)
    assert sent() == 1
    assert invitations(session) == 1
