"""Doing one thing to several cases, each wholly or not at all: one that cannot be done does not stop the others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from sqlalchemy.orm.exc import StaleDataError

from portal.queries.case_file import Case
from portal.queries.cases import cases_for
from portal.services.errors import ChangedMeanwhile
from portal.web.desk.many_cases import Hindrance
from portal.web.shared.acting import actor, session
from portal.web.shared.refusals import REFUSALS, refusal_words
from portal.web.shared.sentences import _


@dataclass(frozen=True, slots=True)
class Report:
    """The cases it was done to, and those it was not done to, each with the reason."""

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


def one_by_one(references: Sequence[str], do: Callable[[Case], object]) -> Report:
    """Do it to each case that the actor may see; `do` raises what the services raise."""
    report = Report()
    cases = {case.reference: case for case in cases_for(session(), actor(), references)}
    for reference in references:
        case = cases.get(reference)
        if case is None:
            report.refused.append(Hindrance(reference, _("Không tìm thấy.")))
        elif (error := attempt(partial(do, case))) is not None:
            report.refused.append(Hindrance(reference, refusal_words(error)))
        else:
            report.done.append(reference)
    return report
