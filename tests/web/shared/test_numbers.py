"""Addresses with numbers that nothing can have: nothing is there, and nothing breaks."""

from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from portal.web.shared.numbers import LARGEST, BoundedIntegerConverter, whole, wholes
from tests.support.staff import staff_at

# A page of an opinion or of a letter asks for its code first, whether there is one or not.
ASKS_FIRST = ("/opinions/", "/follow/", "/dossiers/<path:code>/")
FILLERS = {"reference": "PA-2222-2222", "code": "KHONG-CO"}


def numbered(app: Flask) -> list[Rule]:
    """The pages with a number in their address."""
    return [
        rule
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ())
        and any(isinstance(each, BoundedIntegerConverter) for each in rule._converters.values())
    ]


def address(app: Flask, rule: Rule, number: int) -> str:
    """The address of a page with that number wherever one stands."""
    values = {
        name: number if isinstance(each, BoundedIntegerConverter) else FILLERS.get(name, "x")
        for name, each in rule._converters.items()
    }
    with app.test_request_context():
        built: str = rule.build(values, append_unknown=False)[1]  # type: ignore[index]
        return built


@pytest.mark.both_databases
@pytest.mark.parametrize("role", ["administrator", "leader", "coordinator", "overseer"])
@pytest.mark.usefixtures("standing_office")
def test_no_page_breaks_on_the_largest_number(app: Flask, session: Session, now: datetime, role: str) -> None:
    client = staff_at(app, session, now)(role)
    found = {rule.rule: client.get(address(app, rule, LARGEST)).status_code for rule in numbered(app)}
    assert {rule for rule, status in found.items() if status not in {403, 404}} == {
        rule for rule in found if rule.startswith(ASKS_FIRST)
    }


@pytest.mark.usefixtures("standing_office")
def test_a_larger_one_is_at_no_address(app: Flask, session: Session, now: datetime) -> None:
    client = staff_at(app, session, now)("administrator")
    for rule in numbered(app):
        longer = address(app, rule, LARGEST).replace(str(LARGEST), str(LARGEST + 1))
        assert client.get(longer).status_code == 404, rule.rule


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("7", 7),
        ("007", 7),
        (str(LARGEST), LARGEST),
        (str(LARGEST + 1), None),  # an error in a statement on PostgreSQL
        ("9" * 5_000, None),  # more than int() takes
        ("-1", None),
        ("²", None),
        ("1.5", None),
        ("", None),
        (None, None),
    ],
)
def test_what_is_typed_is_the_number_of_a_row_or_none(typed: str | None, number: int | None) -> None:
    assert whole(typed) == number


def test_of_several_it_takes_those_that_are_numbers() -> None:
    assert wholes(["1", "x", "", "2"]) == [1, 2]
