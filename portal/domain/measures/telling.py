"""The figures as one JSON document, a line for each figure, always in the same order and to the same letter."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from portal.domain.measures.measure import Counted, Measure, Measured
from portal.domain.measures.registry import VERSION, public_measures
from portal.domain.measures.surveys import survey_measures
from portal.domain.periods import Period

ALL = "all"


@dataclass(frozen=True)
class Told:
    """What is told of some units in a period."""

    period: Period
    # The code of the unit, or "all".
    unit: str
    scope: str
    counted: Counted


def figures_document(as_of: date, all_told: Iterable[Told]) -> Iterator[str]:
    """The document, a line at a time: a share with its parts as integers, percentages as text with two decimals."""
    yield f'{{"as_of": "{as_of.isoformat()}", "definitions": "{VERSION}", "figures": ['
    before = ""
    for told in all_told:
        for each in figures_told(told):
            yield f"{before}{json.dumps(each, ensure_ascii=False)}"
            before = ","
    yield "]}"


def figures_told(told: Told) -> Iterator[dict[str, Any]]:
    """Every public figure of a family that has anything counted at all."""
    for measure in measures_told(told.counted):
        value = measure.value(told.counted)
        yield {
            "period": told.period.code,
            "unit": told.unit,
            "scope": told.scope,
            "measure": measure.code,
            "version": measure.version,
            **_value(value),
        }


def measures_told(counted: Counted) -> Sequence[Measure]:
    """The measures of which there is something to tell."""
    cases = bool(counted.cases.received.received or counted.cases.due.received)
    apart = bool(counted.for_reference or any(each.received for each in counted.apart.values()))
    dossiers = bool(counted.kept.counts.all or counted.received.all)
    tells = {"cases": cases, "ratings": cases, "apart": apart, "dossiers": dossiers}
    # Of the three rates of the decision the last one is about dossiers.
    tells |= {"qd766.feedback": cases, "qd766.dossier": dossiers}
    fixed = [
        each
        for each in public_measures()
        if tells[each.code.partition("_")[0] if each.family == "qd766" else each.family]
    ]
    return [*fixed, *survey_measures(counted)]


def _value(value: Measured) -> dict[str, Any]:
    return {
        "part": value.part,
        "whole": value.whole,
        "percent": _text(value.percent),
        "low": _text(value.low),
        "high": _text(value.high),
        "number": _number(value.number),
        "suppressed": value.suppressed,
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:.2f}"


def _number(value: Decimal | None) -> int | float | None:
    """A count as an integer, a time with one decimal."""
    if value is None:
        return None
    return int(value) if value.as_tuple().exponent == 0 else float(value)
