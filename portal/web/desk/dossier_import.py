"""One file of dossiers: how far it has come, what it would do, what is wrong with it, and what it did."""

from collections.abc import Iterable

from flask import Response, abort, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.domain.imports.reasons import Reason, RowError
from portal.domain.imports.stages import ImportStatus
from portal.domain.imports.tables import TableTrouble, UnreadableTable
from portal.domain.imports.words import reason_words, trouble_words
from portal.queries.dossier_imports import (
    WORK,
    DossierImport,
    WrongImportCell,
    count_wrong_cells,
    import_by_id,
    same_file_before,
    wrong_cells,
)
from portal.services.bring_import import TO_MAP, confirm_import, discard_import
from portal.services.work_imports import MOST_WRONG
from portal.web.desk.blueprint import blueprint
from portal.web.shared.acting import act, actor, commits, language, session
from portal.web.shared.figures.files import csv_file
from portal.web.shared.sentences import _
from portal.web.shared.words import number

SHOWN = 100
# Seconds; while the worker is at it the page asks again by itself, also without JavaScript.
ASK_AGAIN = 2


def found(import_id: int) -> DossierImport:
    """The file, for who may speak for its unit; for anybody else there is none."""
    return import_by_id(session(), actor(), import_id) or abort(404)


@blueprint.get("/dossier-imports/<int:import_id>")
def dossier_import(import_id: int) -> ResponseReturnValue:
    """One file."""
    row = found(import_id)
    if row.status is ImportStatus.BROUGHT:
        return redirect(url_for("desk.dossier_import_columns", import_id=row.id), 303)
    count = count_wrong_cells(session(), row.id)
    page = render_template(
        "desk/dossier_import.html",
        row=row,
        stage=row.status.value,
        working=row.status in WORK,
        percent=percent(row),
        problem=problem_words(row),
        same=same_file_before(session(), actor(), row),
        errors=[(each, words_of(each)) for each in wrong_cells(session(), row.id, SHOWN)],
        error_count=number(count) + ("+" if count == MOST_WRONG else ""),
        hidden_errors=count > SHOWN,
        undecided=row.status in TO_MAP,
    )
    response = make_response(page)
    if row.status in WORK:
        response.headers["Refresh"] = str(ASK_AGAIN)
    return response


@blueprint.post("/dossier-imports/<int:import_id>/apply")
@commits
def apply_dossier_import(import_id: int) -> ResponseReturnValue:
    """Have the good rows written."""
    confirm_import(act(), found(import_id))
    return redirect(url_for("desk.dossier_import", import_id=import_id), 303)


@blueprint.post("/dossier-imports/<int:import_id>/discard")
@commits
def discard_dossier_import(import_id: int) -> ResponseReturnValue:
    """Leave the file."""
    row = found(import_id)
    discard_import(act(), row)
    flash(_("Đã bỏ tệp %(name)s. Không hồ sơ nào thay đổi.", name=row.file_name), "success")
    return redirect(url_for("desk.dossier_imports"), 303)


@blueprint.get("/dossier-imports/<int:import_id>/errors.csv")
def dossier_import_errors(import_id: int) -> Response:
    """Everything that is wrong with a file, as a file."""
    row = found(import_id)
    cells = wrong_cells(session(), row.id, MOST_WRONG)
    return csv_file(error_rows(cells), f"loi-nhap-ho-so-{row.id}.csv")


def error_rows(cells: Iterable[WrongImportCell]) -> list[list[object]]:
    """Wrong cells as a table."""
    heads: list[object] = [_("Dòng"), _("Cột"), _("Giá trị"), _("Lý do")]
    return [heads, *([each.line, each.column, each.value, words_of(each)] for each in cells)]


def words_of(cell: WrongImportCell) -> str:
    """Why a cell is wrong."""
    error = RowError(cell.line, cell.column, cell.value, Reason(cell.reason), cell.first_line)
    return reason_words(error, language())


def problem_words(row: DossierImport) -> str:
    """Why the whole file is not taken, in a sentence; empty when it is."""
    if not row.problem:
        return ""
    if row.problem in {each.value for each in TableTrouble}:
        return trouble_words(UnreadableTable(TableTrouble(row.problem), row.problem_detail), language())
    return _("Việc đọc hoặc ghi tệp bị gián đoạn. Không hồ sơ nào thay đổi; xin thử lại.")


def percent(row: DossierImport) -> int | None:
    """How far the worker has come, from 0 to 99; None when nobody knows how much there is."""
    if not row.rows_expected:
        return None
    return min(99, 100 * row.rows_read // row.rows_expected)
