"""The forms of the letter of apology."""

from datetime import date

import pytest

from portal.domain.letter_form import (
    DOSSIER_FORMS,
    FORMS,
    LetterForm,
    LetterKind,
    Paper,
    about_of,
    form_in_force,
    title_of,
)


@pytest.mark.parametrize(
    ("on", "form"),
    [
        (date(2025, 9, 14), LetterForm.OF_2018),
        (date(2025, 9, 15), LetterForm.OF_2025),  # TT 03/2025/TT-VPCP
        (date(2026, 11, 20), LetterForm.OF_2025),
    ],
)
def test_it_follows_the_law_of_the_day(on: date, form: LetterForm) -> None:
    assert form_in_force(on) is form


def test_it_has_facts_for_every_form() -> None:
    assert set(FORMS) == set(LetterForm)


def test_it_calls_the_forms_as_the_law_does() -> None:
    """Glossary 62 and 63."""
    assert title_of(LetterForm.OF_2018) == "Phiếu xin lỗi và hẹn lại ngày trả kết quả"
    assert title_of(LetterForm.OF_2025) == "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết"


@pytest.mark.parametrize("form", LetterForm)
def test_it_promises_no_new_time_in_an_apology_alone(form: LetterForm) -> None:
    for words in (title_of(form, apology_only=True), about_of(form, apology_only=True)):
        assert "xin lỗi" in words
        assert "hẹn lại" not in words
        assert "gia hạn" not in words


def test_a_letter_about_a_late_answer_is_an_official_letter_and_no_form() -> None:
    assert LetterForm.LATE_ANSWER.kind is LetterKind.CASE
    assert LetterForm.LATE_ANSWER.papers == (Paper.A4,)
    assert {(form.kind, form.papers) for form in DOSSIER_FORMS} == {(LetterKind.DOSSIER, tuple(Paper))}


def test_it_names_the_papers_as_they_are_kept() -> None:
    assert [paper.value for paper in Paper] == ["a5", "a4"]
