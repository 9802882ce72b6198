"""A unit's own words for letters of apology: from a day on, in the letters of that day, with what is owed."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.apology_letter import Piece
from portal.domain.letter_form import LetterForm
from portal.domain.letter_wording import SHIPPED, WordingProblem
from portal.models.letter import LetterWording
from portal.services.change_wording import (
    FaultyWording,
    NewWording,
    change_wording,
    sample_letter,
    withdraw_wording,
)
from portal.services.errors import NotPermitted, RuleBroken
from portal.services.letter_paper import paper_of
from tests.dossier_factories import OFFICE, drafted_letter, filed_dossier
from tests.factories import acting, unit_id

pytestmark = pytest.mark.usefixtures("standing_office")

FORM = LetterForm.OF_2025
OWN = "{agency} trân trọng cáo lỗi {you}."


def words(session: Session, valid_from: date | None = date(2026, 12, 1), **pieces: str) -> NewWording:
    told = {**SHIPPED[FORM], Piece.APOLOGY: OWN, **{Piece(name): text for name, text in pieces.items()}}
    return NewWording(unit_id(session, "SCT"), FORM, valid_from, "Mẫu số 04", told)


def test_only_what_differs_becomes_the_units_own(session: Session, now: datetime) -> None:
    row = change_wording(acting(session, "administrator", now), words(session, closing=" "))
    assert row.pieces == {"apology": OWN}


def test_letters_use_the_words_of_their_day(session: Session, now: datetime) -> None:
    dossier = filed_dossier(session, now)
    letter = drafted_letter(session, now, dossier)
    change_wording(acting(session, "administrator", now), words(session))
    session.flush()
    today, later = acting(session, "director", now), acting(session, "director", now + timedelta(days=20))
    assert "cáo lỗi" not in paper_of(today, dossier, letter, office=OFFICE).wording[Piece.APOLOGY]
    paper = paper_of(later, dossier, letter, office=OFFICE)
    assert paper.wording[Piece.APOLOGY] == "Sở Công Thương trân trọng cáo lỗi Ông/Bà."
    assert paper.legal_basis == "Mẫu số 04"


@pytest.mark.parametrize("valid_from", [None, date(2026, 11, 20), date(2020, 1, 1)])
def test_words_begin_tomorrow_at_the_earliest(
    session: Session, now: datetime, valid_from: date | None
) -> None:
    with pytest.raises(RuleBroken) as refused:
        change_wording(acting(session, "administrator", now), words(session, valid_from))
    assert refused.value.field == "valid_from"


def test_a_letter_without_an_apology_is_refused_and_not_previewed(session: Session, now: datetime) -> None:
    act, faulty = acting(session, "administrator", now), words(session, apology="Chào {you}.")
    for refuse in (lambda: change_wording(act, faulty), lambda: sample_letter(act, faulty.unit_id, faulty)):
        with pytest.raises(FaultyWording) as refused:
            refuse()
        assert [each.problem for each in refused.value.faults] == [WordingProblem.NO_APOLOGY]


def test_a_preview_is_marked_as_a_sample(session: Session, now: datetime) -> None:
    act = acting(session, "administrator", now)
    letter = sample_letter(act, unit_id(session, "SCT"), words(session))
    assert (letter.mark, letter.legal_basis) == ("MẪU", "Mẫu số 04")
    assert "cáo lỗi" in letter.wording[Piece.APOLOGY]


def test_words_are_dropped_until_they_are_used(session: Session, now: datetime) -> None:
    row = change_wording(acting(session, "administrator", now), words(session))
    with pytest.raises(RuleBroken):
        withdraw_wording(acting(session, "administrator", now + timedelta(days=20)), row)
    withdraw_wording(acting(session, "administrator", now), row)
    assert session.scalars(select(LetterWording)).all() == []


@pytest.mark.parametrize("role", ["coordinator", "director", "outsider"])
def test_only_administrators_change_words(session: Session, now: datetime, role: str) -> None:
    with pytest.raises(NotPermitted):
        change_wording(acting(session, role, now), words(session))
