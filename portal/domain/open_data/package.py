"""The data dictionary as a Frictionless data package, and the words that go with the files."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from portal.domain.bilingual import Bilingual
from portal.domain.measures.measure import Measure
from portal.domain.measures.registry import VERSION, public_measures
from portal.domain.measures.surveys import measures_of
from portal.domain.open_data.tables import ANY, TABLES, Column, OpenTable
from portal.domain.surveys.counted import Survey

LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
# By this name in `datapackage.json` a folder of the open data is known.
NAME = "phan-anh-mot-cua"
TITLE = Bilingual(
    "Dữ liệu mở về phản ánh, kiến nghị, hồ sơ một cửa và khảo sát",
    "Open data on feedback, one-stop dossiers and surveys",
)


@dataclass(frozen=True, slots=True)
class Edition:
    """Whose data these are, and as of which day; a working day has so many minutes."""

    office: str
    as_of: date
    day_minutes: int
    # Those of which something is told, by code.
    surveys: tuple[Survey, ...] = ()


def data_package(edition: Edition) -> str:
    """`datapackage.json`: the tables with every column in both languages, the figures, and what they need."""
    package = {
        "profile": "tabular-data-package",
        "name": NAME,
        "title": TITLE.vi,
        "title_en": TITLE.en,
        "version": edition.as_of.isoformat(),
        "licenses": [LICENCE],
        "contributors": [{"title": edition.office, "role": "publisher"}],
        "as_of": edition.as_of.isoformat(),
        "time_zone": "Asia/Ho_Chi_Minh",
        "definitions": VERSION,
        "day_minutes": edition.day_minutes,
        "resources": [_resource(table) for table in TABLES],
        "measures": [_measure(each) for each in _told(edition)],
    }
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def _told(edition: Edition) -> Iterator[Measure]:
    """Every figure, those of surveys last, as the document of figures has them."""
    yield from public_measures()
    for survey in edition.surveys:
        yield from measures_of(survey)


def _resource(table: OpenTable) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name.replace("_", "-"),
        "title": table.title.vi,
        "title_en": table.title.en,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n"},
        "schema": {"fields": [_field(each) for each in table.columns], "missingValues": [""]},
    }


def _field(column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "type": column.type,
        "description": column.text.vi,
        "description_en": column.text.en,
        **(_values(column) if column.values else {}),
    }


def _values(column: Column) -> dict[str, Any]:
    """The only values of a column, and the terms of those that have some."""
    read = int if column.type == "integer" else str
    codes = [*column.values, *([ANY] if column.coarsened else [])]
    told = [
        {"value": code, "label": words.vi, "label_en": words.en}
        for code, words in column.values.items()
        if words.vi
    ]
    return {
        "constraints": {"enum": [read(each) for each in codes]},
        **({"categories": told} if told else {}),
    }


def _measure(measure: Measure) -> dict[str, Any]:
    texts = {
        "name": measure.name,
        "numerator": measure.numerator,
        "denominator": measure.denominator,
        "exclusions": measure.exclusions,
    }
    told = {key: {"vi": words.vi, "en": words.en} for key, words in texts.items() if words}
    return {
        "code": measure.code,
        "version": measure.version,
        "rule": measure.rule,
        "unit_of_measure": measure.unit_of_measure,
        **told,
        **(asdict(measure.recipe) if measure.recipe else {}),
    }
