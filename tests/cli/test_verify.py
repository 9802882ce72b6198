"""`flask verify` on the demo's half year: every invariant holds, and a broken one is named, row by row."""

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import Engine, delete, select, update
from sqlalchemy.orm import Session

from portal.adapters.shipped_calendar import shipped_days
from portal.cli import verify as command
from portal.cli.verify import CHECKS
from portal.demo.dossiers import seed_dossiers
from portal.demo.seed import seed_cases, seed_office
from portal.demo.surveys.year import seed_surveys
from portal.domain.states import State
from portal.models.case import Case, CaseEvent
from tests.demo.test_seed import NOW
from tests.dossier_factories import OFFICE, printing_ports

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("demo")]


@pytest.fixture(scope="module")
def demo(engine: Engine) -> None:
    with Session(engine) as session:
        seed_office(session, days=shipped_days(), hash_password=lambda password: f"not-hashed:{password}")
        ports = printing_ports()
        for _ in seed_cases(session, NOW, ports=ports, count=40):
            pass
        for _ in seed_dossiers(session, NOW, ports=ports, office=OFFICE, count=120):
            pass
        seed_surveys(session, NOW, office=OFFICE, count=200)


def verify(app: Flask, session: Session) -> Result:
    session.commit()
    return app.test_cli_runner().invoke(args=["verify"])


def test_it_finds_nothing_wrong_with_the_demo(app: Flask, session: Session) -> None:
    result = verify(app, session)
    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    assert [line.split(":")[0] for line in lines] == [name for name, _ in CHECKS]
    assert all(line.endswith(" 0 broken") for line in lines)
    idle = {line.split(":")[0] for line in lines if ": 0 checked" in line}
    # Few cases are ever sealed, none has pictures or a resolution.
    rare = {"sealed cases out of reach", "sealed cases sealed", "pictures go with their version"}
    assert idle <= rare | {"cases show their resolution"}


def test_it_names_the_rows_that_are_broken(app: Flask, session: Session) -> None:
    case = session.scalars(select(Case).where(Case.state == State.CLOSED).limit(1)).one()
    session.execute(update(Case).where(Case.id == case.id).values(state=State.ANSWERED))
    result = verify(app, session)
    assert result.exit_code == 1
    assert f"\n  {case.reference}: state answered, events closed\n" in f"\n{result.output}"
    assert " 1 broken" in result.output


def test_it_goes_on_to_the_other_checks(app: Flask, session: Session) -> None:
    session.execute(update(Case).values(is_open=True))
    result = verify(app, session)
    assert len([line for line in result.output.splitlines() if " checked, " in line]) == len(CHECKS)


def test_it_shows_some_of_very_many_rows(
    app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "SHOWN", 3)
    session.execute(delete(CaseEvent).where(CaseEvent.number == 1))
    output = verify(app, session).output.splitlines()
    first = output.index(next(line for line in output if line.startswith("  ")))
    assert output[first + 3].startswith("  … and ")
