"""Words and files that a sender adds unasked: on record, told to the holder, and nothing else moves."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from portal.domain.events import SHOWN_TO_SENDER, EventKind
from portal.domain.states import State
from portal.domain.workflow import IllegalStep
from portal.models.case import Case
from portal.services.add_words import add_words
from portal.services.errors import RuleBroken
from portal.services.merge_case import merge_case
from tests.factories import accepted_case, acting, answered_case, mail_at_once, opened_case
from tests.support.records import last_event, leg, told_staff

pytestmark = pytest.mark.usefixtures("standing_office")

KEY = "3f2c1b6a-6a53-4a7e-9d5c-1f0d6f6f2b11"


def add(session: Session, case: Case, now: datetime, text: str = " Từ 18 giờ đến 21 giờ. ") -> None:
    add_words(acting(session, "sender", now), case, text=text, upload_key=KEY)


def test_it_appends_the_words_and_leaves_state_and_clock_alone(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    before = (case.state, case.due_at, leg(session, case).due_at, leg(session, case).pauses)
    add(session, case, now)
    assert last_event(session, case).kind is EventKind.ADDED
    assert last_event(session, case).facts == {"text": "Từ 18 giờ đến 21 giờ.", "files": 0, "form": KEY}
    assert (case.state, case.due_at, leg(session, case).due_at, leg(session, case).pauses) == before
    assert EventKind.ADDED in SHOWN_TO_SENDER


def test_it_tells_the_officer_who_wants_mails_at_once(session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    add(session, case, now)
    assert told_staff(session, case, "staff_added") == set()
    mail_at_once(session, "officer")
    add(session, case, now)
    assert told_staff(session, case, "staff_added") == {"officer"}


def test_it_needs_a_word_or_a_file(session: Session, now: datetime) -> None:
    with pytest.raises(RuleBroken):
        add(session, opened_case(session, now), now, text="  ")


def test_it_takes_nothing_after_the_answer(session: Session, now: datetime) -> None:
    with pytest.raises(IllegalStep):
        add(session, answered_case(session, now), now)


def test_it_tells_the_holder_of_the_main_case(session: Session, now: datetime) -> None:
    mail_at_once(session, "officer")
    main, same = accepted_case(session, now), opened_case(session, now)
    merge_case(acting(session, "leader", now), same, main)
    add(session, same, now)
    assert same.state is State.MERGED
    assert told_staff(session, same, "staff_added") == {"officer"}
