"""`make bench`: the portal beside the floor, on each database and size; one JSON line for each figure."""

import os
import statistics
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote_plus

from flask import Flask
from flask.testing import FlaskClient

from bench.crowded import crowded_and_plain
from bench.databases import KEPT, Database, postgresql_database, postgresql_server, sqlite_database
from bench.load import Make, Request, Result, Visitor, run
from bench.looking import CLIENTS, REQUESTS, tell
from bench.servers import served, worker_megabytes
from bench.stories import (
    WORDS,
    checked_letter,
    confirmed,
    cookie_of,
    following,
    portal_on,
    references,
    signed_in,
    statements,
)

SIZES = [int(size) for size in os.environ.get("BENCH_SIZES", "10000,1000000").split(",")]
ENGINES = os.environ.get("BENCH_DATABASES", "sqlite,postgresql").split(",")
ROUNDS = 5  # interleaved, so that a machine that slows down slows all of them
# The names of stories, "case page,dashboard"; all of them when empty.
STORIES = [name for name in os.environ.get("BENCH_STORIES", "").split(",") if name]


@dataclass(frozen=True, slots=True)
class Story:
    """One thing measured: what is requested, with which cookie, and how many statements it takes."""

    name: str
    make: Make
    cookie: str
    statements: int
    floor: str


def main() -> None:
    """Measure everything that the environment asks for."""
    for engine in ENGINES:
        with ExitStack() as stack:
            server = stack.enter_context(postgresql_server()) if engine == "postgresql" else ""
            databases = [
                postgresql_database(server, size) if server else sqlite_database(size) for size in SIZES
            ]
            floor = f"{server}/postgres" if server else f"sqlite:///{KEPT / 'floor.db'}"
            measure(databases, floor)


def measure(databases: list[Database], floor: str) -> None:
    """All stories on all sizes of one database, in rounds that alternate with the floor's."""
    stories = [prepared(database) for database in databases]
    with ExitStack() as stack:
        bare, _pid = stack.enter_context(served("bench.floor:make_app()", floor, KEPT))
        ports = [
            stack.enter_context(served("bench.measured_portal:make_app()", each.address, each.data))
            for each in databases
        ]
        for number in range(len(stories[0])):
            row = [each[number] for each in stories]
            results: list[list[Result]] = [[] for _ in databases]
            floors: list[Result] = []
            for _round in range(ROUNDS):
                floors.append(
                    run(Visitor(bare), floor_request(row[0].floor), requests=REQUESTS, clients=CLIENTS)
                )
                for index, (port, _pid) in enumerate(ports):
                    story = row[index]
                    visitor = Visitor(port, story.cookie)
                    results[index].append(run(visitor, story.make, requests=REQUESTS, clients=CLIENTS))
            for index, database in enumerate(databases):
                visitor = Visitor(ports[index][0], row[index].cookie)
                alone = run(visitor, row[index].make, requests=REQUESTS // 2, clients=1)
                told(database, row[index], results[index], floors=floors, smallest=results[0], alone=alone)
        for database, (_port, pid) in zip(databases, ports, strict=True):
            tell(name="web worker memory", database=database.engine, cases=database.cases,
                megabytes=round(worker_megabytes(pid), 1))  # fmt: skip


def floor_request(name: str) -> Make:
    """What the bare application is asked for."""
    if name == "insert":
        return lambda number: Request(
            "/notes", {"subject": f"Điện yếu {number}", "body": "Điện áp yếu. " * 20}
        )
    return lambda _number: Request("/notes")


def told(
    database: Database,
    story: Story,
    results: list[Result],
    *,
    floors: list[Result],
    smallest: list[Result],
    alone: Result,
) -> None:
    """One JSON line: medians over the rounds, and ratios of rounds that stood side by side.

    The last two times are those of a single client, who waits for the page and for nobody else.
    """
    ratios = [mine.per_second / bare.per_second for mine, bare in zip(results, floors, strict=True)]
    sizes = [
        mine.percentile(50) / small.percentile(50) for mine, small in zip(results, smallest, strict=True)
    ]
    tell(
        name=story.name,
        database=database.engine,
        cases=database.cases,
        requests_per_second=round(statistics.median(each.per_second for each in results), 1),
        p50_ms=round(statistics.median(each.percentile(50) for each in results), 2),
        p95_ms=round(statistics.median(each.percentile(95) for each in results), 2),
        statements=story.statements,
        ratio_to_floor=round(statistics.median(ratios), 3),
        time_to_smallest=round(statistics.median(sizes), 3),
        p50_alone_ms=round(alone.percentile(50), 2),
        p95_alone_ms=round(alone.percentile(95), 2),
        failures=sum(each.failures for each in (*results, alone)),
    )


def prepared(database: Database) -> list[Story]:
    """The stories of one database, with cookies of people who may see the pages."""
    with portal_on(database) as app:
        return [each for each in stories_on(app) if not STORIES or each.name in STORIES]


def stories_on(app: Flask) -> Iterator[Story]:
    """Opening a case, inbox, case page, follow page, search, dashboard."""
    sender = app.test_client()
    checked = checked_letter(sender)
    yield story(app, "open a case", sender, lambda _n: confirmed(checked), floor="insert")
    officer = signed_in(app, "chuyenvien@binhan.example")
    yield story(app, "inbox", officer, lambda _n: Request("/desk/unit"))
    coordinator = signed_in(app, "daumoi@binhan.example")
    known = references(app)
    yield story(app, "case page", coordinator, lambda n: Request(f"/desk/cases/{known[n % len(known)]}"))
    crowded, plain = crowded_and_plain(app)
    for name, reference in (("plain case page", plain), ("crowded case page", crowded)):
        yield story(app, name, coordinator, partial(_case, reference))
    follower, address = following(app)
    yield story(app, "follow page", follower, lambda _n: Request(address))
    visitor = app.test_client()
    yield story(
        app, "published search", visitor, lambda n: Request(f"/answers?q={quote_plus(WORDS[n % len(WORDS)])}")
    )
    overseer = signed_in(app, "theodoi@binhan.example")
    yield story(app, "dashboard", overseer, lambda _n: Request("/oversight/dashboard"))


def _case(reference: str, _number: int) -> Request:
    return Request(f"/desk/cases/{reference}")


def story(  # noqa: PLR0917
    app: Flask, name: str, client: FlaskClient, make: Make, *, floor: str = "list"
) -> Story:
    """A story with its statements counted once, on a second request so that caches are warm."""
    for number in (-2, -1):
        request = make(number)
        with statements(app) as sent:
            if request.fields is not None:
                response = client.post(request.path, data=request.fields)
            else:
                response = client.get(request.path)
            if response.status_code != (200 if request.fields is None else 303):
                sys.exit(f"{name}: {request.path} answered {response.status_code}")
    return Story(name, make, cookie_of(client), len(sent), floor)


if __name__ == "__main__":
    main()
