"""What a bulk step does to each of its cases: the very act that one would do to it alone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from portal.domain.bulk import BulkKind
from portal.models.case import Case
from portal.services.act import Act
from portal.services.answer_case import approve_answer, current_answer, issue_answer
from portal.services.chase_case import chase_case
from portal.services.errors import ChangedMeanwhile
from portal.services.reassign_work import reassign_work
from portal.services.route_case import Destination, route_by_hand
from portal.services.take_case import accept_case, assign_cases
from portal.services.transition import check_seen


@dataclass(frozen=True, slots=True)
class One:
    """One case of many, with the version of it that was on the page."""

    case: Case
    seen: int | None


Facts = Mapping[str, Any]


def do_to(act: Act, kind: BulkKind, facts: Facts, *, one: One) -> None:
    """Do it to one case. Raises what the service of the step raises, ChangedMeanwhile for another version."""
    if kind is not BulkKind.ISSUE:
        check_seen(one.case, one.seen)
    STEPS[kind](act, one, facts)


def _route(act: Act, one: One, facts: Facts) -> None:
    route_by_hand(act, one.case, Destination(facts["unit_id"], facts["reason"]))


def _reassign(act: Act, one: One, facts: Facts) -> None:
    reassign_work(act, one.case, officer_id=facts["officer_id"], reason=facts["reason"])


def _issue(act: Act, one: One, facts: Facts) -> None:
    """The answer as it was read; another wording is not approved unread."""
    answer = current_answer(act, one.case)
    if answer is None or answer.version != one.seen:
        raise ChangedMeanwhile(one.case.reference)
    approve_answer(act, one.case, answer)
    issue_answer(act, one.case, answer)


STEPS: dict[BulkKind, Callable[[Act, One, Facts], object]] = {
    BulkKind.ACCEPT: lambda act, one, facts: accept_case(act, one.case),
    BulkKind.ASSIGN: lambda act, one, facts: assign_cases(act, [one.case], officer_id=facts["officer_id"]),
    BulkKind.ROUTE: _route,
    BulkKind.REASSIGN: _reassign,
    BulkKind.CHASE: lambda act, one, facts: chase_case(act, one.case, text=facts["text"]),
    BulkKind.ISSUE: _issue,
}
