"""The pages of surveys as requests that the load repeats, and a ballot that is given again and again."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape

from flask import Flask, g
from flask.testing import FlaskClient

from bench.asking import Story, story
from bench.load import Make, Request
from bench.stories import checked_letter, confirmed, signed_in, token_in
from portal.domain.time import local_day
from portal.extensions import db
from portal.queries.surveys.figures import Series
from portal.queries.surveys.points import OpenPoint, open_point
from portal.web.public.surveys.point import OPEN_TO_ALL, place_name
from portal.web.public.surveys.ticket import new_ticket
from portal.web.shared.figures.surveys.series import series_code

READING = timedelta(minutes=3)


def stories_on(app: Flask, counter: str) -> Iterator[Story]:
    """Figures for everybody and for staff, remedies, paper, and giving a ballot beside opening a case."""
    visitor, year = app.test_client(), local_day(datetime.now(UTC)).year
    periods = [
        *(f"{year - back}" for back in range(3)),
        *(f"{year - 1}-{month:02}" for month in range(1, 13)),
    ]
    yield story(app, "public figures", visitor, lambda _n: Request(f"/figures/surveys?period={year}"))
    yield story(
        app, "public figures added up anew", visitor,
        lambda n: Request(f"/figures/surveys?period={periods[n % len(periods)]}"),
    )  # fmt: skip
    yield story(
        app, "public figures as CSV", visitor, lambda _n: Request(f"/figures/surveys.csv?period={year}")
    )
    overseer = signed_in(app, "theodoi@binhan.example")
    yield story(app, "results for staff", overseer, lambda _n: Request(f"/oversight/surveys?period={year}"))
    yield story(
        app, "results for staff added up anew", overseer,
        lambda n: Request(f"/oversight/surveys?period={periods[n % len(periods)]}"),
    )  # fmt: skip
    words = f"/oversight/surveys/words?period={year}"
    yield story(app, "words of the sample", overseer, lambda _n: Request(words))
    volunteers = series_code(Series(_asked_at(app, counter).asked.version_id))
    yield story(app, "words of volunteers", overseer, lambda _n: Request(f"{words}&series={volunteers}"))
    yield story(app, "dashboard", overseer, lambda _n: Request("/oversight/dashboard"))
    yield story(app, "remedies", overseer, lambda _n: Request("/desk/remedies"))
    yield story(app, "remedies that are done", overseer, lambda _n: Request("/desk/remedies?show=done"))
    yield story(app, "improvements for everybody", visitor, lambda _n: Request("/improvements"))
    coordinator = signed_in(app, "daumoi@binhan.example")
    yield story(app, "paper entry", coordinator, paper_entry(app, counter))
    yield story(app, "empty ballot", visitor, lambda _n: Request(f"/survey/{counter}"))
    giver = app.test_client()
    yield story(app, "giving a ballot", giver, giving(app, giver, counter))
    sender = app.test_client()
    checked = checked_letter(sender)
    yield story(app, "opening a case", sender, lambda _n: confirmed(checked))


def paper_entry(app: Flask, counter: str) -> Make:
    """An empty ballot of a pile of paper."""
    found = _asked_at(app, counter)
    place = f"{found.point.unit_id}.{found.point.id}"
    query = f"version={found.asked.version_id}&place={place}&way=paper&text=vi"
    return lambda _n: Request(f"/desk/ballots/batch?{query}")


def giving(app: Flask, client: FlaskClient, counter: str) -> Make:
    """A ballot of somebody who is satisfied but for one thing; each with a ticket of its own, shown minutes ago."""
    path = f"/survey/{counter}"
    page = client.get(path).get_data(as_text=True)
    fields = {**_chosen(page), "csrf_token": token_in(page)}
    found = _asked_at(app, counter)

    def make(_number: int) -> Request:
        with app.app_context():
            g.now = datetime.now(UTC) - READING
            ticket = new_ticket(place_name(found), found.asked.version_id)
        return Request(path, {**fields, "ticket": ticket, "seen": "*"})

    return make


def _asked_at(app: Flask, counter: str) -> OpenPoint:
    with app.app_context():
        found = open_point(db.session(), counter, OPEN_TO_ALL)
        assert found is not None
        db.session.expunge(found.point)
        return found


def _chosen(page: str) -> dict[str, str]:
    """The best answer to everything that is asked at once, and an average one to the first question."""
    options: dict[str, list[str]] = {}
    for tag in re.findall(r'<input\b[^>]*type="radio"[^>]*>', page):
        options.setdefault(_attribute(tag, "name"), []).append(_attribute(tag, "value"))
    chosen = {name: max(values) for name, values in options.items()}
    first = next(iter(options))
    return {**chosen, first: sorted(options[first])[len(options[first]) // 2]}


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return unescape(found[1]) if found else ""
