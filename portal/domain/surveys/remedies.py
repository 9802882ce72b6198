"""Remedies: what an office does about items rated average or below [001-05, 004-07] (rules §9)."""

from enum import StrEnum


class RemedySource(StrEnum):
    """Where the low ratings came from; the two are never added up."""

    SURVEY = "survey"
    RATING = "rating"  # of an answer, confidential to leader and overseer (rules §6)


class RemedyStatus(StrEnum):
    """How far a remedy is."""

    OPEN = "open"
    PLANNED = "planned"  # cause, measure, who and by when are known
    DONE = "done"


UNFINISHED = frozenset({RemedyStatus.OPEN, RemedyStatus.PLANNED})
