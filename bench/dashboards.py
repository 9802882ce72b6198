"""`python -m bench.dashboards`: every dashboard over as many cases as a large province has in ten years.

The kept database is copied, its cases are copied within it until there are enough, and the worker counts every month.
"""

import os
import shutil
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial

from flask import Flask
from sqlalchemy import func, null, select
from sqlalchemy.orm import Session

from bench.asking import Story, story
from bench.copies import copy_rows, shifted
from bench.counting import counted
from bench.databases import KEPT, Database, sqlite_database
from bench.load import Request
from bench.looking import look, tell
from bench.stories import portal_on, signed_in
from portal.domain.time import local_day
from portal.extensions import db
from portal.models.case import Case, CaseEvent
from portal.models.clock import CaseClock
from portal.models.figure import Basis, FigureMark, HeldTime
from portal.models.rating import RatingRow
from portal.models.unit import Unit
from portal.services.keep_statistics import keep_statistics

CASES = int(os.environ.get("BENCH_CASES", "1000000"))
SIZE = int(os.environ.get("BENCH_GROWN", "5000000"))
# Cases copied in one transaction.
BATCH = 250_000


def main() -> None:
    """Measure on the kept database, then on its copy with many more cases."""
    kept = sqlite_database(CASES)
    with portal_on(kept) as app:
        look(kept, list(stories_on(app)), partial(say, kept))
    database = grown(kept)
    with portal_on(database) as app:
        look(database, list(stories_on(app)), partial(say, database))


def grown(kept: Database) -> Database:
    """A copy of the kept database with its cases copied; made once, and kept as that is."""
    data = KEPT / f"dashboards-{SIZE}"
    database = Database(kept.engine, SIZE, f"sqlite:///{data / 'portal.db'}", data)
    if (data / "done").exists():
        return database
    shutil.rmtree(data, ignore_errors=True)
    shutil.copytree(kept.data, data)
    with portal_on(database) as app, app.app_context():
        began = time.perf_counter()
        grow(db.session(), SIZE)
        mark_all(db.session())
        keep_statistics(db.session())
        db.session.commit()
        say(database, "cases copied", seconds=round(time.perf_counter() - began, 1))
    say(database, "counting all months anew", **counted(database))
    (data / "done").touch()
    return database


def grow(session: Session, size: int) -> None:
    """Copy the cases there are, with all that figures are counted from, until there are so many."""
    there = session.scalar(select(func.max(Case.id))) or 0
    first, last, generation = 0, there, 1
    while last < size:
        upto = min(first + BATCH, there, first + size - last)
        copy_cases(session, (first, upto), by=last - first, generation=generation)
        session.commit()
        last += upto - first
        first = upto if upto < there else 0
        generation += upto == there


def copy_cases(session: Session, some: tuple[int, int], *, by: int, generation: int) -> None:
    """Copy the cases numbered after the first up to the second of two numbers."""
    first, upto = some
    case = {
        "id": shifted(Case.id, by),
        "reference": func.printf("%x", shifted(Case.id, by)),
        "submission_key": null(),
        # Another register for each generation, since its numbers are given once a year.
        "register_year": shifted(Case.register_year, 10_000 * generation),
        "main_case_id": shifted(Case.main_case_id, by),
        "parent_id": shifted(Case.parent_id, by),
    }
    copy_rows(session, Case, which=Case.id.between(first + 1, upto), other=case)
    for kind in (CaseClock, CaseEvent, HeldTime):
        which = kind.case_id.between(first + 1, upto)
        copy_rows(session, kind, which=which, other={"case_id": shifted(kind.case_id, by)})
    rated = select(func.max(RatingRow.id)).scalar_subquery()
    rating = {"id": RatingRow.id + rated, "case_id": shifted(RatingRow.case_id, by)}
    copy_rows(session, RatingRow, which=RatingRow.case_id.between(first + 1, upto), other=rating)


def mark_all(session: Session) -> None:
    """Have every month of every unit counted anew."""
    months = {
        Basis.RECEIVED: select(Case.unit_id, Case.received_month),
        Basis.DUE: select(Case.unit_id, Case.due_month),
        Basis.ANSWERED: select(HeldTime.unit_id, HeldTime.month),
    }
    for basis, wanted in months.items():
        for unit_id, month in session.execute(wanted.distinct()).all():
            session.add(FigureMark(basis=basis, unit_id=unit_id, month=month))
    session.commit()


def stories_on(app: Flask) -> Iterator[Story]:
    """Dashboards of the whole and of a unit, of a month, a year and all there is, and what everybody sees."""
    with app.app_context():
        unit = db.session.scalar(select(Unit.id).where(Unit.code == "SCT"))
    year = local_day(datetime.now(UTC)).year
    months = [f"{year - 1}-{month:02}" for month in range(1, 13)]
    overseer, visitor = signed_in(app, "theodoi@binhan.example"), app.test_client()
    page = "/oversight/dashboard"
    yield story(app, "dashboard", overseer, lambda _n: Request(page))
    yield story(app, "dashboard of a year", overseer, lambda _n: Request(f"{page}?period={year - 1}"))
    yield story(
        app, "dashboard of a unit", overseer, lambda _n: Request(f"{page}?unit={unit}&period={year - 1}")
    )
    yield story(app, "dashboard of ever another month", overseer,
                lambda n: Request(f"{page}?period={months[n % 12]}"))  # fmt: skip
    yield story(
        app, "dashboard of one kind", overseer, lambda _n: Request(f"{page}?kind=feedback&period={year - 1}")
    )
    yield story(app, "figures as workbook", overseer, lambda _n: Request(f"{page}.xlsx?period={year - 1}"))
    rows = f"{page}/cases?part=late&basis=due&period={year - 1}"
    yield story(app, "cases behind a figure", overseer, lambda _n: Request(rows))
    yield story(app, "public figures", visitor, lambda _n: Request(f"/figures?period={year - 1}"))
    yield story(
        app, "public figures as CSV", visitor, lambda _n: Request(f"/figures/data.csv?period={year - 1}")
    )


def say(database: Database, name: str, /, **figures: object) -> None:
    """One line of JSON."""
    tell(name=name, database=database.engine, cases=database.cases, **figures)


if __name__ == "__main__":
    main()
