"""Questionnaires: written down and read again, checked before they are published."""

import json
from dataclasses import replace
from typing import Any

import pytest

from portal.adapters.shipped_questionnaires import shipped_questionnaires
from portal.domain.bilingual import Bilingual
from portal.domain.surveys.checking import Fault, Problem, faults_of
from portal.domain.surveys.questionnaire import (
    Condition,
    Item,
    ItemKind,
    Point,
    Questionnaire,
    Scale,
    Section,
)
from portal.domain.surveys.written import NotAQuestionnaire, read, written
from tests.domain.surveys.examples import FIVE, LATE, POLITE, SHORT, said


@pytest.mark.parametrize("questionnaire", [SHORT, *shipped_questionnaires()], ids=lambda each: each.code)
def test_it_says_the_same_after_it_was_written_down(questionnaire: Questionnaire) -> None:
    assert read(json.loads(json.dumps(written(questionnaire)))) == questionnaire


@pytest.mark.parametrize("questionnaire", shipped_questionnaires(), ids=lambda each: each.code)
def test_it_ships_questionnaires_that_can_be_published(questionnaire: Questionnaire) -> None:
    assert faults_of(questionnaire) == []


def test_the_one_stop_survey_has_sixteen_items_in_five_factors_and_the_apology() -> None:
    (one_stop,) = [each for each in shipped_questionnaires() if each.code == "one_stop"]
    sizes = [sum(item.kind is ItemKind.SCALE for item in factor.items) for factor in one_stop.factors]
    assert sizes == [3, 4, 3, 3, 3]
    assert one_stop.by_code["got_apology"].when == Condition("was_late", frozenset({"yes"}))


def with_items(*items: Item, **changes: Any) -> Questionnaire:
    """The short questionnaire with other items in one section."""
    return replace(SHORT, sections=(Section("only", said("Only"), items),), **changes)


def with_scale(**changes: Any) -> Questionnaire:
    """The short questionnaire with another scale."""
    return replace(SHORT, scales=(replace(FIVE, **changes),))


@pytest.mark.parametrize(
    ("questionnaire", "fault"),
    [
        # Nothing asked.
        (with_items(), Fault("", Problem.NO_ITEMS)),
        # More than anybody answers.
        (with_items(*(replace(POLITE, code=f"i{n}") for n in range(81))), Fault("", Problem.TOO_MANY)),
        # Codes stand in addresses and open data.
        (with_items(replace(POLITE, code="Lịch sự")), Fault("Lịch sự", Problem.BAD_CODE)),
        (with_items(POLITE, POLITE), Fault("polite", Problem.SAME_CODE)),
        # Both languages, always.
        (with_items(replace(POLITE, text=Bilingual(" ", "x"))), Fault("only/polite", Problem.NO_TEXT)),
        (with_items(replace(POLITE, text=Bilingual("x"))), Fault("only/polite", Problem.NO_ENGLISH)),
        (with_items(replace(POLITE, text=said("x" * 601))), Fault("only/polite", Problem.TOO_LONG)),
        # A scale that is not there, and scales that cannot be answered or counted.
        (with_items(replace(POLITE, scale="ten")), Fault("only/polite", Problem.NO_SCALE)),
        (with_scale(points=FIVE.points[:1]), Fault("five", Problem.SCALE_TOO_SHORT)),
        (with_scale(points=FIVE.points[::-1]), Fault("five", Problem.SCALE_NOT_RISING)),
        (with_scale(low_to=4), Fault("five", Problem.SCALE_CUT)),
        (with_scale(satisfied_from=6), Fault("five", Problem.SCALE_CUT)),
        (with_scale(low_to=0), Fault("five", Problem.SCALE_CUT)),
        (
            with_scale(points=tuple(Point(n, said("x")) for n in range(1, 13))),
            Fault("five", Problem.SCALE_TOO_LONG),
        ),
        # A choice of one is none.
        (with_items(replace(LATE, choices=LATE.choices[:1])), Fault("only/late", Problem.TOO_FEW_CHOICES)),
        (with_items(replace(LATE, choices=LATE.choices * 2)), Fault("only/late/yes", Problem.SAME_CODE)),
        # A branch that asks what comes later, itself, or what nobody can have answered.
        (
            with_items(replace(POLITE, when=Condition("late", frozenset({"yes"}))), LATE),
            Fault("only/polite", Problem.CONDITION_NOT_EARLIER),
        ),
        (
            with_items(replace(POLITE, when=Condition("polite", frozenset({"1"})))),
            Fault("only/polite", Problem.CONDITION_NOT_EARLIER),
        ),
        (
            with_items(LATE, replace(POLITE, when=Condition("late", frozenset({"maybe"})))),
            Fault("only/polite", Problem.CONDITION_NEVER),
        ),
        (
            with_items(LATE, replace(POLITE, when=Condition("late", frozenset()))),
            Fault("only/polite", Problem.CONDITION_NEVER),
        ),
        # A heading with nothing below it.
        (
            replace(SHORT, sections=(*SHORT.sections, Section("none", said("x"), ()))),
            Fault("none", Problem.EMPTY_SECTION),
        ),
        # A factor is a figure; of words there is none.
        (
            replace(SHORT, sections=(Section("other", said("x"), (LATE,), is_factor=True),)),
            Fault("other", Problem.FACTOR_WITHOUT_SCALE),
        ),
    ],
)  # fmt: skip
def test_it_says_what_keeps_it_from_being_published(questionnaire: Questionnaire, fault: Fault) -> None:
    assert fault in faults_of(questionnaire)


def test_an_empty_factor_is_one_fault() -> None:
    empty = replace(SHORT, sections=(*SHORT.sections, Section("none", said("x"), (), is_factor=True)))
    assert faults_of(empty) == [Fault("none", Problem.EMPTY_SECTION)]


def test_it_finds_no_fault_with_a_good_one() -> None:
    assert faults_of(SHORT) == []


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda data: data.update(format="questionnaire/2"), "format"),
        (lambda data: data.pop("code"), "code"),
        (lambda data: data.update(purpose="fun"), "purpose"),
        (lambda data: data.update(sections={}), "sections"),
        (lambda data: data["sections"][0].update(title="Staff"), "sections[0].title"),
        (lambda data: data["sections"][0]["items"][0].update(kind="stars"), "sections[0].items[0].kind"),
        (lambda data: data["sections"][0]["items"][0].update(required="yes"), "sections[0].items[0].required"),
        (lambda data: data["scales"][0].update(low_to=True), "scales[0].low_to"),
        (
            lambda data: data["sections"][1]["items"][1]["when"].update(answers="yes"),
            "sections[1].items[1].when.answers",
        ),
    ],
)  # fmt: skip
def test_it_says_where_a_file_is_no_questionnaire(change: Any, place: str) -> None:
    data = json.loads(json.dumps(written(SHORT)))
    change(data)
    with pytest.raises(NotAQuestionnaire) as refused:
        read(data)
    assert refused.value.place == place


@pytest.mark.parametrize("nothing", [None, [], "x", 3])
def test_it_reads_nothing_but_objects(nothing: object) -> None:
    with pytest.raises(NotAQuestionnaire):
        read(nothing)


def test_a_local_scale_has_its_own_cut() -> None:
    points = tuple(Point(value, said(str(value))) for value in (0, 25, 50, 75, 100))
    scale = Scale("hundred", points, satisfied_from=75, low_to=50)
    assert [scale.is_satisfied(value) for value in sorted(scale.values)] == [False, False, False, True, True]
    assert [scale.is_low(value) for value in sorted(scale.values)] == [True, True, True, False, False]
