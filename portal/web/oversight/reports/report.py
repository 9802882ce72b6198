"""One report: how far it has come, what it says, and its files."""

from datetime import date
from typing import Any, BinaryIO

import structlog
from flask import Response, abort, make_response, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from portal.domain.permissions import Permission
from portal.domain.reports.content import Content, FiledReport
from portal.domain.reports.kept import read_back
from portal.domain.reports.shown import chapters, is_words, language_of, shown
from portal.domain.sheets import RegisterSheet
from portal.domain.time import local_day
from portal.queries.register import Span, register_lines
from portal.queries.reports.facts import wanted_for
from portal.queries.reports.kept import UNFINISHED, Report, report_by_id, spec_of
from portal.services.errors import NotPermitted, RuleBroken
from portal.services.reports.make_report import record_of
from portal.services.reports.request_report import try_again
from portal.web.desk.register import Counted
from portal.web.desk.register_columns import COLUMNS, cells
from portal.web.oversight.blueprint import blueprint
from portal.web.oversight.reports.kept import line_of
from portal.web.shared.acting import act, actor, commits, now, ports, session, settings

log = structlog.get_logger("portal.reports")

# Seconds; while the worker is at it the page asks again by itself, also without JavaScript.
ASK_AGAIN = 2
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def found(report_id: int) -> Report:
    """The report, for those who see the figures of all its units; for anybody else there is none."""
    return report_by_id(session(), settings(), actor(), report_id=report_id) or abort(404)


@blueprint.get("/reports/<int:report_id>")
def report(report_id: int) -> ResponseReturnValue:
    """One report: its progress, then what it says."""
    row = found(report_id)
    content = content_of(row)
    page = render_template(
        "oversight/report.html",
        line=line_of(row),
        row=row,
        working=row.status in UNFINISHED,
        content=content,
        numbered=list(chapters(content)) if content else (),
        may_register=bool(content) and may_take_register(row),
        shown=lambda value: shown(value, language_of(content)) if content else "",
        is_words=is_words,
    )
    response = make_response(page)
    if row.status in UNFINISHED:
        response.headers["Refresh"] = str(ASK_AGAIN)
    return response


def content_of(row: Report) -> Content | None:
    """What a report says; None until it is made."""
    return read_back(row.content) if row.content else None


def register_span(row: Report) -> Span:
    """The lines of the register that belong to a report."""
    spec = spec_of(row)
    units = wanted_for(settings(), spec, local_day(now())).unit_ids
    return Span(spec.days.first, min(spec.days.last, local_day(now())), units)


def may_take_register(row: Report) -> bool:
    """Whether the register of all its units is the actor's to take along."""
    return register_span(row).unit_ids <= actor().units_for(Permission.EXPORT_REGISTER)


@blueprint.get("/reports/<int:report_id>/pictures/<int:number>.svg")
def report_picture(report_id: int, number: int) -> Response:
    """A picture of a report."""
    content = content_of(found(report_id))
    if content is None or not 0 < number <= len(content.pictures):
        abort(404)
    return Response(content.pictures[number - 1].svg, mimetype="image/svg+xml")


@blueprint.get("/reports/<int:report_id>/file.<ending>")
def report_file(report_id: int, ending: str) -> Response:
    """A file of a report, as it was written when the report was made."""
    row = found(report_id)
    key = row.files.get(ending)
    if key is None or ending not in TYPES:
        abort(404)
    try:
        file = ports().files.open(key)
    except KeyError:
        abort(404)
    return _sent(file, row, ending)


@blueprint.post("/reports/<int:report_id>/register")
def report_with_register(report_id: int) -> Response:
    """The workbook with the register as it stands now; that somebody took it is logged.

    The register has personal data and is never kept in a file: what was sealed or forgotten since is not in it.
    """
    row = found(report_id)
    content = content_of(row)
    if content is None:
        abort(404)
    if not may_take_register(row):
        raise NotPermitted(Permission.EXPORT_REGISTER)
    span, written = register_span(row), Counted()
    lines = (cells(entry, settings()) for entry in written.through(register_lines(session(), span)))
    sheet = RegisterSheet(_register_title(span.first, span.last), [each.column for each in COLUMNS], lines)
    book = ports().reports.xlsx(FiledReport(content, record_of(settings(), row), row.digest), sheet)
    log.info("register_exported", account_id=actor().account_id, report_id=row.id, lines=written.lines)
    return _sent(book, row, "xlsx")


def _register_title(first: date, last: date) -> str:
    return f"SỔ TIẾP NHẬN PHẢN ÁNH, KIẾN NGHỊ từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y}"


def _sent(file: BinaryIO, row: Report, ending: str) -> Response:
    code = settings().units[row.unit_id].code
    name = f"bao-cao-{code}-{spec_of(row).days.code}.{ending}"
    extra: dict[str, Any] = {"mimetype": TYPES[ending], "as_attachment": True, "download_name": name}
    return send_file(file, **extra)


@blueprint.post("/reports/<int:report_id>/again")
@commits
def report_again(report_id: int) -> ResponseReturnValue:
    """Have a report made that could not be made before."""
    try:
        try_again(act(), found(report_id))
    except RuleBroken:
        abort(404)
    return redirect(url_for("oversight.report", report_id=report_id), 303)
