"""The worker at files of dossiers: reads and writes them once, begins again when it was stopped, gives up."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.domain.imports.fields import DOSSIER_FIELDS
from portal.domain.imports.mapping import guess_mapping
from portal.domain.imports.stages import ImportStatus
from portal.domain.imports.tables import Recognise, Table
from portal.jobs.work_imports import work_imports
from portal.models.dossier import Dossier, DossierEvent
from portal.models.dossier_import import DossierImport, WrongImportCell
from portal.ports import Ports
from portal.services.bring_import import BroughtFile, bring_dossiers, confirm_import, map_columns
from portal.services.work_imports import LEASE
from tests.factories import acting
from tests.fakes import FakePorts
from tests.jobs.conftest import Clock, Work
from tests.support.dossier_files import BreakingTables, csv_bytes, line

pytestmark = pytest.mark.usefixtures("standing_office")

Bring = Callable[..., DossierImport]


@pytest.fixture
def bring(session: Session, now: datetime, outside: FakePorts) -> Bring:
    """A file the coordinator brought and whose columns are told."""

    def bring(*lines: dict[str, str]) -> DossierImport:
        act = acting(session, "coordinator", now)
        row = bring_dossiers(act, BroughtFile("x.csv", csv_bytes(lines), "Một cửa"), ports=outside.ports)
        map_columns(act, row, guess_mapping(row.headers, DOSSIER_FIELDS))
        return row

    return bring


def count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Dossier)) or 0


def broken(outside: FakePorts, after: int) -> Ports:
    return replace(outside.ports, tables=BreakingTables(after))


def test_it_reads_then_writes_and_leaves_what_is_done(
    work: Work, session: Session, now: datetime, outside: FakePorts, bring: Bring
) -> None:
    row = bring(line(1), line(2), line(3, received="x"))
    round_ = partial(work_imports, outside.ports)
    assert (work(round_), work(round_), count(session)) == (1, 0, 0)
    assert (row.status, row.new, row.wrong, row.rows_read) == (ImportStatus.PREVIEWED, 2, 1, 3)
    assert [cell.line for cell in session.scalars(select(WrongImportCell))] == [4]
    confirm_import(acting(session, "coordinator", now), row)
    assert (work(round_), work(round_), count(session)) == (1, 0, 2)
    assert (row.status, row.applied_at, row.claimed_until) == (ImportStatus.APPLIED, now, None)
    event = session.scalars(select(DossierEvent)).first()
    assert event is not None
    assert (event.actor_id, event.facts["import_id"]) == (row.applied_by_id, row.id)


def test_what_breaks_off_while_it_is_written_changes_nothing(
    work: Work, session: Session, now: datetime, outside: FakePorts, bring: Bring
) -> None:
    row = bring(*(line(number) for number in range(1, 1203)))
    work(partial(work_imports, outside.ports))
    confirm_import(acting(session, "coordinator", now), row)
    assert work(partial(work_imports, broken(outside, 1100))) == 0
    assert (row.status, row.problem, count(session)) == (ImportStatus.FAILED, "broke_off", 0)


def test_a_worker_that_was_stopped_half_way_begins_again(
    work: Work, clock: Clock, session: Session, outside: FakePorts, bring: Bring
) -> None:
    class Stopped(BaseException):
        """The machine is switched off."""

    class StoppingTables:
        def open(self, path: Path, recognise: Recognise) -> AbstractContextManager[Table]:
            raise Stopped

    row = bring(line(1))
    with pytest.raises(Stopped):
        work(partial(work_imports, replace(outside.ports, tables=StoppingTables())))
    assert row.status is ImportStatus.WAITING
    # As long as the other may still be at it, nobody else begins.
    assert work(partial(work_imports, outside.ports)) == 0
    clock.moment += LEASE + timedelta(seconds=1)
    assert work(partial(work_imports, outside.ports)) == 1
    assert (row.status, row.new) == (ImportStatus.PREVIEWED, 1)


def test_a_file_that_breaks_further_down_says_what_is_wrong(
    work: Work, session: Session, outside: FakePorts, bring: Bring
) -> None:
    row = bring(*(line(number) for number in range(1, 50)))
    outside.files.files[row.file_key] += b'"open,1\n'
    assert work(partial(work_imports, outside.ports)) == 0
    assert (row.status, row.problem, row.problem_detail) == (ImportStatus.FAILED, "quotes", "51")


def test_one_file_that_fails_does_not_stop_the_next(
    work: Work, session: Session, outside: FakePorts, bring: Bring
) -> None:
    bad, good = bring(line(1)), bring(line(2))
    outside.files.delete(bad.file_key)
    assert work(partial(work_imports, outside.ports)) == 1
    assert (bad.status, good.status) == (ImportStatus.FAILED, ImportStatus.PREVIEWED)
