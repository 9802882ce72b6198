"""Suggested units: from the answers that resemble a case, and from who usually answers its category."""

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from portal.models.answer import Publication
from portal.queries.suggestions import (
    MOST_SUGGESTED,
    Habit,
    Likeness,
    Suggestion,
    resembling,
    suggestions,
    usual_units,
)
from portal.services.publish_answer import withdraw_publication
from tests.factories import acting, answered_case, category_id, divert_case, opened_case, published_case

ENERGY, TRADE, SAFETY, CENTRE = 5, 4, 7, 8


def publication(number: int, unit_id: int, title: str = "Điện yếu") -> Publication:
    return Publication(id=number, unit_id=unit_id, title=title)


def test_it_suggests_the_units_of_resembling_answers_with_the_words_that_spoke() -> None:
    published = {
        1: publication(1, ENERGY),
        2: publication(2, TRADE, "Cây xăng"),
        3: publication(3, ENERGY, "Mất điện"),
    }
    likenesses = [Likeness(1, ("điện", "yếu")), Likeness(2, ("xăng",)), Likeness(3, ("điện", "cúp"))]
    best, other = suggestions(likenesses, published, ())
    assert best == Suggestion(ENERGY, ("Điện yếu", "Mất điện"), ("điện", "yếu", "cúp"), resemblance=2.0)
    assert (other.unit_id, other.titles) == (TRADE, ("Cây xăng",))


def test_it_suggests_the_unit_that_usually_answers() -> None:
    habit = Habit(ENERGY, 9, 10)
    assert suggestions((), {}, (habit,)) == (Suggestion(ENERGY, habit=habit),)


def test_it_puts_both_reasons_together() -> None:
    habit = Habit(ENERGY, 9, 10)
    (suggestion,) = suggestions([Likeness(1, ("điện",))], {1: publication(1, ENERGY)}, (habit,))
    assert suggestion == Suggestion(ENERGY, ("Điện yếu",), ("điện",), habit, 1.0)


@pytest.mark.parametrize(
    ("alike", "share", "first"),
    [
        (1, 9, TRADE),  # one resembling answer does not outweigh a strong habit
        (2, 9, ENERGY),  # two do
        (1, 2, ENERGY),  # a weak habit is outweighed by one
    ],
)
def test_it_weighs_resemblance_against_habit(alike: int, share: int, first: int) -> None:
    published = {n: publication(n, ENERGY) for n in range(alike)}
    found = suggestions([Likeness(n) for n in range(alike)], published, (Habit(TRADE, share, 10),))
    assert found[0].unit_id == first


def test_it_suggests_nothing_where_nothing_speaks() -> None:
    assert suggestions((), {}, ()) == ()
    # An answer that is no longer published speaks for nobody.
    assert suggestions([Likeness(1)], {}, ()) == ()


def test_it_leaves_out_what_little_speaks_for() -> None:
    published = {1: publication(1, ENERGY), 2: publication(2, TRADE), 3: publication(3, SAFETY)}
    likenesses = [Likeness(1, strength=1.0), Likeness(2, strength=0.5), Likeness(3, strength=0.4)]
    assert [each.unit_id for each in suggestions(likenesses, published, ())] == [ENERGY, TRADE]


def test_it_suggests_only_a_few() -> None:
    published = {n: publication(n, unit_id=n) for n in range(1, 9)}
    assert len(suggestions([Likeness(n) for n in published], published, ())) == MOST_SUGGESTED


def test_it_finds_the_published_answers_behind_likenesses(
    standing_office: None, session: Session, now: datetime
) -> None:
    shown, gone = published_case(session, now), published_case(session, now)
    ids = {row.case_id: row.id for row in session.query(Publication)}
    withdraw_publication(acting(session, "leader", now), gone, reason="Sai sót")
    session.flush()
    found = resembling(session, [Likeness(ids[shown.id]), Likeness(ids[gone.id]), Likeness(9_999)])
    assert list(found) == [ids[shown.id]]


def test_it_reads_habits_off_answered_cases(standing_office: None, session: Session, now: datetime) -> None:
    electricity, fuel = category_id(session, "electricity"), category_id(session, "fuel")
    answered = [answered_case(session, now) for _ in range(3)]
    opened_case(session, now)  # not answered yet
    sealed = answered_case(session, now)
    divert_case(acting(session, "leader", now), sealed, procedure="denunciation")
    session.flush()
    habits = usual_units(session, [electricity, fuel])
    assert habits == {electricity: (Habit(answered[0].unit_id, 3, 3),), fuel: ()}


def test_it_takes_one_answer_for_no_habit(standing_office: None, session: Session, now: datetime) -> None:
    answered_case(session, now)
    electricity = category_id(session, "electricity")
    assert usual_units(session, [electricity]) == {electricity: ()}
    assert usual_units(session, []) == {}


def test_it_weighs_by_share() -> None:
    small = Suggestion(ENERGY, habit=Habit(ENERGY, 2, 10))
    assert small.weight < replace(small, habit=Habit(ENERGY, 8, 10)).weight
