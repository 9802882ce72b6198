"""Dossiers told by other software with a token: once, for its units alone, with the reasons of files."""

from datetime import datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.domain.permissions import Permission
from portal.models.dossier import Dossier
from portal.services.act import Act
from portal.services.api_tokens import make_token, revoke_token, teller, token_in_use
from portal.services.errors import NotPermitted, RuleBroken
from portal.services.spool_dossiers import Counted
from portal.services.tell_dossiers import take_dossiers
from tests.factories import acting, unit_id
from tests.support.dossier_files import TRADE_PROCEDURE, line

pytestmark = pytest.mark.usefixtures("standing_office")


def software(session: Session, now: datetime, unit: str) -> Act:
    """The act of a software with a token for a unit."""
    administrator = acting(session, "administrator", now)
    row, _token = make_token(administrator, "Một cửa điện tử", unit_id(session, unit))
    act = acting(session, "sender", now)
    return Act(session, teller(act, row), now, act.settings)


def test_the_same_list_twice_changes_nothing(session: Session, now: datetime) -> None:
    act = software(session, now, "SCT")
    told = [line(1), line(2, received="2026-11-03T10:00:00Z")]
    assert take_dossiers(act, told).counted == Counted(new=2)
    assert take_dossiers(act, told).counted == Counted(same=2)


def test_dossiers_with_different_fields_stand_in_one_list(session: Session, now: datetime) -> None:
    act = software(session, now, "SCT")
    take_dossiers(act, [line(1, finished="12/11/2026"), line(2, finished="12/11/2026")])
    taken = take_dossiers(act, [{**line(1), "finished": None}, line(2), line(3)])
    assert taken.counted == Counted(new=1, changed=1, same=1)


def test_errors_stand_in_the_order_of_the_list(session: Session, now: datetime) -> None:
    act = software(session, now, "QLNL")
    trade = line(1, unit_code="QLTM", procedure_code=TRADE_PROCEDURE)
    taken = take_dossiers(act, [trade, line(2, phone="x", received=""), line(3)])
    assert taken.counted == Counted(new=1, wrong=2)
    wrong = {(each.line, each.column) for each in taken.errors}
    assert wrong == {(1, "unit_code"), (2, "received"), (2, "phone")}
    assert [each.line for each in taken.errors] == [1, 2, 2]
    assert session.scalar(select(func.count()).select_from(Dossier)) == 1


def test_a_token_is_good_for_telling_of_dossiers_alone(session: Session, now: datetime) -> None:
    actor = software(session, now, "SCT").actor
    assert {each for each in Permission if actor.may(each)} == {Permission.IMPORT_DOSSIERS}
    assert actor.may(Permission.IMPORT_DOSSIERS, unit_id(session, "QLNL"))
    assert not actor.may(Permission.IMPORT_DOSSIERS, unit_id(session, "BA"), unit_id(session, "TB"))


def test_a_token_is_found_until_it_is_revoked(session: Session, now: datetime) -> None:
    administrator = acting(session, "administrator", now)
    row, token = make_token(administrator, " Một  cửa ", unit_id(session, "SCT"))
    assert (row.name, token_in_use(session, token)) == ("Một cửa", row)
    assert token_in_use(session, row.digest) is None
    revoke_token(administrator, row)
    revoke_token(administrator, row)
    assert token_in_use(session, token) is None


@pytest.mark.parametrize("role", ["coordinator", "director", "officer", "outsider"])
def test_only_administrators_make_and_revoke_tokens(session: Session, now: datetime, role: str) -> None:
    row, _token = make_token(acting(session, "administrator", now), "X", unit_id(session, "SCT"))
    other = acting(session, role, now)
    with pytest.raises(NotPermitted):
        make_token(other, "X", unit_id(session, "SCT"))
    with pytest.raises(NotPermitted):
        revoke_token(other, row)


@pytest.mark.parametrize(("name", "code"), [(" ", "missing"), ("x" * 81, "too_long")])
def test_a_token_needs_a_name(session: Session, now: datetime, name: str, code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        make_token(acting(session, "administrator", now), name, unit_id(session, "SCT"))
    assert refused.value == RuleBroken("name", code)
