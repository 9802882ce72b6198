"""What a dossier shows outside and beside a case: to whom it may, in few statements, led to by an index."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from portal.domain.apologies import LetterStatus
from portal.models.dossier import Dossier
from portal.queries.late_dossiers import LateWanted, count_late, late_dossiers
from portal.queries.looked_up_dossiers import cases_of_dossier, dossier_beside, dossier_file, looked_up
from portal.services.split_case import Part, split_case
from tests.dossier_factories import drafted_letter, filed_dossier, issued_letter
from tests.factories import accepted_case, acting, divert_case, opened_case, person
from tests.support.statements import counted_statements, plans

pytestmark = pytest.mark.usefixtures("standing_office")

GONE_THROUGH = re.compile(
    r"^SCAN (dossiers|applicants|dossier_events|letters|cases|senders)(?! USING)\b", re.MULTILINE
)


def test_it_finds_a_dossier_with_its_procedure(session: Session, now: datetime) -> None:
    dossier = filed_dossier(session, now)
    found = looked_up(session, dossier.code)
    assert found is not None
    assert (found.dossier, found.procedure.name) == (dossier, "Cấp thẻ an toàn điện")
    assert looked_up(session, "H1-9") is None


def test_the_file_holds_issued_letters_and_what_moved_the_date(session: Session, now: datetime) -> None:
    dossier, other = filed_dossier(session, now), filed_dossier(session, now, code="H1-2")
    letter = issued_letter(session, now, dossier)
    issued_letter(session, now, other)
    session.flush()
    file = dossier_file(session, dossier.id)
    assert [each.id for each in file.letters] == [letter.id]
    assert [each.kind.value for each in file.moves] == ["appointment_moved"]
    assert dossier_file(session, filed_dossier(session, now, code="H1-3").id).letters == []


def test_drafts_stay_inside(session: Session, now: datetime) -> None:
    dossier = filed_dossier(session, now)
    assert drafted_letter(session, now, dossier).status is LetterStatus.DRAFT
    assert dossier_file(session, dossier.id).letters == []


def own(session: Session, dossier: Dossier, *references: str) -> list[str]:
    session.flush()
    return [reference for reference, _state in cases_of_dossier(session, dossier, references=references)]


def test_cases_are_shown_to_whom_they_belong(session: Session, now: datetime) -> None:
    dossier = filed_dossier(session, now)
    by_phone, by_mail, granted, strange, about_another = (opened_case(session, now) for _ in range(5))
    for case in (by_phone, by_mail, granted, strange, about_another):
        case.dossier_code, case.sender.phone, case.sender.email = dossier.code, "", ""
    by_phone.sender.phone = "+84912000345"
    by_mail.sender.email = "hanh@example.com"
    about_another.dossier_code, about_another.sender.phone = "H1-2", "+84912000345"
    assert own(session, dossier, granted.reference) == [
        granted.reference,
        by_mail.reference,
        by_phone.reference,
    ]


def test_an_empty_contact_is_nobody_s(session: Session, now: datetime) -> None:
    dossier = filed_dossier(session, now, phone="", email="")
    case = opened_case(session, now)
    case.dossier_code, case.sender.phone, case.sender.email = dossier.code, "", ""
    assert own(session, dossier) == []


def test_sealed_cases_and_parts_are_left_out(session: Session, now: datetime) -> None:
    dossier = filed_dossier(session, now)
    sealed, whole = opened_case(session, now), accepted_case(session, now)
    for case in (sealed, whole):
        case.dossier_code, case.sender.phone = dossier.code, "+84912000345"
    session.flush()
    matter = Part("Hai", "Việc thứ hai", whole.category_id, whole.unit_id)
    part = split_case(acting(session, "coordinator", now), whole, matter)
    part.dossier_code = dossier.code
    divert_case(acting(session, "coordinator", now), sealed, to="Thanh tra")
    assert own(session, dossier, sealed.reference, part.reference) == [whole.reference]


@pytest.mark.parametrize(("role", "sees"), [("officer", True), ("operator", True), ("outsider", False)])
def test_beside_a_case_it_is_seen_by_its_unit(session: Session, now: datetime, role: str, sees: bool) -> None:
    dossier = filed_dossier(session, now)
    letter = issued_letter(session, now, dossier)
    found = dossier_beside(session, person(session, role, now), dossier.code)
    assert (found is not None) is sees
    if found:
        assert [each.id for each in found.letters] == [letter.id]


def test_the_late_ones_come_with_their_latest_letter(session: Session, now: datetime) -> None:
    letter = issued_letter(session, now, filed_dossier(session, now))
    filed_dossier(session, now, code="H1-2")
    session.flush()
    page = late_dossiers(session, LateWanted())
    assert [row.letter.id for row in page.rows] == [letter.id]
    assert page.after_id is None
    assert count_late(session, LateWanted()) == 1
    assert count_late(session, LateWanted(unit_ids=frozenset())) == 0
    assert count_late(session, LateWanted(until=now)) == 0


READ: dict[str, Callable[[Session, Dossier], object]] = {
    "look-up": lambda session, dossier: looked_up(session, dossier.code),
    "file": lambda session, dossier: dossier_file(session, dossier.id),
    "cases": lambda session, dossier: cases_of_dossier(session, dossier, references=["PA-2222-2222"]),
    "late": lambda session, dossier: late_dossiers(session, LateWanted(), before_id=dossier.id),
    "late count": lambda session, _dossier: count_late(session, LateWanted()),
}


@pytest.mark.parametrize("name", READ)
def test_an_index_leads_to_it(session: Session, now: datetime, name: str) -> None:
    if session.get_bind().dialect.name != "sqlite":
        return  # with a handful of rows PostgreSQL reads them all, and rightly so
    dossier = filed_dossier(session, now)
    issued_letter(session, now, dossier)
    session.commit()
    with counted_statements() as sent:
        READ[name](session, dossier)
    assert GONE_THROUGH.findall(plans(session, [each for each in sent if each.startswith("SELECT")])) == []


def test_beside_a_case_an_index_leads_to_it(session: Session, now: datetime) -> None:
    if session.get_bind().dialect.name != "sqlite":
        return
    who = person(session, "officer", now)
    with counted_statements() as sent:
        dossier_beside(session, who, "H1-9")
    assert len(sent) == 1
    assert GONE_THROUGH.findall(plans(session, sent)) == []
