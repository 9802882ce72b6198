"""Pages of figures name a unit that has ended with whoever goes on for it."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from portal.domain.successions import SuccessionKind
from tests.factories import acting, unit_id
from tests.support.client import CheckingClient
from tests.support.staff import sign_in
from tests.support.successions import merging, reorganise

BOTH = "UBND xã Thanh Bình (nay là UBND xã Lộc Hưng)"


@pytest.fixture
def ended(session: Session, standing_office: None, now: datetime) -> int:
    """The commune, which has gone on as another since today."""
    reorganise(acting(session, "administrator", now), SuccessionKind.MERGED, merging(session, "LH", "TB"))
    session.commit()
    return unit_id(session, "TB")


@pytest.mark.parametrize(
    "address", ["/oversight/surveys", "/oversight/dashboard", "/figures", "/figures/surveys"]
)
def test_the_choice_of_units_names_both(
    client: CheckingClient, session: Session, ended: int, address: str
) -> None:
    sign_in(client, session, "overseer")
    assert BOTH in client.page(address).text


def test_the_heading_of_a_unit_names_both(client: CheckingClient, ended: int) -> None:
    assert f"{BOTH} và các đơn vị trực thuộc." in client.page(f"/figures?unit={ended}").text
