"""The words of the letter of apology."""

from datetime import timedelta

import pytest

from portal.domain.apology_letter import ApologyLetter, Piece, Standing
from portal.domain.letter_form import DOSSIER_FORMS, LetterForm
from portal.domain.letter_wording import (
    SHIPPED,
    Element,
    LetterPlaceholder,
    WordingFault,
    WordingProblem,
    missing_elements,
    names_of,
    paragraphs_of,
    pieces_of,
    texts_of,
    worded,
    wording_faults,
)
from portal.domain.placeholders import placeholders_in
from tests.support.letters import (
    CASE_LETTER,
    LETTER,
    PROMISED,
    case_letter,
    late_case_letter,
    late_letter,
    letter,
)

APOLOGY = "{agency} xin lỗi {you}."


@pytest.mark.parametrize("form", LetterForm)
def test_it_ships_words_that_pass_their_own_check(form: LetterForm) -> None:
    ahead = {Piece.AHEAD} if form is LetterForm.LATE_ANSWER else set()
    assert set(SHIPPED[form]) == set(Piece) - ahead
    assert wording_faults(SHIPPED[form], form) == ()


@pytest.mark.parametrize("form", DOSSIER_FORMS)
@pytest.mark.parametrize("standing", Standing)
def test_it_fills_every_shipped_placeholder(form: LetterForm, standing: Standing) -> None:
    made = late_letter(form=form) if standing is Standing.RETURNED else letter(form=form, standing=standing)
    assert [words for _, words in paragraphs_of(made) if placeholders_in(words)] == []
    assert missing_elements(made) == ()


def test_it_says_what_the_law_wants_said() -> None:
    said = dict(paragraphs_of(letter()))
    assert "H08.12-261103-0042" in said[Piece.RECEIVED]
    assert "Ngày 03 tháng 11 năm 2026," in said[Piece.RECEIVED]
    assert "16 giờ 30, ngày 24 tháng 11 năm 2026" in said[Piece.RECEIVED]
    assert said[Piece.REASON].endswith("do mưa bão kéo dài.")
    assert "chân thành xin lỗi Ông/Bà" in said[Piece.APOLOGY]
    assert "16 giờ 30, ngày 01 tháng 12 năm 2026" in said[Piece.NEW_TIME]


def test_it_asks_for_more_time_since_2025_and_for_a_new_appointment_before() -> None:
    assert "đề nghị gia hạn" in letter().wording[Piece.NEW_TIME]
    assert "hẹn lại" in letter(form=LetterForm.OF_2018).wording[Piece.NEW_TIME]


@pytest.mark.parametrize(
    ("standing", "second"),
    [(Standing.AHEAD, Piece.AHEAD), (Standing.OVERDUE, Piece.OVERDUE), (Standing.RETURNED, Piece.RETURNED)],
)
def test_it_tells_how_things_stand(standing: Standing, second: Piece) -> None:
    assert pieces_of(letter(standing=standing))[:2] == (Piece.RECEIVED, second)


def test_it_promises_nothing_where_the_result_was_returned() -> None:
    made = late_letter()
    assert Piece.NEW_TIME not in made.wording
    assert "ngày 01 tháng 12 năm 2026" in made.wording[Piece.RETURNED]


def test_it_takes_a_units_own_words_for_the_pieces_it_has() -> None:
    made = worded(LETTER, {Piece.APOLOGY: APOLOGY, Piece.CLOSING: " "})
    assert made.wording[Piece.APOLOGY] == "Sở Công Thương xin lỗi Ông/Bà."
    assert made.wording[Piece.CLOSING] == SHIPPED[LetterForm.OF_2025][Piece.CLOSING].format(you="Ông/Bà")


def test_it_keeps_the_shipped_words_where_a_unit_has_none() -> None:
    assert texts_of(LetterForm.OF_2018) == SHIPPED[LetterForm.OF_2018]


def test_it_reads_no_placeholder_in_what_people_wrote() -> None:
    assert letter(reason="{new_time}").wording[Piece.REASON] == "Lý do: {new_time}."


