"""The reports that are kept, newest first, and those that fall due by themselves."""

from dataclasses import dataclass
from datetime import date

from flask import render_template, request, url_for

from portal.domain.reports.schedule import Due
from portal.domain.reports.spec import days_words
from portal.queries.reports.kept import PAGE, Report, report_page, sees_whole, spec_of
from portal.services.reports.make_report import record_of
from portal.services.reports.schedule_reports import coming_reports
from portal.web.oversight.blueprint import blueprint
from portal.web.shared.acting import act, actor, language, session, settings
from portal.web.shared.numbers import whole
from portal.web.shared.words import term_words, unit_name


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report in the list."""

    row: Report
    name: str
    unit: str
    href: str


@dataclass(frozen=True, slots=True)
class ComingLine:
    """A report that will be made by itself."""

    name: str
    period: str
    due_on: date
    ready_by: date
    prepared_on: date


@blueprint.get("/reports")
def reports() -> str:
    """The reports of the units within reach."""
    before = whole(request.args.get("before"))
    rows = report_page(session(), settings(), actor(), before=before)
    shown, more = rows[:PAGE], rows[PAGE:]
    coming = coming_reports(act()) if sees_whole(settings(), actor()) else []
    return render_template(
        "oversight/reports.html",
        rows=[line_of(row) for row in shown],
        coming=[_coming(each) for each in coming],
        first_url=url_for("oversight.reports") if before else "",
        next_url=url_for("oversight.reports", before=shown[-1].id) if more else "",
    )


def line_of(row: Report) -> ReportLine:
    """A report as lists name it."""
    period = days_words(spec_of(row).days, language())
    name = f"{record_of(settings(), row)} – {period}"
    return ReportLine(row, name, unit_name(row.unit_id), url_for("oversight.report", report_id=row.id))


def _coming(due: Due) -> ComingLine:
    period = days_words(due.days, language())
    return ComingLine(term_words(due.plan), period, due.due_on, due.ready_by, due.prepared_on)
