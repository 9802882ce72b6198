"""`GET /api/v1/figures`: the public figures of a period as JSON, for everybody."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.dossier_channels import OnlineLevel
from portal.models.procedure import Procedure
from portal.services.bring_procedures import use_procedure
from portal.services.count_dossiers import count_dossier_month, marked_dossier_months
from tests.conftest import visitor
from tests.dossier_factories import PROCEDURE, filed_dossier
from tests.factories import acting, unit_id
from tests.support.client import CheckingClient
from tests.support.figures import ballots, keep_month
from tests.support.statements import counted_statements

ADDRESS = "/api/v1/figures"


@pytest.fixture
def client(app: Flask, standing_office: None, session: Session, now: datetime) -> Iterator[CheckingClient]:
    app.config["CLOCK"] = lambda: now
    yield visitor(app, session)
    del app.config["CLOCK"]


def asked(client: CheckingClient, status: int = 200, **query: str) -> dict[str, Any]:
    answer = client.get(ADDRESS, query_string=query)
    assert answer.status_code == status, answer.data
    found: dict[str, Any] = json.loads(answer.data)
    return found


def test_it_tells_the_figures_of_a_period(client: CheckingClient, session: Session) -> None:
    keep_month(session, "TB", 202610, received=6, in_time=5, late=1, ratings=ballots(5, 1))
    keep_month(session, "TB", 202611, received=9, in_time=9)
    document = asked(client, period="2026-10")
    assert (document["as_of"], document["definitions"]) == ("2026-11-20", "2.0")
    figures = {(each["unit"], each["measure"]): each for each in document["figures"]}
    assert {each["period"] for each in document["figures"]} == {"2026-10"}
    rate = figures["all", "cases.on_time_rate"]
    assert (rate["part"], rate["whole"], rate["percent"]) == (5, 6, "83.33")
    assert figures["TB", "ratings.result"]["percent"] == "83.33"
    assert asked(client) == document  # the last whole month


def test_it_tells_one_unit_when_asked(client: CheckingClient, session: Session) -> None:
    keep_month(session, "QLNL", 202611, received=2, in_time=2)
    keep_month(session, "TB", 202611, received=3, late=3)
    document = asked(client, period="2026-Q4", unit="SCT")
    assert {(each["unit"], each["scope"]) for each in document["figures"]} == {("SCT", "below")}
    assert {each["unit"] for each in asked(client, period="2026-Q4", unit="all")["figures"]} > {"all", "TB"}


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"period": "2026-13"}, "unknown_period"),
        ({"period": "2027"}, "unknown_period"),  # not begun
        ({"unit": "XYZ"}, "unknown_unit"),
    ],
)
def test_it_refuses_what_is_not_there(client: CheckingClient, query: dict[str, str], code: str) -> None:
    assert asked(client, 404, **query)["error"] == code


def test_it_needs_few_statements_and_may_be_kept(client: CheckingClient, session: Session) -> None:
    for month in range(202601, 202612):
        keep_month(session, "TB", month, received=1, in_time=1)
    asked(client, period="2026-01")
    with counted_statements() as sent:
        answer = client.get(ADDRESS, query_string={"period": "2026"})
    assert len(sent) <= 11, sent
    assert answer.cache_control.public
    assert answer.cache_control.max_age


def test_it_knows_at_once_what_is_offered_online(
    client: CheckingClient, session: Session, now: datetime
) -> None:
    """Shares of procedures change with the catalogue, though no dossier is counted anew."""
    filed_dossier(session, now)
    count_dossiers(session, now)

    def offered() -> int:
        found = {each["measure"]: each for each in asked(client, period="2026", unit="QLNL")["figures"]}
        whole: int = found["dossiers.online_procedures_used"]["whole"]
        return whole

    before = offered()
    unused = session.scalars(
        select(Procedure).where(
            Procedure.unit_id == unit_id(session, "QLNL"),
            Procedure.online_level != OnlineLevel.NONE,
            Procedure.code != PROCEDURE,
        )
    ).first()
    assert unused is not None
    use_procedure(acting(session, "administrator", now), unused, active=False)
    session.commit()
    assert offered() == before - 1


def count_dossiers(session: Session, now: datetime) -> None:
    session.flush()
    for bucket in marked_dossier_months(session):
        count_dossier_month(acting(session, "system", now), bucket)
    session.commit()


def test_it_is_not_asked_without_end(client: CheckingClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.api.v1.figures.spend", lambda *_about: False)
    assert asked(client, 429)["error"] == "too_many_calls"