def test_it_makes_a_paragraph_of_every_line() -> None:
    made = letter(reason="Thứ nhất\n\n  Thứ hai. ")
    assert [words for piece, words in paragraphs_of(made) if piece is Piece.REASON] == [
        "Lý do: Thứ nhất",
        "Thứ hai.",
    ]


@pytest.mark.parametrize(
    ("piece", "text", "problem", "names"),
    [
        (Piece.CLOSING, "Trân trọng, {officer}", WordingProblem.UNKNOWN_PLACEHOLDER, ("officer",)),
        # known, but a letter to who has the result already has no new time
        (Piece.APOLOGY, APOLOGY + " {new_time}", WordingProblem.UNFIT_PLACEHOLDER, ("new_time",)),
        (Piece.CLOSING, "Đã trả ngày {returned_on}", WordingProblem.UNFIT_PLACEHOLDER, ("returned_on",)),
        (Piece.REASON, "Lý do: quá tải", WordingProblem.NO_REASON, ("reason",)),
        (Piece.APOLOGY, "{agency} rất tiếc.", WordingProblem.NO_APOLOGY, ()),
        (Piece.NEW_TIME, "Xin hẹn vào dịp khác.", WordingProblem.NO_NEW_TIME, ("new_time",)),
        (Piece.RECEIVED, "Hẹn trả {promised_at}", WordingProblem.NO_DOSSIER, ("dossier_code",)),
        (Piece.RECEIVED, "Hồ sơ {dossier_code}", WordingProblem.NO_PROMISE, ("promised_at",)),
        (Piece.AHEAD, "  ", WordingProblem.EMPTY, ()),
        (Piece.AHEAD, "a" * 2001, WordingProblem.TOO_LONG, ()),
    ],
)
def test_it_finds_what_is_wrong_with_a_units_words(
    piece: Piece, text: str, problem: WordingProblem, names: tuple[str, ...]
) -> None:
    assert wording_faults({piece: text}) == (WordingFault(piece, problem, names),)


@pytest.mark.parametrize("words", ["xin lỗi", "XIN LỖI", "cáo lỗi", "tạ lỗi"])
def test_it_knows_an_apology(words: str) -> None:
    assert wording_faults({Piece.APOLOGY: f"{{agency}} {words} {{you}}."}) == ()


def test_it_finds_all_that_is_wrong() -> None:
    problems = {fault.problem for fault in wording_faults({Piece.RECEIVED: "{x}", Piece.APOLOGY: "Chào"})}
    assert problems == {
        WordingProblem.UNKNOWN_PLACEHOLDER,
        WordingProblem.NO_DOSSIER,
        WordingProblem.NO_PROMISE,
        WordingProblem.NO_APOLOGY,
    }


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({}, ()),
        ({"reason": " . "}, (Element.REASON,)),
        ({"new_at": None}, (Element.NEW_TIME,)),
        ({"new_at": PROMISED}, (Element.NEW_TIME,)),  # the old time is no new one
        ({"new_at": PROMISED - timedelta(days=1)}, (Element.NEW_TIME,)),
        ({"standing": Standing.RETURNED, "new_at": None}, ()),  # needs none
    ],
)
def test_it_knows_what_a_letter_lacks(changes: dict[str, object], missing: tuple[Element, ...]) -> None:
    assert missing_elements(letter(**changes)) == missing


def test_it_misses_an_apology_that_was_edited_away() -> None:
    assert missing_elements(worded(LETTER, {Piece.APOLOGY: "Rất tiếc."})) == (Element.APOLOGY,)


def test_it_has_a_value_for_every_placeholder() -> None:
    names = (name for name in names_of(LetterForm.OF_2025) if name is not LetterPlaceholder.RETURNED_ON)
    text = " ".join(f"{{{name}}}" for name in names)
    assert placeholders_in(worded(LETTER, {Piece.AHEAD: text}).wording[Piece.AHEAD]) == ()


# --- about a late answer --------------------------------------------------------------------------


