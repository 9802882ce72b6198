"""The digest of a working morning: what waits for each member of staff, in one mail."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from portal.domain.refusal import RefusalReason
from portal.models.appointment import Deputy
from portal.models.message import Message
from portal.services.ask_opinion import Question, ask_opinion
from portal.services.morning_digest import send_digests
from portal.services.refuse_case import propose_refusal
from portal.services.reopen_case import reopen
from tests.factories import (
    CAST,
    accepted_case,
    acting,
    answered_case,
    divert_case,
    mail_at_once,
    opened_case,
    switch,
    unit_id,
)
from tests.services.surveys.remedies import ATTITUDE, WAITING, opened_remedy, planned_remedy
from tests.services.test_reopen_case import refused_once
from tests.services.who_may import disputed, submitted, unrouted
from tests.support.records import account_of, messages
from tests.support.statements import counted_statements

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


def test_it_tells_of_refusals_to_decide(session: Session, now: datetime) -> None:
    """Not whoever proposed it: the second person."""
    case = opened_case(session, now)
    propose_refusal(acting(session, "leader", now), case, reason=RefusalReason.UNCLEAR, text="Chưa rõ.")
    told = digests(session, now)
    line = "- đề xuất không tiếp nhận chờ quyết định: 1"
    assert told["coordinator"] == line
    assert line in told["director"]
    assert line not in told["leader"]


def test_it_tells_who_publishes_of_what_waits_for_it(session: Session, now: datetime) -> None:
    switch(session, "satisfied_by", "both")
    case = answered_case(session, now)
    line = "- đã trả lời, chưa công khai nên thời hạn còn tính: 1"
    assert digests(session, now) == {"leader": line, "director": line, "coordinator": line}
    reopen(acting(session, "overseer", now), case, reason="Xem lại.")
    session.query(Message).delete()
    assert line not in "".join(digests(session, now).values())


def test_it_says_nothing_of_publishing_where_the_written_answer_counts(
    session: Session, now: datetime
) -> None:
    answered_case(session, now)
    assert digests(session, now) == {}


def test_it_tells_of_opinions_that_are_asked_for(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    commune = unit_id(session, "LH")
    asked = Question(text="Khi nào thay?", due_on=date(2026, 11, 23), unit_id=commune)
    opinion = ask_opinion(acting(session, "officer", now), case, asked)
    told = digests(session, now)
    assert told["outsider"] == "- đơn vị khác hỏi ý kiến, chưa trả lời: 1"
    assert told["officer"] == "- đang xử lý: 1"

    # Overdue, it is told to who asked and to their leader; given, to nobody.
    session.query(Message).delete()
    told = digests(session, now + timedelta(days=5))
    late = "- ý kiến đã hỏi, quá hạn chưa có: 1"
    assert told["officer"] == f"- đang xử lý: 1\n{late}"
    assert (told["leader"], told["director"]) == (late, late)
    assert "colleague" not in told
    session.query(Message).delete()
    opinion.given_at = now
    session.flush()
    assert digests(session, now + timedelta(days=5)) == {"officer": "- đang xử lý: 1"}


def test_it_reads_everything_once_for_all_readers(session: Session, now: datetime) -> None:
    accepted_case(session, now)
    session.flush()
    act = acting(session, "system", now)
    with counted_statements() as sent:
        send_digests(act)
    assert len([each for each in sent if each.startswith("SELECT")]) == 6


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


def test_it_tells_of_remedies_without_a_measure_and_of_those_due(session: Session, now: datetime) -> None:
    opened_remedy(session, now)
    opened_remedy(session, now, ATTITUDE)
    remedy = planned_remedy(session, now, WAITING)
    assert remedy.due_on is not None
    due = now + timedelta(days=(remedy.due_on - now.date()).days)
    told = digests(session, due)
    assert told["leader"] == "- nội dung đánh giá thấp chưa có biện pháp khắc phục: 2"
    assert told["officer"] == "- biện pháp khắc phục đến hạn hoặc quá hạn: 1"
