"""The counts of every unit and month as one small CSV; the rows behind them are in the open data."""

from collections.abc import Mapping
from itertools import chain

from flask import Response, abort
from limits import parse

from portal.domain.time import local_day
from portal.queries.figures import freshness
from portal.queries.open_figures import NUMBERS, open_months
from portal.web.public.blueprint import blueprint
from portal.web.shared.acting import now, session, settings
from portal.web.shared.figures.definitions import VERSION
from portal.web.shared.figures.files import csv_file
from portal.web.shared.limits import spend
from portal.web.shared.words import iso

# Whole files, made anew each time: more than one a few seconds is no reader.
DOWNLOADING = parse("20/minute")
MONTHS = (
    "as_of",
    "definitions",
    "basis",
    "month",
    "unit_code",
    "unit",
    "unit_code_now",
    "kind",
    *NUMBERS,
    "overdue",
    "for_reference",
    "hours_to_answer",
)


@blueprint.get("/figures/data.csv")
def figures_data() -> Response:
    """All counts, a row for each basis, month, unit and kind."""
    if not spend(DOWNLOADING):
        abort(429)
    as_of = iso(freshness(session(), now()).as_of)
    rows = (
        [
            as_of,
            VERSION,
            each.basis.value,
            f"{each.month // 100}-{each.month % 100:02}",
            *_unit(each.unit_id),
            _code_now(each.unit_id),
            each.kind.value,
            *each.numbers.values(),
            each.overdue,
            each.for_reference,
            hours(each.answer_tenths),
        ]
        for each in open_months(session(), local_day(now()))
    )
    return csv_file(chain([MONTHS], rows), "figures.csv")


def hours(tenths: Mapping[int, int]) -> str:
    """How many answers took how many working hours: "0.3:1 4.5:2"."""
    return " ".join(f"{each // 10}.{each % 10}:{n}" for each, n in tenths.items())


def _unit(unit_id: int | None) -> tuple[str, str]:
    unit = settings().units.get(unit_id) if unit_id else None
    return (unit.code, unit.name) if unit else ("", "")


def _code_now(unit_id: int) -> str:
    """Whoever answers for the unit today: itself, or its successor."""
    return settings().units[settings().tree.standing(unit_id, local_day(now()))].code
