"""Which column of a file holds which field: guessed from the headers, or said in JSON.

    {"columns": {"code": "Mã hồ sơ", "received": "Ngày tiếp nhận"}, "date_order": "dmy"}

`date_order` is "dmy" (the default) or "mdy" and only matters for dates whose year stands last. The columns alone,
without "columns" around them, are understood too.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from portal.domain.imports.fields import Field, folded
from portal.domain.imports.moments import DateOrder


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Field names and the headers of their columns."""

    columns: Mapping[str, str] = field(default_factory=dict)
    date_order: DateOrder = DateOrder.DAY_FIRST


class MappingTrouble(StrEnum):
    """What is wrong with a mapping."""

    NOT_JSON = "not_json"
    SHAPE = "shape"
    DATE_ORDER = "date_order"
    UNKNOWN_FIELD = "unknown_field"
    NO_SUCH_HEADER = "no_such_header"
    HEADER_TWICE = "header_twice"
    FIELD_MISSING = "field_missing"


@dataclass(frozen=True, slots=True)
class MappingProblem:
    """One thing wrong with a mapping: which field, and which header it names ("" for none)."""

    code: MappingTrouble
    field: str = ""
    header: str = ""


class UnusableMapping(Exception):
    """A mapping that does not fit its fields or the file; carries everything that is wrong."""

    def __init__(self, *problems: MappingProblem) -> None:
        super().__init__("; ".join(f"{each.code} {each.field} {each.header}".strip() for each in problems))
        self.problems = problems


def guess_mapping(headers: Sequence[str], fields: Sequence[Field]) -> ColumnMapping:
    """The columns whose headers are known names of the fields; a header serves one field."""
    at = {folded(header): header for header in reversed(headers)}
    columns: dict[str, str] = {}
    taken: set[str] = set()
    for each in fields:
        found = next((at[name] for name in each.folded_names if name in at and at[name] not in taken), None)
        if found is not None:
            columns[each.name] = found
            taken.add(found)
    return ColumnMapping(columns)


def fitted(mapping: ColumnMapping, headers: Sequence[str], fields: Sequence[Field]) -> ColumnMapping:
    """The mapping with every header spelled as in the file, case and accents forgiven. Raises UnusableMapping."""
    problems = tuple(_problems(mapping, headers, fields))
    if problems:
        raise UnusableMapping(*problems)
    spelled = {name: _spelled(header, headers) or header for name, header in mapping.columns.items()}
    return ColumnMapping(spelled, mapping.date_order)


def recogniser_of(mapping: ColumnMapping) -> Callable[[Sequence[str]], int]:
    """A count of the mapping's headers among texts, for telling headers from what stands above them."""
    wanted = {folded(header) for header in mapping.columns.values()}
    return lambda texts: len(wanted & {folded(text) for text in texts})


def read_mapping(text: str) -> ColumnMapping:
    """The mapping that a JSON text says. Raises UnusableMapping."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        raise UnusableMapping(MappingProblem(MappingTrouble.NOT_JSON)) from None
    if isinstance(told, dict) and "columns" not in told:
        told = {"date_order": told.pop("date_order", "dmy"), "columns": told}
    if not isinstance(told, dict) or set(told) - {"columns", "date_order"}:
        raise UnusableMapping(MappingProblem(MappingTrouble.SHAPE))
    return ColumnMapping(_columns(told.get("columns", {})), _date_order(told.get("date_order", "dmy")))


def write_mapping(mapping: ColumnMapping) -> str:
    """The mapping as JSON that `read_mapping` reads."""
    told = {"columns": dict(mapping.columns), "date_order": mapping.date_order.value}
    return json.dumps(told, ensure_ascii=False)


def _columns(told: Any) -> dict[str, str]:
    if not isinstance(told, dict) or not all(isinstance(each, str) and each for each in told.values()):
        raise UnusableMapping(MappingProblem(MappingTrouble.SHAPE, "columns"))
    return told


def _date_order(told: Any) -> DateOrder:
    try:
        return DateOrder(told)
    except ValueError:
        raise UnusableMapping(MappingProblem(MappingTrouble.DATE_ORDER)) from None


def _problems(
    mapping: ColumnMapping, headers: Sequence[str], fields: Sequence[Field]
) -> Iterator[MappingProblem]:
    known = {each.name for each in fields}
    seen: set[str] = set()
    for name, header in mapping.columns.items():
        spelled = _spelled(header, headers)
        if name not in known:
            yield MappingProblem(MappingTrouble.UNKNOWN_FIELD, name, header)
        elif spelled is None:
            yield MappingProblem(MappingTrouble.NO_SUCH_HEADER, name, header)
        elif spelled in seen:
            yield MappingProblem(MappingTrouble.HEADER_TWICE, name, header)
        seen.add(spelled or header)
    yield from (
        MappingProblem(MappingTrouble.FIELD_MISSING, each.name)
        for each in fields
        if each.required and each.name not in mapping.columns
    )


def _spelled(header: str, headers: Sequence[str]) -> str | None:
    if header in headers:
        return header
    return next((each for each in headers if folded(each) == folded(header)), None)
