"""Past cases against other rules, in a database."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from portal.domain.routing_file import RuleFileError, WrittenRule
from portal.domain.routing_replay import Move, Replay
from portal.domain.time import local_day
from portal.queries.routed_cases import routed_cases
from portal.queries.settings import load_settings
from portal.services.replay_routing import replay_routing, understood_rules, written_rules
from portal.services.route_case import Destination, route_by_hand
from tests.factories import acting, answered_case, divert_case, opened_case, unit_id

pytestmark = pytest.mark.usefixtures("standing_office")


def replayed(session: Session, now: datetime, *written: WrittenRule) -> Replay:
    settings = load_settings(session)
    rules = understood_rules(settings, written) if written else settings.rules
    since = now - timedelta(days=90)
    return replay_routing(session, settings, rules, since=since, on=local_day(now))


def test_it_finds_no_difference_with_the_rules_that_sent_them(session: Session, now: datetime) -> None:
    opened_case(session, now)
    opened_case(session, now - timedelta(days=100))  # before the time asked for
    assert replayed(session, now) == Replay(same=1)


def test_it_says_what_other_rules_would_do(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    replay = replayed(session, now, WrittenRule("VP", "electricity"))
    move = Move(1, unit_id(session, "QLNL"), unit_id(session, "VP"))
    assert (replay.moves, replay.examples) == ({move: 1}, {move: [case.reference]})
    assert replayed(session, now, WrittenRule("VP", "fuel")).unmatched == 1


def test_it_compares_with_where_a_case_was_first_sent(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    to = Destination(unit_id(session, "VP"), "Nhầm đơn vị.")
    route_by_hand(acting(session, "coordinator", now), case, to)
    assert replayed(session, now) == Replay(same=1)


def test_it_holds_the_rules_against_who_answered(session: Session, now: datetime) -> None:
    answered_case(session, now)
    replay = replayed(session, now, WrittenRule("VP", "electricity"))
    assert (replay.answered, replay.met_before, replay.met_now) == (1, 1, 0)


def test_it_writes_nothing_and_leaves_sealed_cases_out(session: Session, now: datetime) -> None:
    case = opened_case(session, now)
    divert_case(acting(session, "operator", now), case, to="Thanh tra tỉnh")
    session.flush()
    assert replayed(session, now) == Replay()
    assert not [*session.new, *session.dirty, *session.deleted]


def test_it_reads_in_batches(session: Session, now: datetime) -> None:
    cases = [opened_case(session, now) for _ in range(5)]
    found = list(routed_cases(session, now - timedelta(days=1), batch=2))
    assert [each.id for each in found] == [case.id for case in cases]
    assert {each.first_unit_id for each in found} == {unit_id(session, "QLNL")}


def test_it_understands_what_it_writes(session: Session) -> None:
    settings = load_settings(session)
    again = understood_rules(settings, written_rules(settings))
    meant = sorted(settings.rules, key=lambda rule: rule.position)
    parts = ("unit_id", "category_id", "area_id", "kind", "channel", "words")
    assert [[getattr(rule, part) for part in parts] for rule in again] == [
        [getattr(rule, part) for part in parts] for rule in meant
    ]


@pytest.mark.parametrize(
    ("rule", "part"),
    [
        (WrittenRule("XYZ"), "unit"),
        (WrittenRule("VP", "rumours"), "category"),
        (WrittenRule("VP", area=("ấp Suối Đá",)), "area"),  # not named from the top
    ],
)
def test_it_refuses_what_the_office_has_not(session: Session, rule: WrittenRule, part: str) -> None:
    with pytest.raises(RuleFileError) as refused:
        understood_rules(load_settings(session), [WrittenRule("VP"), rule])
    assert (refused.value.number, refused.value.part) == (2, part)
