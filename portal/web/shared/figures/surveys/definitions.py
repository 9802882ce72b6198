"""The written definitions of the figures of surveys: their words stand in their measures (rules §9, §10)."""

from portal.domain.measures.surveys import SURVEY_NOTIONS
from portal.web.shared.figures.definitions import Definition, definitions


def survey_definitions() -> list[Definition]:
    """All of them, as a workbook lists them."""
    return definitions(*(each.code for each in SURVEY_NOTIONS))
