"""Every figure is one object: complete in both languages, counting what it says, its parts adding up."""

from decimal import Decimal

import pytest

from portal.domain.apologies import Timing
from portal.domain.dossier_figures import DossierCounts, Kept, OpenLate, Usage, Ways
from portal.domain.figures import CaseCounts, Satisfaction
from portal.domain.kinds import Kind
from portal.domain.measures.measure import Counted, Measure, Measured, UnitOfMeasure
from portal.domain.measures.registry import (
    DEFINED,
    MEASURES,
    defined,
    measure,
    public_measures,
)
from portal.domain.measures.surveys import SURVEY_NOTIONS
from portal.domain.unit_figures import QUESTIONS, UnitFigures

DUE = CaseCounts(
    received=17,
    in_time=6,
    in_time_after_extension=1,
    kept_by_notice=1,
    late=2,
    open=2,
    overdue=2,
    stopped=5,
    due=12,
    published=6,
    published_in_time=3,
    not_published_with_reason=2,
    reopened=1,
    resolved=4,
    asked_again=2,
    rated_low=1,
)
RECEIVED = CaseCounts(received=20, in_time=8, late=3, open=6, overdue=2, stopped=3, returned=3)
DOSSIERS = DossierCounts(
    all=30, early=10, on_time=8, late=5, open=6, stopped=1, not_updated=1, with_feedback=3,
    before_due=2, on_due=1, after_due=1, after_return=1, never=1, complete=3, promised_anew=4, kept_anew=3,
)  # fmt: skip
WAYS = DossierCounts(all=12, counter=5, online_partial=3, online_full=2, postal=2, breaches=1, returned=9)
COUNTED = Counted(
    cases=UnitFigures(
        RECEIVED, DUE, {5: 1, 12: 2, 300: 1}, {each: Satisfaction({5: 4, 1: 1}) for each in QUESTIONS}
    ),
    apart={Kind.PRAISE: CaseCounts(received=4, in_time=2, open=1, stopped=1)},
    for_reference=2,
    kept=Kept(DOSSIERS, OpenLate({Timing.NEVER: 2, Timing.ON_DUE: 1, Timing.AFTER_RETURN: 1})),
    received=WAYS,
    ways=Ways((
        Usage(1, is_online=True, is_full=False, is_postal=True, counts=WAYS),
        Usage(2, is_online=True, is_full=True, is_postal=False, counts=WAYS),
    )),
    day_minutes=450,
)


def value(code: str, counted: Counted = COUNTED) -> Measured:
    return measure(code).value(counted)


def test_it_knows_each_by_a_code_of_its_own() -> None:
    codes = [each.code for each in (*DEFINED, *SURVEY_NOTIONS)]
    assert len(set(codes)) == len(codes)
    assert defined("cases.ranking").name.vi == "Xếp hạng"
    with pytest.raises(KeyError):
        measure("cases.ranking")


def test_it_speaks_both_languages_in_whole_sentences() -> None:
    for each in (*DEFINED, *SURVEY_NOTIONS):
        for words in (each.numerator, each.denominator, each.exclusions):
            if words is not None:
                assert words.vi.endswith("."), each.code
                assert words.en.endswith("."), each.code
        assert each.name.said("vi") == each.name.vi != each.name.said("en") == each.name.en


def test_it_says_of_every_share_what_it_is_a_share_of() -> None:
    for each in MEASURES:
        assert (each.denominator is not None) is (each.unit_of_measure is UnitOfMeasure.PERCENT), each.code


@pytest.mark.parametrize("each", MEASURES, ids=lambda each: each.code)
def test_it_has_a_value_of_something_and_none_of_nothing(each: Measure) -> None:
    found, nothing = each.value(COUNTED), each.value(Counted())
    if each.unit_of_measure is UnitOfMeasure.PERCENT:
        assert found.percent is not None
        assert nothing.percent is None
        assert nothing.suppressed is (each.fewest > 0)
        return
    assert found.part is found.whole is None
    assert not nothing.number


@pytest.mark.parametrize("whole", [each.code for each in MEASURES if each.parts])
def test_its_parts_add_up(whole: str) -> None:
    parts = [value(part).number for part in measure(whole).parts]
    assert value(whole).number == sum(part for part in parts if part is not None)
    assert None not in parts


@pytest.mark.parametrize(
    ("code", "part", "of"),
    [
        ("cases.on_time_rate", 8, 12),
        ("cases.return_rate", 3, 20),
        ("dossiers.on_time_rate", 18, 27),  # 18 kept, 5 ended late, 4 open and overdue
        ("dossiers.apology_coverage", 5, 9),
        ("qd766.feedback_on_time", 8, 12),
        ("qd766.feedback_satisfaction", 5, 12),  # 8 kept less 2 asked about again less 1 rated low
        ("qd766.dossier_satisfaction", 15, 27),
    ],
)
def test_it_counts_what_it_says(code: str, part: int, of: int) -> None:
    assert (value(code).part, value(code).whole) == (part, of)


def test_it_tells_times_to_a_tenth() -> None:
    numbers = [value(f"cases.{code}").number for code in ("median_hours", "p90_hours", "median_days")]
    assert numbers == [Decimal("1.2"), Decimal("30.0"), Decimal("0.2")]
    assert value("cases.median_days", Counted(COUNTED.cases)).number is None


def test_it_tells_nothing_of_few_ballots() -> None:
    few = Counted(UnitFigures(RECEIVED, DUE, ratings={"result": Satisfaction({5: 3, 1: 1})}))
    assert value("ratings.result", few) == Measured(suppressed=True)
    assert value("qd766.feedback_satisfaction", few) == Measured(suppressed=True)
    enough = value("ratings.result")
    assert (enough.part, enough.whole, enough.percent) == (4, 5, Decimal("80.00"))
    assert (enough.low, enough.high) == (Decimal("37.55"), Decimal("96.38"))


def test_it_keeps_from_the_public_how_long_units_held_cases() -> None:
    kept_back = {each.code for each in MEASURES} - {each.code for each in public_measures()}
    assert kept_back == {
        "cases.stays",
        "cases.held_median_hours",
        "cases.held_p90_hours",
        "cases.held_hours",
    }


def test_it_never_calls_a_rate_of_the_decision_by_another_name() -> None:
    for each in MEASURES:
        assert each.code.startswith("qd766.") is each.name.vi.startswith("QĐ 766"), each.code
    assert "Im lặng".lower() in measure("qd766.feedback_satisfaction").numerator.vi.lower()
