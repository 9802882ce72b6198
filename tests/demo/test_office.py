"""The demo office before it has any cases: its people, its password, and how an empty installation is known."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from portal.demo.office import PEOPLE, RULES, build_office, demo_accounts, is_empty
from portal.domain.permissions import Role
from portal.queries.settings import load_settings
from tests.factories import CAST, person


def test_it_names_no_accounts_of_a_real_office(session: Session) -> None:
    assert demo_accounts(session) == []
    assert is_empty(session)


def test_it_hashes_the_password_once(session: Session) -> None:
    hashed: list[str] = []

    def hash_password(password: str) -> str:
        hashed.append(password)
        return "x"

    build_office(session, hash_password)
    assert len(hashed) == 1


@pytest.mark.usefixtures("standing_office")
def test_it_has_somebody_in_every_role(session: Session, now: datetime) -> None:
    roles = {each.role for role in CAST for each in person(session, role, now).appointments}
    assert roles == set(Role)


@pytest.mark.usefixtures("standing_office")
def test_it_is_as_large_as_it_is_written_down(session: Session) -> None:
    settings = load_settings(session)
    assert (len(settings.units), len(settings.categories), len(settings.areas)) == (11, 14, 12)
    assert (len(settings.people), len(settings.rules)) == (len(PEOPLE), len(RULES))
