"""The dashboard to take along: as a workbook with charts, and as CSV."""

from collections.abc import Iterator

from flask import send_file
from flask.typing import ResponseReturnValue

from portal.queries.figures import freshness
from portal.web.oversight.blueprint import blueprint
from portal.web.oversight.dashboard import asked_for, shown_of
from portal.web.oversight.figure_columns import (
    FigureColumn,
    due_columns,
    held_columns,
    publication_columns,
    received_columns,
    satisfaction_columns,
    speed_columns,
)
from portal.web.oversight.figure_sheets import sheets_of
from portal.web.shared.acting import now, ports, session, settings
from portal.web.shared.figures.files import csv_file
from portal.web.shared.sentences import _
from portal.web.shared.words import moment, unit_name

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/dashboard.xlsx")
def figures_workbook() -> ResponseReturnValue:
    """The same figures as a workbook."""
    asked, fresh = asked_for(), freshness(session(), now())
    book = ports().figures.write(sheets_of(shown_of(asked, fresh), fresh))
    name = f"so-lieu-{asked.period.code}.xlsx"
    return send_file(book, mimetype=XLSX, as_attachment=True, download_name=name)


@blueprint.get("/dashboard.csv")
def figures_csv() -> ResponseReturnValue:
    """The same figures by unit, one row each; with a byte-order mark, so that Excel reads the accents."""
    asked, fresh = asked_for(), freshness(session(), now())
    shown = shown_of(asked, fresh)
    columns = list(_columns(of_one_kind=asked.kind is not None))
    heads = [_("Mã đơn vị"), _("Đơn vị"), *(heading for heading, _column in columns), _("Tính đến")]
    rows: list[list[object]] = [[*heads]]
    as_of, units = moment(fresh.as_of), shown.units(lambda figures: True)
    named = [(settings().units[unit_id].code, unit_name(unit_id), figures) for unit_id, figures in units]
    for code, name, figures in [*named, ("", _("Cộng"), shown.figures.total)]:
        rows.append([code, name, *(column.value(figures) for _heading, column in columns), as_of])
    return csv_file(rows, f"so-lieu-{asked.period.code}.csv")


def _columns(*, of_one_kind: bool) -> Iterator[tuple[str, FigureColumn]]:
    """All columns, each heading with what it is a part of: "in time" stands among received and among due.

    Of one kind of cases there are no ratings and no times held.
    """
    groups = (
        (_("Tiếp nhận"), received_columns()),
        (_("Đến hạn"), due_columns()),
        (_("Thời gian"), speed_columns()),
        (_("Thời gian giữ"), held_columns()),
        (_("Công khai"), publication_columns()),
        (_("Hài lòng"), satisfaction_columns()),
    )
    untold = {_("Thời gian giữ"), _("Hài lòng")} if of_one_kind else set()
    for name, columns in groups:
        for each in columns if name not in untold else ():
            yield f"{name} – {each.heading}", each
