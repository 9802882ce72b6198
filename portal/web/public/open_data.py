"""The open data to take: the edition of each month, the meaning of every column, and the licence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

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

ARCHIVE = ".zip"
# Files of many megabytes: more than these in a minute is no reader.
TAKING = parse("60/minute")


@dataclass(frozen=True, slots=True)
class ShownEdition:
    """An edition as the page shows it: its files with their sizes, the one with all of them first."""

    name: str
    month: str
    as_of: date | None
    sizes: Mapping[str, int]

    @property
    def files(self) -> Sequence[tuple[str, int]]:
        """By name."""
        return sorted(self.sizes.items(), key=lambda each: (not each[0].endswith(ARCHIVE), each[0]))


@blueprint.get("/open-data")
def open_data() -> str:
    """What there is to take."""
    shelf = ports().open_data
    editions = [
        ShownEdition(name, period_words(period), shelf.as_of(name), files)
        for name, files in shelf.kept().items()
        if (period := _month(name))
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
    answer = send_file(path, as_attachment=True, download_name=saved_as(edition, file), max_age=3600)
    # Pages of others may draw them: there is nothing in them that depends on who asks.
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer


def saved_as(edition: str, file: str) -> str:
    """An archive is told from those of other months; the others are looked for by their names."""
    return f"{file.removesuffix(ARCHIVE)}-{edition}{ARCHIVE}" if file.endswith(ARCHIVE) else file


def _month(name: str) -> Period | None:
    return read_period(name)
