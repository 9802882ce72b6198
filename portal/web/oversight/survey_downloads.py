"""Results of surveys to take along: as a workbook, and as CSV."""

from flask import send_file
from flask.typing import ResponseReturnValue

from portal.queries.surveys.figures import survey_freshness
from portal.web.oversight.blueprint import blueprint
from portal.web.oversight.downloads import XLSX
from portal.web.oversight.surveys import asked_surveys, shown_surveys
from portal.web.shared.acting import now, ports, session
from portal.web.shared.figures.files import csv_file
from portal.web.shared.figures.surveys.files import survey_rows, survey_sheets
from portal.web.shared.sentences import _
from portal.web.shared.words import moment


@blueprint.get("/surveys.xlsx")
def survey_workbook() -> ResponseReturnValue:
    """The chosen series as a workbook."""
    asked = asked_surveys()
    as_of = _("Tính đến %(moment)s.", moment=moment(survey_freshness(session(), now()).as_of))
    book = ports().figures.write(survey_sheets(shown_surveys(asked), as_of))
    name = f"khao-sat-{asked.period.code}.xlsx"
    return send_file(book, mimetype=XLSX, as_attachment=True, download_name=name)


@blueprint.get("/surveys.csv")
def survey_csv_file() -> ResponseReturnValue:
    """Every series as a table."""
    asked = asked_surveys()
    return csv_file(survey_rows(shown_surveys(asked)), f"khao-sat-{asked.period.code}.csv")
