"""Importing dossiers: what a file does, that it does it once, wholly or not at all, and for whose units."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, func, select, update
from sqlalchemy.orm import Session

from portal.adapters.tables.reader import TableFiles
from portal.domain.dossier_channels import DossierChannel
from portal.domain.dossiers import DossierEventKind, Standing
from portal.domain.imports.mapping import ColumnMapping
from portal.domain.imports.moments import DateOrder
from portal.domain.imports.reasons import Reason, RowError, WrongRow
from portal.domain.time import end_of
from portal.models.dossier import Applicant, Dossier, DossierEvent
from portal.models.dossier_figure import DossierBasis, DossierMark
from portal.services.import_dossiers import (
    ImportFile,
    apply_dossiers,
    preview_dossiers,
    tell_dossiers,
)
from portal.services.spool_dossiers import Counted
from tests.dossier_factories import COLUMNS, PROCEDURE, day, told_row
from tests.factories import acting, unit_id
from tests.support.dossier_files import SAMPLES, TRADE_PROCEDURE, BreakingTables, csv_file, line
from tests.support.statements import counted_statements

pytestmark = pytest.mark.usefixtures("standing_office")

TABLES = TableFiles()


class Desk:
    """Brings files of lines and looks at what came of them."""

    def __init__(self, session: Session, now: datetime, folder: Path) -> None:
        self.session, self.now, self.folder = session, now, folder

    def preview(self, *lines: dict[str, str], by: str = "coordinator") -> tuple[Counted, list[RowError]]:
        wrong: list[WrongRow] = []
        file = ImportFile(csv_file(self.folder, *lines))
        preview = preview_dossiers(acting(self.session, by, self.now), TABLES, file, on_wrong=wrong.append)
        return preview.counted, [error for row in wrong for error in row.errors]

    def bring(self, *lines: dict[str, str], by: str = "coordinator") -> Counted:
        """Apply a file; what it does must be what its preview says."""
        foretold, _errors = self.preview(*lines, by=by)
        file = ImportFile(csv_file(self.folder, *lines))
        counted = apply_dossiers(acting(self.session, by, self.now), TABLES, file)
        self.session.flush()
        assert counted == foretold
        return counted

    def dossier(self, number: int = 1) -> Dossier:
        wanted = select(Dossier).where(Dossier.code == line(number)["code"])
        return self.session.scalars(wanted.execution_options(populate_existing=True)).one()

    def count(self) -> int:
        return self.session.scalar(select(func.count()).select_from(Dossier)) or 0


@pytest.fixture
def desk(session: Session, now: datetime, tmp_path: Path) -> Desk:
    return Desk(session, now, tmp_path)


def history(session: Session, dossier: Dossier) -> list[DossierEvent]:
    wanted = select(DossierEvent).where(DossierEvent.dossier_id == dossier.id)
    return list(session.scalars(wanted.order_by(DossierEvent.number)))


# --- new, changed, same, wrong --------------------------------------------------------------------


def test_a_new_dossier_is_written_with_its_applicant_and_its_first_event(desk: Desk) -> None:
    counted = desk.bring(
        line(
            applicant_kind="Tổ chức",
            phone="0912 000 345",
            email="Hanh@Example.com",
            address="Ấp Thanh Tân",
            counter="Quầy 3",
            channel_in="Bưu chính công ích",
            supplement_requests="1",
        )
    )
    assert counted == Counted(new=1)
    dossier = desk.dossier()
    applicant = desk.session.get_one(Applicant, dossier.id)
    assert (applicant.name, applicant.phone) == ("Lê Thị Hạnh", "+84912000345")
    assert dossier.unit_id == unit_id(desk.session, "QLNL")
    assert dossier.received_at == datetime(2026, 11, 2, 1, 30, tzinfo=UTC)
    assert (dossier.due_on, dossier.due_at) == (date(2026, 11, 16), end_of(date(2026, 11, 16)))
    assert (dossier.first_due_on, dossier.due_given) == (date(2026, 11, 16), True)
    assert (dossier.received_month, dossier.first_due_month) == (202611, 202611)
    assert (dossier.channel_in, dossier.supplement_requests) == (DossierChannel.POSTAL, 1)
    assert (dossier.is_open, dossier.outcome, dossier.event_count) == (True, None, 1)
    (event,) = history(desk.session, dossier)
    assert event.kind is DossierEventKind.IMPORTED
    assert event.actor_id == acting(desk.session, "coordinator", desk.now).actor.account_id


def test_without_a_date_the_promise_is_reckoned_from_the_committed_time(desk: Desk) -> None:
    desk.bring(line(procedure_code=TRADE_PROCEDURE, unit_code="QLTM", due=""))
    # Seven working days after Monday 2/11.
    assert (desk.dossier().due_on, desk.dossier().due_given) == (date(2026, 11, 11), False)


def test_the_same_file_twice_changes_nothing(desk: Desk) -> None:
    lines = [line(number, phone="0912000345", counter="Quầy 1") for number in range(1, 4)]
    assert desk.bring(*lines) == Counted(new=3)
    marks = desk.session.scalar(select(func.count()).select_from(DossierMark))
    versions = [desk.dossier(number).version for number in range(1, 4)]
    assert desk.bring(*lines) == Counted(same=3)
    assert [desk.dossier(number).version for number in range(1, 4)] == versions
    assert [len(history(desk.session, desk.dossier(n))) for n in range(1, 4)] == [1, 1, 1]
    assert desk.session.scalar(select(func.count()).select_from(DossierMark)) == marks


@pytest.mark.parametrize("name", ["good.xlsx", "good_windows_1258.csv"])
def test_whatever_program_wrote_the_file_it_is_the_same(session: Session, now: datetime, name: str) -> None:
    act = acting(session, "administrator", now)
    assert apply_dossiers(act, TABLES, ImportFile(SAMPLES / "good_utf8.csv")) == Counted(new=35)
    assert apply_dossiers(act, TABLES, ImportFile(SAMPLES / name)) == Counted(same=35)


def test_what_changed_is_written_and_told_and_nothing_else(desk: Desk) -> None:
    desk.bring(line(1, counter="Quầy 1", finished=""), line(2, finished=""))
    counted = desk.bring(line(1, counter="Quầy 2", finished="13/11/2026 10:00"), line(2, finished=""))
    assert counted == Counted(changed=1, same=1)
    dossier = desk.dossier()
    assert (dossier.is_open, dossier.outcome, dossier.version) == (False, Standing.EARLY, 2)
    _imported, changed = history(desk.session, dossier)
    assert changed.kind is DossierEventKind.CHANGED
    assert changed.facts == {
        "counter": ["Quầy 1", "Quầy 2"],
        "finished_at": [None, "2026-11-13T10:00:00+07:00"],
    }


def test_the_history_says_only_that_the_applicant_changed(desk: Desk) -> None:
    desk.bring(line(phone="0912000345"))
    assert desk.bring(line(phone="0987654321")) == Counted(changed=1)
    assert desk.session.get_one(Applicant, desk.dossier().id).phone == "+84987654321"
    assert history(desk.session, desk.dossier())[-1].facts == {"applicant": True}


def test_codes_differ_by_more_than_case(desk: Desk) -> None:
    desk.bring(line(code="h99.15-261102-0001"))
    assert desk.bring(line(code="H99.15-261102-0001")) == Counted(same=1)


def test_good_rows_go_in_without_the_wrong_ones(desk: Desk) -> None:
    lines = (line(1), line(2, received="31/02/2026", phone="không có"), line(3, procedure_code="9.999999"))
    counted, errors = desk.preview(*lines)
    assert counted == Counted(new=1, wrong=2)
    assert [(each.line, each.column, each.value, each.reason) for each in errors] == [
        (3, "phone", "không có", Reason.PHONE),
        (3, "received", "31/02/2026", Reason.NO_SUCH_DAY),
        (4, "procedure_code", "9.999999", Reason.UNKNOWN_PROCEDURE),
    ]
    assert desk.bring(*lines) == counted
    assert desk.count() == 1


def test_a_preview_changes_nothing(desk: Desk) -> None:
    assert desk.preview(line(1), line(2)) == (Counted(new=2), [])
    assert (desk.count(), desk.session.scalar(select(func.count()).select_from(DossierMark))) == (0, 0)


def test_a_mapping_says_which_column_is_which(session: Session, now: datetime, tmp_path: Path) -> None:
    path = tmp_path / "strange.csv"
    path.write_text("A;B;C;D\nX-1;2.000621.000.00.00.H99;11/02/2026;11/16/2026\n", encoding="utf-8")
    columns = {"code": "A", "procedure_code": "B", "received": "C", "due": "D"}
    mapping = ColumnMapping(columns, DateOrder.MONTH_FIRST)
    act = acting(session, "system", now)
    assert apply_dossiers(act, TABLES, ImportFile(path, mapping)) == Counted(new=1)
    assert session.scalars(select(Dossier.due_on)).one() == date(2026, 11, 16)


# --- blank cells ----------------------------------------------------------------------------------


def test_a_blank_cell_of_a_column_that_is_there_takes_a_milestone_back(desk: Desk) -> None:
    desk.bring(line(finished="12/11/2026 09:00", returned="13/11/2026 09:00", updated="13/11/2026"))
    assert desk.bring(line(finished="12/11/2026 09:00", returned="", updated="13/11/2026")).changed == 1
    assert (desk.dossier().returned_at, desk.dossier().is_open) == (None, False)
    assert desk.bring(line(finished="", returned="", updated="")).changed == 1
    assert (desk.dossier().finished_at, desk.dossier().updated_at, desk.dossier().is_open) == (
        None,
        None,
        True,
    )
    assert desk.dossier().outcome is None


def test_a_column_that_is_not_there_leaves_things_as_they_are(desk: Desk) -> None:
    desk.bring(line(finished="12/11/2026 09:00", stopped_on="", counter="Quầy 1", phone="0912000345"))
    assert desk.bring(line()) == Counted(same=1)
    assert desk.dossier().finished_at is not None
    assert desk.dossier().counter == "Quầy 1"


def test_a_stop_ends_a_dossier_and_a_blank_one_takes_it_back(desk: Desk) -> None:
    desk.bring(line(stopped_on="10/11/2026", stop_reason="Không bổ sung giấy tờ"))
    assert (desk.dossier().is_open, desk.dossier().outcome) == (False, None)
    desk.bring(line(stopped_on="", stop_reason=""))
    assert desk.dossier().is_open


# --- whose units ----------------------------------------------------------------------------------


def test_rows_of_units_for_which_one_may_not_speak_are_wrong(desk: Desk) -> None:
    ours, theirs = line(1), line(2, unit_code="QLTM", procedure_code=TRADE_PROCEDURE)
    counted, errors = desk.preview(ours, theirs, by="leader")
    assert counted == Counted(new=1, wrong=1)
    assert [(each.line, each.column, each.value) for each in errors] == [(3, "unit_code", "QLTM")]
    assert errors[0].reason is Reason.UNKNOWN_UNIT
    assert desk.bring(ours, theirs, by="director") == Counted(new=2)


def test_without_a_unit_that_of_the_procedure_counts(desk: Desk) -> None:
    counted, errors = desk.preview(line(unit_code="", procedure_code=TRADE_PROCEDURE), by="leader")
    assert counted == Counted(wrong=1)
    assert errors[0].column == "procedure_code"


def test_nobody_takes_over_a_dossier_of_another_unit(desk: Desk) -> None:
    desk.bring(line(unit_code="QLTM"))
    counted, errors = desk.preview(line(unit_code="QLNL"), by="leader")
    assert counted == Counted(wrong=1)
    assert errors[0].reason is Reason.UNKNOWN_UNIT
    assert desk.bring(line(unit_code="QLNL"), by="leader") == Counted(wrong=1)
    assert desk.dossier().unit_id == unit_id(desk.session, "QLTM")


def test_who_speaks_for_both_units_may_hand_a_dossier_over(desk: Desk) -> None:
    desk.bring(line(unit_code="QLTM"))
    assert desk.bring(line(unit_code="QLNL"), by="director") == Counted(changed=1)


@pytest.mark.parametrize("role", ["officer", "operator", "overseer", "outsider"])
def test_who_may_not_import_finds_every_row_wrong(desk: Desk, role: str) -> None:
    assert desk.preview(line(1), line(2), by=role)[0] == Counted(wrong=2)
    assert desk.bring(line(1), line(2), by=role) == Counted(wrong=2)
    assert desk.count() == 0


# --- many rows, figures, breaking off -------------------------------------------------------------


def test_more_rows_than_a_batch_take_few_statements(desk: Desk) -> None:
    lines = [line(number) for number in range(1, 1203)]
    with counted_statements() as sent:
        assert desk.bring(*lines) == Counted(new=1202)
    assert desk.count() == 1202
    assert len(sent) < 60
    changed = [*lines[:1100], line(1101, counter="Quầy 2"), line(1102, received="x")]
    assert desk.bring(*changed) == Counted(same=1100, changed=1, wrong=1)


def marks(session: Session) -> set[tuple[DossierBasis, str, int]]:
    units = {
        each.id: each.code for each in acting(session, "system", datetime.now(UTC)).settings.units.values()
    }
    rows = session.execute(select(DossierMark.basis, DossierMark.unit_id, DossierMark.month))
    return {(basis, units[unit], month) for basis, unit, month in rows}


def test_the_months_a_dossier_came_into_and_left_are_counted_anew(desk: Desk) -> None:
    desk.bring(line(received="30/10/2026 08:00", due="16/11/2026"))
    assert marks(desk.session) == {
        (DossierBasis.RECEIVED, "QLNL", 202610),
        (DossierBasis.DUE, "QLNL", 202611),
    }
    desk.session.query(DossierMark).delete()
    desk.bring(line(received="02/11/2026 08:00", due="16/11/2026", unit_code="QLTM"))
    assert marks(desk.session) == {
        (DossierBasis.RECEIVED, "QLNL", 202610),
        (DossierBasis.DUE, "QLNL", 202611),
        (DossierBasis.RECEIVED, "QLTM", 202611),
        (DossierBasis.DUE, "QLTM", 202611),
    }


def test_a_file_that_breaks_off_while_it_is_read_changes_nothing(desk: Desk) -> None:
    path = csv_file(desk.folder, *(line(number) for number in range(1, 1203)))
    with counted_statements() as sent, pytest.raises(OSError, match="the disk is gone"):
        apply_dossiers(acting(desk.session, "system", desk.now), BreakingTables(1100), ImportFile(path))
    assert not [each for each in sent if each.lstrip().upper().startswith(("INSERT", "UPDATE"))]
    assert desk.count() == 0


@contextmanager
def stumbling_at(beginning: str, time: int) -> Iterator[None]:
    """The machine is switched off when a statement that begins so is sent for the second, third … time."""
    sent: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *more: Any) -> None:
        sent.append(statement)
        if sum(each.startswith(beginning) for each in sent) == time:
            raise RuntimeError("the machine was switched off")

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def test_a_crash_while_it_is_written_changes_nothing(desk: Desk) -> None:
    desk.bring(line(1, counter="Quầy 1"))
    desk.session.commit()
    path = csv_file(desk.folder, *(line(number, counter="Quầy 2") for number in range(1, 1203)))

    with stumbling_at("INSERT INTO dossier_events", 2), pytest.raises(RuntimeError):
        apply_dossiers(acting(desk.session, "system", desk.now), TABLES, ImportFile(path))
    desk.session.rollback()
    assert (desk.count(), desk.dossier().counter, desk.dossier().version) == (1, "Quầy 1", 1)
    assert desk.bring(line(1, counter="Quầy 1")) == Counted(same=1)


def test_a_dossier_that_changed_while_the_file_was_read_is_planned_again(desk: Desk) -> None:
    desk.bring(line(1, counter="Quầy 1"), line(2, counter="Quầy 1"))
    lines = [line(1, counter="Quầy 2"), line(2, counter="Quầy 1"), line(3)]
    path = csv_file(desk.folder, *lines)

    def somebody_else(_rows: int) -> None:
        changed = update(Dossier).where(Dossier.code.in_([line(1)["code"], line(2)["code"]]))
        values = {"version": Dossier.version + 1, "event_count": 4, "counter": "Quầy 2"}
        desk.session.execute(changed.values(values).execution_options(synchronize_session=False))

    act = acting(desk.session, "coordinator", desk.now)
    assert apply_dossiers(act, TABLES, ImportFile(path), watch=somebody_else) == Counted(1, 1, 1)
    assert (desk.dossier(1).version, desk.dossier(2).version) == (2, 3)
    assert (desk.dossier(2).counter, history(desk.session, desk.dossier(2))[-1].number) == ("Quầy 1", 5)


def test_rows_told_by_another_way_obey_the_same_rules(session: Session, now: datetime) -> None:
    ours, theirs = (
        told_row(code="A-1", received=day(now.date())),
        told_row(code="A-2", received=day(now.date()), procedure_code=TRADE_PROCEDURE, unit_code="QLTM"),
    )
    act = acting(session, "leader", now)
    assert tell_dossiers(act, [ours, theirs], COLUMNS) == Counted(new=1, wrong=1)
    assert tell_dossiers(act, [ours], COLUMNS) == Counted(same=1)
    assert ours.procedure_code == PROCEDURE
