"""The digest of the morning: once on each working day, at whatever second the worker looks."""

from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from portal.jobs.digest import send_morning_digests
from portal.jobs.rounds import rounds
from tests.factories import accepted_case
from tests.fakes import FakePorts
from tests.jobs.conftest import OFFICE, Clock, Work

pytestmark = pytest.mark.usefixtures("standing_office")


def sent_at(work: Work, clock: Clock, *moments: str) -> list[int]:
    """How many digests each look brings."""
    sent = []
    for moment in moments:
        clock.moment = datetime.fromisoformat(f"2026-11-{moment}+07:00")
        sent.append(work(send_morning_digests))
    return sent


def test_it_goes_out_once_a_working_morning(work: Work, clock: Clock, session: Session) -> None:
    accepted_case(session, clock.moment)
    looks = (
        "23T07:29:50",
        "23T07:30:20",
        "23T07:31:45",
        "23T13:30",
        "24T07:31",
        "25T07:30:59",
        "25T07:32:10",
    )
    assert sent_at(work, clock, *looks) == [0, 1, 0, 0, 0, 1, 0]


@pytest.mark.parametrize(
    ("moment", "sent"),
    [
        ("2026-11-23T02:00", 0),  # night
        ("2026-11-23T19:00", 0),  # evening: what was missed all day waits for the morning
        ("2026-11-23T12:15", 0),  # the noon break
        ("2026-11-21T08:00", 0),  # Saturday
        ("2026-11-22T08:00", 0),  # Sunday
        ("2026-08-22T08:00", 1),  # a Saturday worked in exchange for a day off
        ("2026-08-31T08:00", 0),  # the Monday it was worked for
        ("2026-11-24T08:00", 0),  # a Tuesday off: the day of culture
        ("2026-11-25T08:00", 1),  # the morning after it
    ],
)
def test_it_goes_out_on_no_day_of_rest_and_never_at_night(
    work: Work, clock: Clock, session: Session, moment: str, sent: int
) -> None:
    clock.moment = datetime.fromisoformat("2026-08-20T09:00+07:00")
    accepted_case(session, clock.moment)
    clock.moment = datetime.fromisoformat(f"{moment}+07:00")
    assert work(send_morning_digests) == sent


def test_it_goes_out_late_after_an_outage(work: Work, clock: Clock, session: Session) -> None:
    accepted_case(session, clock.moment)
    assert sent_at(work, clock, "23T12:00", "23T14:00", "23T15:00") == [0, 1, 0]


def test_it_is_silent_before_there_is_an_office(work: Work, clock: Clock, session: Session) -> None:
    assert sent_at(work, clock, "23T09:00") == [0]


def test_it_goes_out_when_a_round_began_before_the_opening(
    work: Work, clock: Clock, session: Session, app: Flask
) -> None:
    """The round's sign of life, left a moment after the opening, is no digest."""
    accepted_case(session, clock.moment)
    whole = rounds(FakePorts().ports, OFFICE)
    ticks = iter(("07:29:59.9", "07:30:00.1", "07:31:00", "07:31:00.1"))
    app.config["CLOCK"] = lambda: datetime.fromisoformat(f"2026-11-23T{next(ticks)}+07:00")
    assert [work(lambda: whole.run(("digest",)))["digest"] for _ in range(2)] == [0, 1]


def test_it_goes_out_once_within_whole_rounds(work: Work, clock: Clock, session: Session) -> None:
    """Every round leaves a sign of life of each job, this one's among them."""
    accepted_case(session, datetime.fromisoformat("2026-11-22T09:00+07:00"))
    whole = rounds(FakePorts().ports, OFFICE)
    sent = []
    for moment in ("07:29:50", "07:30:20", "07:31:45", "07:32:30"):
        clock.moment = datetime.fromisoformat(f"2026-11-23T{moment}+07:00")
        sent.append(work(lambda: whole.run(("digest",)))["digest"])
    assert sent == [0, 1, 0, 0]
