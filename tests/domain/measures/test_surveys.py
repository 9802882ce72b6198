"""The figures of a survey: made from what it asks, told from five ballots on, each survey for itself."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from portal.domain.bilingual import Bilingual
from portal.domain.measures.measure import Counted, Measured, UnitOfMeasure
from portal.domain.measures.surveys import ITEM, measures_of, rates_of, survey_measures
from portal.domain.surveys.counted import Sample, Survey, SurveyCount
from portal.domain.surveys.results import Counts
from portal.domain.surveys.ways import Population
from tests.domain.surveys.examples import SHORT

ASKED = replace(SHORT, title=Bilingual("Tiếp công dân", "Reception"))
VOLUNTARY = Survey(ASKED, 2)
SAMPLE = Survey(ASKED, 2, Sample(3, "Quý III", Population.DOSSIERS, date(2026, 7, 1), date(2026, 9, 30)))
ANSWERS = {
    "polite": {"5": 4, "4": 2, "3": 1, "1": 1},
    "late": {"yes": 4, "no": 4},
    "apology": {"5": 1, "2": 3},
}
COUNTS = Counts(8, ANSWERS)
FEW = Counts(4, {"polite": {"5": 4}})


def counted(survey: Survey, counts: Counts) -> Counted:
    return Counted(surveys={survey.code: SurveyCount(survey, counts)})


def values(survey: Survey, counts: Counts) -> dict[str, Measured]:
    """Each figure by its code without the survey's."""
    told = counted(survey, counts)
    prefix = f"surveys.{survey.code}."
    return {each.code.removeprefix(prefix): each.value(told) for each in survey_measures(told)}


def test_it_counts_ballots_all_factors_and_questions() -> None:
    found = values(VOLUNTARY, COUNTS)
    assert list(found) == [
        "ballots",
        *("all.satisfied", "all.low"),
        *("factor.staff.satisfied", "factor.staff.low"),
        *("factor.date.satisfied", "factor.date.low"),
        *("item.polite.satisfied", "item.polite.low"),
        *("item.apology.satisfied", "item.apology.low"),
    ]
    assert found["ballots"].number == 8


@pytest.mark.parametrize(
    ("code", "part", "whole", "percent"),
    [
        ("item.polite.satisfied", 6, 8, "75.00"),
        ("item.polite.low", 2, 8, "25.00"),
        ("factor.staff.satisfied", 6, 8, "75.00"),
        ("all.satisfied", 7, 12, "58.33"),  # pooled over the questions of all factors
        ("all.low", 5, 12, "41.67"),
    ],
)
def test_it_pools_answers(code: str, part: int, whole: int, percent: str) -> None:
    found = values(VOLUNTARY, COUNTS)[code]
    assert (found.part, found.whole, str(found.percent)) == (part, whole, percent)


def test_only_a_question_has_an_interval() -> None:
    found = values(VOLUNTARY, COUNTS)
    assert (str(found["item.polite.satisfied"].low), str(found["item.polite.satisfied"].high)) == (
        "40.93",
        "92.85",
    )
    assert {found[code].low for code in ("all.satisfied", "factor.staff.satisfied", "item.polite.low")} == {
        None
    }


def test_a_question_with_fewer_than_five_answers_is_not_told() -> None:
    found = values(VOLUNTARY, COUNTS)
    for code in ("item.apology.satisfied", "item.apology.low", "factor.date.satisfied"):
        assert found[code] == Measured(suppressed=True), code


def test_fewer_than_five_ballots_tell_no_rate() -> None:
    found = values(VOLUNTARY, FEW)
    assert {each.suppressed for code, each in found.items() if code != "ballots"} == {True}


def test_voluntary_and_sampled_ballots_are_surveys_apart() -> None:
    both = Counted(
        surveys={
            each.code: SurveyCount(each, counts) for each, counts in ((VOLUNTARY, COUNTS), (SAMPLE, FEW))
        }
    )
    told: dict[str, Any] = {each.code: each.value(both) for each in survey_measures(both)}
    assert told["surveys.short.2.voluntary.ballots"].number == 8
    assert told["surveys.short.2.sample3.ballots"].number == 4
    assert [each.code for each in measures_of(SAMPLE)] == [
        each.code.replace("voluntary", "sample3") for each in measures_of(VOLUNTARY)
    ]


def test_every_name_says_which_ballots_and_never_sipas() -> None:
    for survey, vi, en in (
        (VOLUNTARY, "phiếu tự nguyện, không đại diện", "voluntary ballots, not representative"),
        (SAMPLE, "mẫu ngẫu nhiên “Quý III”", "random sample “Quý III”"),
    ):
        for each in measures_of(survey):
            assert (vi in each.name.vi, en in each.name.en) == (True, True)
            assert "SIPAS" not in f"{each.name}{each.numerator}"
            assert each.unit_of_measure in {UnitOfMeasure.PERCENT, UnitOfMeasure.BALLOTS}


def test_a_rate_knows_what_it_is_about() -> None:
    rates = rates_of(VOLUNTARY)
    assert [each.part.code for each in rates] == [
        "all",
        "factor.staff",
        "factor.date",
        "item.polite",
        "item.apology",
    ]
    assert [each.part.items[0].code for each in rates if each.part.base is ITEM] == ["polite", "apology"]
    for each in rates:
        codes = each.satisfied.code.removesuffix(".satisfied"), each.low.code.removesuffix(".low")
        assert codes == (f"surveys.{VOLUNTARY.code}.{each.part.code}",) * 2
        assert each.satisfied.name.vi == f"{each.part.name.vi} – {VOLUNTARY.name.vi}"


def test_they_are_made_once_for_equal_surveys_and_anew_for_others() -> None:
    """Each document has surveys of its own, put together from the same published questionnaires."""
    for made in (rates_of, measures_of):
        assert made(Survey(ASKED, 2)) is made(VOLUNTARY)
    same_code = Survey(replace(ASKED, title=Bilingual("Tiếp công dân khác")), 2)
    assert same_code.code == VOLUNTARY.code
    assert "khác" in rates_of(same_code)[0].satisfied.name.vi
