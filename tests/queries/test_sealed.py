"""The facts of diversions and the openings of sealed cases."""

from datetime import datetime

from sqlalchemy.orm import Session

from portal.queries.sealed import diversions, openings
from portal.services.divert_case import open_sealed
from tests.factories import acting, divert_case, opened_case, person


def test_it_tells_procedure_and_receiver_of_each_diversion(
    standing_office: None, session: Session, now: datetime
) -> None:
    case, other = opened_case(session, now), opened_case(session, now)
    divert_case(acting(session, "operator", now), case, procedure="denunciation", to="Thanh tra tỉnh")
    session.flush()
    found = diversions(session, [case.id, other.id])
    assert found == {case.id: {"procedure": "denunciation", "to": "Thanh tra tỉnh", "at": now}}
    assert diversions(session, []) == {}


def test_it_tells_who_opened_a_case_and_when(standing_office: None, session: Session, now: datetime) -> None:
    case, other = opened_case(session, now), opened_case(session, now)
    for each in (case, other):
        divert_case(acting(session, "operator", now), each, procedure="complaint")
    session.flush()
    open_sealed(acting(session, "sealed_case_officer", now), case.reference)
    session.flush()
    (opening,) = openings(session, case.id)
    keeper = person(session, "sealed_case_officer", now)
    assert (opening.account_id, opening.opened_at) == (keeper.account_id, now)
    assert openings(session, other.id) == []
