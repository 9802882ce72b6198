"""What a report says of surveys: each by itself, in whole months alone, and what became of what was rated low."""

from dataclasses import replace
from datetime import date

import pytest

from portal.domain.bilingual import Bilingual
from portal.domain.measures.measure import Counted
from portal.domain.reports.chapters.surveys import surveys_chapter
from portal.domain.reports.compose import compose
from portal.domain.reports.facts import Facts
from portal.domain.reports.spec import Days
from portal.domain.surveys.counted import Sample, Survey, SurveyCount
from portal.domain.surveys.remedies import RemedyCounts
from portal.domain.surveys.results import Counts
from portal.domain.surveys.ways import Population
from portal.domain.wording import Language
from tests.domain.reports.specimens import facts
from tests.domain.surveys.examples import SHORT

SURVEY = Survey(replace(SHORT, title=Bilingual("Tiếp công dân", "Reception")), 1)
NOW = Counts(8, {"polite": {"5": 4, "4": 2, "3": 1, "1": 1}, "apology": {"5": 1, "2": 3}})
YEAR_SO_FAR = Days(date(2026, 1, 1), date(2026, 11, 19))
BEFORE = Counts(10, {"polite": {"5": 9, "1": 1}})


def told(counts: Counts) -> Counted:
    return Counted(surveys={SURVEY.code: SurveyCount(SURVEY, counts)})


def with_surveys(language: Language = "vi", days: Days | None = None) -> Facts:
    found = facts(language, counted=told(NOW), before=told(BEFORE), remedies=RemedyCounts(3, 2, 1, 4, 1))
    return replace(found, spec=replace(found.spec, days=days)) if days else found


def test_it_tells_each_question_with_its_interval_and_what_it_was_before() -> None:
    survey, _remedies = surveys_chapter(with_surveys()).parts
    assert survey.heading == "Tiếp công dân (phiên bản 1, phiếu tự nguyện, không đại diện)"
    assert survey.paragraphs[0].startswith(
        "Có 8 phiếu được nêu. Đây là khảo sát của đơn vị, không phải chỉ số SIPAS"
    )
    assert survey.paragraphs[1].startswith("Phiếu tự nguyện, không đại diện")
    rows = {row[0]: [str(each) for each in row[1:]] for row in survey.tables[0].rows}
    assert rows["Polite?"] == ["8", "75.00", "40.93", "92.85", "25.00", "90.00"]
    assert rows["Tỷ lệ hài lòng (khảo sát của đơn vị)"] == ["12", "58.33", "None", "None", "41.67", "90.00"]
    assert rows["The letter?"] == ["None"] * 6  # four answered it


def test_it_says_where_chance_chose() -> None:
    sample = Sample(3, "Quý III", Population.DOSSIERS, date(2026, 7, 1), date(2026, 9, 30))
    drawn = Survey(SURVEY.questionnaire, 1, sample)
    counted = Counted(surveys={drawn.code: SurveyCount(drawn, NOW)})
    survey, _remedies = surveys_chapter(facts(counted=counted)).parts
    assert "mẫu ngẫu nhiên “Quý III”" in survey.heading
    assert survey.paragraphs[1].startswith("Người được hỏi do chọn ngẫu nhiên")


def test_it_tells_what_became_of_what_was_rated_low() -> None:
    *_surveys, remedies = surveys_chapter(with_surveys()).parts
    assert [row[1] for row in remedies.tables[0].rows] == [3, 2, 1, 4, 1]


@pytest.mark.parametrize(
    "days", [Days(date(2026, 10, 1), date(2026, 10, 30)), Days(date(2026, 10, 2), date(2026, 10, 31))]
)
def test_it_tells_no_result_of_days(days: Days) -> None:
    survey, remedies = surveys_chapter(with_surveys(days=days)).parts
    assert "không có tháng nào trọn vẹn" in survey.paragraphs[0]
    assert (survey.tables, len(remedies.tables)) == ((), 1)


@pytest.mark.parametrize(
    ("language", "covered", "before"),
    [
        (
            "vi",
            "các tháng trọn vẹn trong kỳ (tháng 1/2026 đến tháng 10/2026)",
            "Cột “Kỳ trước” tính tháng 1/2025 đến tháng 10/2025.",
        ),
        (
            "en",
            "only the whole months of the period (1/2026 to 10/2026)",
            "The column “Before” covers 1/2025 to 10/2025.",
        ),
    ],
)
def test_it_says_which_months_of_the_year_so_far_it_tells(
    language: Language, covered: str, before: str
) -> None:
    months, survey, _remedies = surveys_chapter(with_surveys(language, YEAR_SO_FAR)).parts
    assert covered in months.paragraphs[0]
    assert before in months.paragraphs[0]
    assert len(survey.tables) == 1


def test_it_says_which_months_it_covers_where_nothing_can_be_told() -> None:
    survey, _remedies = surveys_chapter(facts(days=YEAR_SO_FAR)).parts
    assert "tháng 1/2026 đến tháng 10/2026" in survey.paragraphs[0]
    assert "không có kết quả khảo sát nào để nêu" in survey.paragraphs[1]


def test_it_says_that_nothing_can_be_told() -> None:
    survey, _remedies = surveys_chapter(facts()).parts
    assert "không có kết quả khảo sát nào để nêu" in survey.paragraphs[0]


def test_its_figures_are_defined_at_the_end() -> None:
    content = compose(with_surveys())
    codes = [row[2] for row in content.definitions.rows]
    assert {"surveys.all", "surveys.factor", "surveys.item", "surveys.low", "surveys.remedies"} <= set(codes)
    sheets = [table.sheet for table in content.tables]
    assert len(set(sheets)) == len(sheets)


def test_english_says_the_same() -> None:
    survey, remedies = surveys_chapter(with_surveys("en")).parts
    assert survey.heading == "Reception (version 1, voluntary ballots, not representative)"
    assert (survey.tables[0].rows[0][0], remedies.heading) == (
        "Satisfaction rate (the unit's own survey)",
        "Remedies for what was rated low",
    )
