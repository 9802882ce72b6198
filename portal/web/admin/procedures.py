"""The catalogue of procedures: searched, looked at, kept by files, taken out of use and put back."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from portal.domain.clock import TimeUnit
from portal.domain.wording import term_words as words_of_term
from portal.queries.configuration import reach_of
from portal.queries.procedures import PAGE, Procedure, ProcedureFilter, procedure_by_id, procedure_page
from portal.services.bring_procedures import use_procedure
from portal.web.admin.blueprint import blueprint
from portal.web.shared.acting import act, actor, commits, language, session, settings
from portal.web.shared.sentences import _


@dataclass(frozen=True, slots=True)
class ProcedureView:
    """A procedure as the pages show it."""

    row: Procedure
    committed: str
    legal: str
    steps: tuple[tuple[str, str], ...]


def view_of(row: Procedure) -> ProcedureView:
    """A procedure with its times in words."""
    steps = tuple((each["name"], _words(each["amount"], TimeUnit(each["unit"]))) for each in row.steps)
    legal = _words(row.legal_amount, row.legal_time_unit)
    return ProcedureView(row, _words(row.amount, row.time_unit), legal, steps)


def _words(amount: int | None, unit: TimeUnit | None) -> str:
    return words_of_term(amount, unit, language()) if amount and unit else ""


@blueprint.get("/procedures")
def procedures() -> ResponseReturnValue:
    """The procedures of the administrator's units by code."""
    words = request.args.get("words", "").strip()[:200]
    after = request.args.get("after", "")[:64]
    reach = reach_of(settings(), actor())
    wanted = ProcedureFilter(text=words, unit_ids=reach, after=after, withdrawn_too=True)
    rows = procedure_page(session(), wanted)
    shown, more = rows[:PAGE], rows[PAGE:]
    return render_template(
        "admin/procedures.html",
        rows=[view_of(row) for row in shown],
        words=words,
        first_url=url_for("admin.procedures", words=words or None) if after else "",
        next_url=url_for("admin.procedures", words=words or None, after=shown[-1].code) if more else "",
    )


@blueprint.get("/procedures/<int:procedure_id>")
def procedure(procedure_id: int) -> ResponseReturnValue:
    """One procedure with its steps."""
    return render_template("admin/procedure.html", view=view_of(_found(procedure_id)))


@blueprint.post("/procedures/<int:procedure_id>/withdraw")
@commits
def withdraw_procedure(procedure_id: int) -> ResponseReturnValue:
    """Take a procedure out of use."""
    use_procedure(act(), _found(procedure_id), active=False)
    flash(_("Thủ tục đã thôi áp dụng. Hồ sơ đã nhận vẫn giữ nguyên."), "success")
    return redirect(url_for("admin.procedure", procedure_id=procedure_id), 303)


@blueprint.post("/procedures/<int:procedure_id>/restore")
@commits
def restore_procedure(procedure_id: int) -> ResponseReturnValue:
    """Put a procedure back into use."""
    use_procedure(act(), _found(procedure_id), active=True)
    flash(_("Thủ tục được áp dụng lại."), "success")
    return redirect(url_for("admin.procedure", procedure_id=procedure_id), 303)


def _found(procedure_id: int) -> Procedure:
    row = procedure_by_id(session(), procedure_id)
    if row is None or row.unit_id not in reach_of(settings(), actor()):
        raise NotFound
    return row
