"""What is imported, and how far a file has come."""

from enum import StrEnum


class ImportKind(StrEnum):
    """What the rows of a file are."""

    DOSSIERS = "dossiers"
    PROCEDURES = "procedures"


class ImportStatus(StrEnum):
    """How far a file has come."""

    # Stored; who brought it still says which column is which.
    BROUGHT = "brought"
    # The worker reads it when nobody waits for it; so it does again after it was stopped half-way.
    WAITING = "waiting"
    PREVIEWED = "previewed"
    # The worker writes it, wholly or not at all.
    CONFIRMED = "confirmed"
    APPLIED = "applied"
    # The whole file cannot be read, or applying it failed and changed nothing.
    FAILED = "failed"
    DISCARDED = "discarded"
