"""Doing a thing wholly or not at all: of several, one does not stop the others."""

from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy.orm.exc import StaleDataError

from portal.services.errors import ChangedMeanwhile
from portal.web.shared.acting import session
from portal.web.shared.refusals import REFUSALS


@dataclass(frozen=True, slots=True)
class Hindrance:
    """A dossier that stands in the way, and why."""

    reference: str
    words: str


@dataclass(frozen=True, slots=True)
class Report:
    """Those it was done to, and those it was not done to, each with the reason."""

    done: list[str] = field(default_factory=list)
    refused: list[Hindrance] = field(default_factory=list)


def attempt(do: Callable[[], object]) -> Exception | None:
    """Do something wholly or not at all; returns why not, or None when it is done."""
    try:
        with session().begin_nested():
            do()
    except StaleDataError:
        return ChangedMeanwhile("")
    except REFUSALS as error:
        return error
    return None
