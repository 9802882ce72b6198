"""`python -m bench.one_stop`: importing dossiers, their work-list and figures on few and on very many of them."""

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime

from flask import Flask
from flask_security.utils import hash_password
from sqlalchemy import func, literal, select
from sqlalchemy.orm import Session

from bench.copies import copy_rows, shifted
from bench.databases import KEPT, Database, postgresql_server
from bench.dossier_files import write_file
from bench.looking import tell
from bench.servers import ROOT
from bench.stories import portal_on, signed_in
from portal.adapters.shipped_calendar import starting_days
from portal.demo.seed import seed_office
from portal.domain.people import SYSTEM
from portal.extensions import db
from portal.models.dossier import Applicant, Dossier
from portal.models.dossier_figure import DossierBasis, DossierMark
from portal.models.procedure import Procedure
from portal.queries.settings import load_settings
from portal.services.act import Act
from portal.services.count_dossiers import count_dossier_month, marked_dossier_months
from tests.support.statements import counted_statements

FILE_ROWS = int(os.environ.get("BENCH_FILE_ROWS", "100000"))
SIZES = [int(size) for size in os.environ.get("BENCH_DOSSIERS", "100000,2000000").split(",")]
ENGINES = os.environ.get("BENCH_DATABASES", "sqlite,postgresql").split(",")
ROUNDS = 15
PAGES = (
    ("work-list", "/desk/dossiers"),
    ("figures of a year", "/oversight/dossiers?period=2026"),
    ("public figures", "/figures/dossiers?period=2026"),
    ("late ones with letters", "/dossiers/late"),
    ("rows behind a figure", "/oversight/dossiers/rows?part=all_late&basis=due&period=2026"),
)


def main() -> None:
    """Measure on each database that the environment names."""
    for engine in ENGINES:
        if engine == "postgresql":
            with postgresql_server() as server:
                measure(engine, server)
        else:
            measure(engine, "")


def measure(engine: str, server: str) -> None:
    """Import a file, copy its dossiers until there are enough, and look at the pages at each size."""
    smallest: dict[str, float] = {}
    database = _fresh(engine, server)
    with portal_on(database) as app:
        import_file(app, database)
        for size in SIZES:
            with app.app_context():
                grow(db.session(), size)
                count(db.session(), database, size)
            for name, address in PAGES:
                look(app, database, size=size, name=name, address=address, smallest=smallest)


def _fresh(engine: str, server: str) -> Database:
    data = KEPT / f"dossiers-{engine}"
    subprocess.run(["rm", "-rf", str(data)], check=True)
    data.mkdir(parents=True)
    address = f"{server}/postgres" if server else f"sqlite:///{data / 'portal.db'}"
    database = Database(engine, 0, address, data)
    flask(database, "db", "upgrade")
    return database


def flask(database: Database, *command: str) -> str:
    """Run a command of the portal on a database; what it printed."""
    environment = {**os.environ, "DATABASE_URL": database.address, "PORTAL_DATA": str(database.data)}
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", *command],
        cwd=ROOT,
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout


def import_file(app: Flask, database: Database) -> None:
    """A whole import by command, preview and applying together, then the same file once more."""
    with app.app_context():
        seed_office(db.session(), days=starting_days(), hash_password=hash_password)
        codes = list(db.session().scalars(select(Procedure.code).order_by(Procedure.code)))
    path = database.data / "dossiers.csv"
    write_file(path, codes, FILE_ROWS)
    for name in ("import of a new file", "import of the same file"):
        began = time.perf_counter()
        told = json.loads(flask(database, "dossiers", "import", str(path)).splitlines()[-1])
        spent = time.perf_counter() - began
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        del told["errors"]
        say(database, name, rows=FILE_ROWS, seconds=round(spent, 1), most_megabytes=round(memory), **told)


def grow(session: Session, size: int) -> None:
    """Copy the dossiers there are, under other codes, until there are so many."""
    while (there := session.scalar(select(func.count()).select_from(Dossier)) or 0) < size:
        last = session.scalar(select(func.max(Dossier.id))) or 0
        few = min(there, size - there, FILE_ROWS)
        dossier = {"id": shifted(Dossier.id, last), "code": Dossier.code + literal(f"-{last}")}
        copy_rows(session, Dossier, which=Dossier.id <= few, other=dossier)
        applicant = {"dossier_id": shifted(Applicant.dossier_id, last)}
        copy_rows(session, Applicant, which=Applicant.dossier_id <= few, other=applicant)
        session.commit()


def count(session: Session, database: Database, size: int) -> None:
    """Count every month anew, as after a very large import."""
    months = ((DossierBasis.RECEIVED, Dossier.received_month), (DossierBasis.DUE, Dossier.first_due_month))
    for basis, column in months:
        for unit_id, month in session.execute(select(Dossier.unit_id, column).distinct()).all():
            session.add(DossierMark(basis=basis, unit_id=unit_id, month=month))
    session.commit()
    act = Act(session, SYSTEM, datetime.now(UTC), load_settings(session))
    spent: list[float] = []
    for bucket in marked_dossier_months(session):
        began = time.perf_counter()
        count_dossier_month(act, bucket)
        session.commit()
        spent.append((time.perf_counter() - began) * 1000)
    most, median = round(max(spent)), round(statistics.median(spent), 1)
    say(
        database,
        "counting a unit's month",
        dossiers=size,
        months=len(spent),
        p50_ms=median,
        most_ms=most,
    )


def look(
    app: Flask, database: Database, *, size: int, name: str, address: str, smallest: dict[str, float]
) -> None:
    """Ask for a page again and again, alone, in this process."""
    client = signed_in(app, "theodoi@binhan.example")
    times: list[float] = []
    with counted_statements() as sent:
        client.get(address)
    for _round in range(ROUNDS):
        began = time.perf_counter()
        answer = client.get(address)
        times.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 200, (address, answer.status)
    median = statistics.median(times)
    first = smallest.setdefault(name, median)
    say(
        database,
        name,
        dossiers=size,
        p50_ms=round(median, 1),
        most_ms=round(max(times), 1),
        statements=len(sent),
        time_to_smallest=round(median / first, 2),
    )


def say(database: Database, name: str, **figures: object) -> None:
    """One line of JSON."""
    tell(name=name, database=database.engine, **figures)


if __name__ == "__main__":
    main()
