"""The open data as a whole: every table with its rows, in one order."""

from collections.abc import Callable, Iterator

from sqlalchemy.orm import Session

from portal.domain.open_data.survey_tables import SURVEY_ANSWERS, SURVEY_GROUPS, SURVEY_ITEMS, SURVEYS
from portal.domain.open_data.tables import (
    CASES,
    CATEGORIES,
    DOSSIERS,
    LETTERS,
    PROCEDURES,
    RATING_GROUPS,
    RATINGS,
    TABLES,
    UNITS,
    OpenTable,
)
from portal.queries.open_data.cases import open_cases, open_rating_groups, open_ratings
from portal.queries.open_data.dossiers import open_dossiers, open_letters
from portal.queries.open_data.names import open_categories, open_procedures, open_units
from portal.queries.open_data.surveys import (
    open_survey_answers,
    open_survey_groups,
    open_survey_items,
    open_surveys,
)
from portal.queries.open_data.wanted import WantedData

__all__ = ["WantedData", "open_tables"]

Row = tuple[str, ...]
_ROWS: dict[str, Callable[[Session, WantedData], Iterator[Row]]] = {
    CASES.name: open_cases,
    RATINGS.name: open_ratings,
    RATING_GROUPS.name: open_rating_groups,
    DOSSIERS.name: open_dossiers,
    LETTERS.name: open_letters,
    SURVEYS.name: lambda _session, wanted: open_surveys(wanted),
    SURVEY_ITEMS.name: lambda _session, wanted: open_survey_items(wanted),
    SURVEY_GROUPS.name: lambda _session, wanted: open_survey_groups(wanted),
    SURVEY_ANSWERS.name: lambda _session, wanted: open_survey_answers(wanted),
    UNITS.name: lambda _session, wanted: open_units(wanted),
    PROCEDURES.name: open_procedures,
    CATEGORIES.name: lambda _session, wanted: open_categories(wanted),
}


def open_tables(session: Session, wanted: WantedData) -> Iterator[tuple[OpenTable, Iterator[Row]]]:
    """Each table with its rows, read while they are written."""
    for table in TABLES:
        yield table, _ROWS[table.name](session, wanted)