def test_it_apologises_for_an_answer_that_is_overdue() -> None:
    said = dict(paragraphs_of(case_letter()))
    assert list(said) == [
        *(Piece.RECEIVED, Piece.OVERDUE, Piece.REASON, Piece.APOLOGY, Piece.NEW_TIME, Piece.CLOSING)
    ]
    assert "mã PA-7K3M-2XYC" in said[Piece.RECEIVED]
    assert "tiếp nhận ngày 03 tháng 11 năm 2026" in said[Piece.RECEIVED]
    assert "hết ngày 06 tháng 11 năm 2026" in said[Piece.RECEIVED]
    assert "chân thành xin lỗi Ông/Bà" in said[Piece.APOLOGY]
    # A day and no hour: the answer is promised for a day.
    assert said[Piece.NEW_TIME] == "Sở Công Thương sẽ trả lời Ông/Bà chậm nhất vào ngày 01 tháng 12 năm 2026."
    assert "0271 1022" in said[Piece.CLOSING]


def test_beside_an_answer_it_promises_nothing() -> None:
    said = dict(paragraphs_of(late_case_letter()))
    assert Piece.NEW_TIME not in said
    assert "đã trả lời Ông/Bà ngày 20 tháng 11 năm 2026" in said[Piece.RETURNED]


@pytest.mark.parametrize("made", [case_letter(), late_case_letter()], ids=["overdue", "answered"])
def test_a_letter_about_a_case_leaves_nothing_open(made: ApologyLetter) -> None:
    assert [words for _, words in paragraphs_of(made) if placeholders_in(words)] == []
    assert missing_elements(made) == ()


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"reason": " "}, (Element.REASON,)),
        ({"new_at": None}, (Element.NEW_TIME,)),
        ({"new_at": CASE_LETTER.promised_at}, (Element.NEW_TIME,)),  # the old day is no new one
    ],
)
def test_it_knows_what_a_letter_about_a_case_lacks(
    changes: dict[str, object], missing: tuple[Element, ...]
) -> None:
    assert missing_elements(case_letter(**changes)) == missing


@pytest.mark.parametrize(
    ("piece", "text", "problem", "names"),
    [
        # of a dossier
        (Piece.RECEIVED, "{reference} {due_on} {counter}", WordingProblem.UNKNOWN_PLACEHOLDER, ("counter",)),
        (Piece.NEW_TIME, "{new_date} {new_time}", WordingProblem.UNKNOWN_PLACEHOLDER, ("new_time",)),
        # known, but an answer that was given is promised no more
        (Piece.APOLOGY, APOLOGY + " {new_date}", WordingProblem.UNFIT_PLACEHOLDER, ("new_date",)),
        (Piece.OVERDUE, "Trả lời ngày {answered_on}", WordingProblem.UNFIT_PLACEHOLDER, ("answered_on",)),
        (Piece.RECEIVED, "Hạn trả lời {due_on}", WordingProblem.NO_REFERENCE, ("reference",)),
        (Piece.RECEIVED, "Phản ánh {reference}", WordingProblem.NO_PROMISE, ("due_on",)),
        (Piece.REASON, "Lý do: quá tải", WordingProblem.NO_REASON, ("reason",)),
        (Piece.APOLOGY, "{agency} rất tiếc.", WordingProblem.NO_APOLOGY, ()),
        (Piece.NEW_TIME, "Sẽ trả lời sau.", WordingProblem.NO_NEW_TIME, ("new_date",)),
    ],
)
def test_it_finds_what_is_wrong_with_words_about_a_case(
    piece: Piece, text: str, problem: WordingProblem, names: tuple[str, ...]
) -> None:
    assert wording_faults({piece: text}, LetterForm.LATE_ANSWER) == (WordingFault(piece, problem, names),)


def test_the_kinds_share_no_placeholder_that_one_of_them_cannot_fill() -> None:
    dossier, case = set(names_of(LetterForm.OF_2025)), set(names_of(LetterForm.LATE_ANSWER))
    assert dossier | case == set(LetterPlaceholder)
    assert LetterPlaceholder.DOSSIER_CODE not in case
    assert LetterPlaceholder.REFERENCE not in dossier
