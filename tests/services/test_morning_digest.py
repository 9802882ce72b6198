"""The digest of a working morning: what waits for each member of staff, in one mail."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from portal.models.appointment import Deputy
from portal.models.message import Message
from portal.services.morning_digest import send_digests
from tests.factories import CAST, accepted_case, acting, answered_case, divert_case, mail_at_once, opened_case
from tests.services.test_reopen_case import refused_once
from tests.services.who_may import disputed, submitted, unrouted
from tests.support.records import account_of, messages

pytestmark = pytest.mark.usefixtures("standing_office")


def digests(session: Session, now: datetime) -> dict[str, str]:
    """The lines of each digest, by the part its reader plays in the cast."""
    sent = send_digests(acting(session, "system", now))
    rows = messages(session, template="staff_digest")
    parts = {email: part for part, email in CAST.items()}
    assert sent == len(rows)
    return {parts.get(row.recipient, row.recipient): str(row.facts["lines"]) for row in rows}


def test_it_tells_each_what_waits_for_them(session: Session, now: datetime) -> None:
    accepted_case(session, now)
    opened_case(session, now)
    unrouted(session, now)
    assert digests(session, now) == {
        "officer": "- đang xử lý: 1",
        "leader": "- chưa có người nhận trong đơn vị: 1",
        "director": "- chưa có người nhận trong đơn vị: 1",
        "coordinator": "- chờ điều phối: 1",
    }


@pytest.mark.parametrize(
    ("days", "line"),
    [
        (5, "- đang xử lý: 1"),
        (6, "- đến hạn hôm nay: 1\n- đang xử lý: 1"),
        (7, "- quá hạn: 1\n- đang xử lý: 1"),
    ],
)
def test_it_tells_what_is_due_and_overdue(session: Session, now: datetime, days: int, line: str) -> None:
    accepted_case(session, now)
    assert digests(session, now + timedelta(days=days)) == {"officer": line}


def test_it_tells_leaders_of_answers_to_approve(session: Session, now: datetime) -> None:
    submitted(session, now)
    assert digests(session, now)["leader"] == "- câu trả lời chờ duyệt: 1"


def test_it_tells_leaders_of_requests_to_look_again(session: Session, now: datetime) -> None:
    disputed(session, now)
    assert digests(session, now)["leader"] == "- đề nghị xem xét lại: 1"


def test_it_tells_oversight_of_the_second_request(session: Session, now: datetime) -> None:
    refused_once(session, now)
    told = digests(session, now)
    assert (told["overseer"], "leader" in told) == ("- đề nghị xem xét lại: 1", False)


def test_it_speaks_the_language_of_its_reader(session: Session, now: datetime) -> None:
    account_of(session, "officer").language = "en"
    accepted_case(session, now)
    row = [digests(session, now), *messages(session, template="staff_digest")][-1]
    assert isinstance(row, Message)
    assert (row.language, row.facts["lines"]) == ("en", "- in progress: 1")


def test_it_leaves_out_who_reads_mails_one_by_one(session: Session, now: datetime) -> None:
    mail_at_once(session, "officer")
    accepted_case(session, now)
    assert digests(session, now) == {}


def test_it_leaves_out_who_has_left(session: Session, now: datetime) -> None:
    accepted_case(session, now)
    account_of(session, "officer").active = False
    session.flush()
    assert digests(session, now) == {}


def test_it_tells_the_deputy_too(session: Session, now: datetime) -> None:
    accepted_case(session, now)
    ids = {"account_id": account_of(session, "officer").id, "deputy_id": account_of(session, "colleague").id}
    session.add(Deputy(from_on=date(2026, 11, 20), to_on=date(2026, 11, 20), **ids))
    session.flush()
    assert digests(session, now)["colleague"] == "- đang xử lý: 1"


def test_it_says_nothing_of_what_has_ended_or_is_sealed(session: Session, now: datetime) -> None:
    answered_case(session, now)
    divert_case(acting(session, "officer", now), accepted_case(session, now), procedure="complaint")
    assert digests(session, now) == {}


def test_it_goes_out_at_once_and_belongs_to_no_case(session: Session, now: datetime) -> None:
    accepted_case(session, now)
    send_digests(acting(session, "system", now))
    row = messages(session, template="staff_digest")[0]
    assert (row.case_id, row.check_after) == (None, now)
