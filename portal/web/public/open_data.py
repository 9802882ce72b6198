"""The open data to take: the edition of each month, the meaning of every column, and the licence."""

from flask import abort, render_template, send_file
from flask.typing import ResponseReturnValue
from limits import parse

from portal.domain.open_data.package import LICENCE
from portal.domain.open_data.tables import TABLES
from portal.domain.periods import Period, read_period
from portal.web.public.blueprint import blueprint
from portal.web.shared.acting import language, ports
from portal.web.shared.figures.periods import period_words
from portal.web.shared.limits import spend

# Files of many megabytes: more than these in a minute is no reader.
TAKING = parse("60/minute")


@blueprint.get("/open-data")
def open_data() -> str:
    """What there is to take."""
    kept = ports().open_data.kept()
    editions = [
        (name, period_words(period), files) for name, files in kept.items() if (period := _month(name))
    ]
    return render_template(
        "public/open_data.html", editions=editions, tables=TABLES, licence=LICENCE, reader=language()
    )


@blueprint.get("/open-data/<edition>/<file>")
def open_data_file(edition: str, file: str) -> ResponseReturnValue:
    """One file of an edition."""
    if not spend(TAKING):
        abort(429)
    path = ports().open_data.path(edition, file) if _month(edition) else None
    if path is None:
        abort(404)
    return send_file(path, as_attachment=True, download_name=file, max_age=3600)


def _month(name: str) -> Period | None:
    return read_period(name)
