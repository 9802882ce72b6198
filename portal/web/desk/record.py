"""All versions of what staff wrote down of somebody's words, each with what it changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from portal.queries.record_versions import RecordVersion, record_versions
from portal.web.desk.blueprint import blueprint
from portal.web.desk.case import seen_case
from portal.web.shared.acting import session
from portal.web.shared.differences import Differences, differences


@blueprint.get("/cases/<reference>/record")
def record(reference: str) -> ResponseReturnValue:
    """The versions, the present one first; there are none while nothing was corrected."""
    case = seen_case(reference)
    rows = record_versions(session(), case.id)
    if not rows:
        abort(404)
    return render_template("desk/record.html", case=case, versions=version_views(rows))


@dataclass(frozen=True, slots=True)
class VersionView:
    """One version, and what it changed of the one before; the first changed nothing."""

    row: RecordVersion
    subject: Differences | None
    body: Differences | None
    place: Differences | None


def version_views(rows: Sequence[RecordVersion]) -> list[VersionView]:
    """All versions, newest first."""
    return [version_view(row, rows[n - 1] if n else None) for n, row in enumerate(rows)][::-1]


def version_view(row: RecordVersion, before: RecordVersion | None) -> VersionView:
    """One version beside the one before."""
    if before is None:
        return VersionView(row, None, None, None)
    return VersionView(
        row,
        differences(before.subject, row.subject),
        differences(before.body, row.body),
        differences(before.place, row.place),
    )
