"""What can be wrong with a row, and where."""

from dataclasses import dataclass
from enum import StrEnum

LONGEST_SHOWN = 80


class Reason(StrEnum):
    """Why a cell is not taken. The first four are the flaws that a cell brings along from its file."""

    FORMULA = "formula"
    MERGED = "merged"
    CELL_ERROR = "cell_error"
    TOO_LONG = "too_long"
    MISSING = "missing"
    SURPLUS = "surplus"
    CODE_SHAPE = "code_shape"
    TWICE = "twice"
    NOT_A_DATE = "not_a_date"
    NO_SUCH_DAY = "no_such_day"
    MONTH_AND_DAY = "month_and_day"
    FAR_OFF = "far_off"
    FUTURE = "future"
    BEFORE_RECEIVED = "before_received"
    NOT_A_NUMBER = "not_a_number"
    NOT_YES_NO = "not_yes_no"
    NOT_A_TERM = "not_a_term"
    NOT_STEPS = "not_steps"
    NOT_A_CHANNEL = "not_a_channel"
    WHICH_ONLINE = "which_online"
    NOT_A_LEVEL = "not_a_level"
    NOT_AN_APPLICANT = "not_an_applicant"
    PHONE = "phone"
    EMAIL = "email"
    UNKNOWN_PROCEDURE = "unknown_procedure"
    UNKNOWN_UNIT = "unknown_unit"


class WrongCell(Exception):
    """A cell that cannot be taken as what it should be."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class RowError:
    """One wrong cell: the line and column as they stand in the file, the value cut to 80 characters, and why.

    `first_line` is where a code that comes twice stood first; 0 otherwise.
    """

    line: int
    column: str
    value: str
    reason: Reason
    first_line: int = 0


@dataclass(frozen=True, slots=True)
class WrongRow:
    """A row that is not taken, with all that is wrong with it."""

    line: int
    errors: tuple[RowError, ...]


def cut(shown: str) -> str:
    """A value as an error shows it: on one line and at most 80 characters long."""
    flat = " ".join(shown.split())
    return flat if len(flat) <= LONGEST_SHOWN else flat[: LONGEST_SHOWN - 1] + "…"
