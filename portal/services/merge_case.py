"""Merging: cases about the same matter get one answer, each sender in their own thread (rules §2)."""

from datetime import datetime

from sqlalchemy import select

from portal.domain.answers import AnswerStatus
from portal.domain.events import EventKind
from portal.domain.permissions import Permission
from portal.domain.policies import Leg
from portal.domain.states import OPEN_STATES, State
from portal.domain.workflow import IllegalStep
from portal.models.answer import Answer
from portal.models.case import Case
from portal.services.act import Act
from portal.services.clocks import running
from portal.services.errors import RuleBroken
from portal.services.figure_marks import mark_figures
from portal.services.messages import tell_sender
from portal.services.publish_answer import published
from portal.services.shared_answer import Shared, give_shared
from portal.services.transition import record, require

ANSWERED = frozenset({State.ANSWERED, State.CLOSED})


def merge_case(act: Act, case: Case, main: Case) -> None:
    """Let a case wait for the answer of another one; where that is published already, it is sent at once.

    The caller has found both for the actor. Raises RuleBroken, IllegalStep, NotPermitted.
    """
    if act.actor.by is None:
        require(act.actor, Permission.MERGE, case)
    main = _end_of_chain(act, main)
    _check(act, case, main)
    _take_along(act, case, main)
    _join(act, case, main)
    if main.state in ANSWERED:
        _send_public_version(act, case, main)


def main_case(act: Act, case_id: int) -> Case | None:
    """A case by its number, unless it is sealed."""
    found = act.session.get(Case, case_id)
    return None if found is None or found.sealed else found


def unmerge_case(act: Act, case: Case, *, reason: str) -> None:
    """Take a case out again; it goes on where it stood, with its own clock. Raises RuleBroken, IllegalStep."""
    if not reason.strip():
        raise RuleBroken("reason", "missing")
    if case.state is not State.MERGED or case.main_case_id is None:
        raise IllegalStep(EventKind.UNMERGED, case.state)
    main = act.session.get_one(Case, case.main_case_id)
    record(
        act, case, EventKind.UNMERGED, main_case_id=main.id, reference=main.reference, reason=reason.strip()
    )
    record(act.as_system(), main, EventKind.CASE_LEFT, reference=case.reference, case_id=case.id)
    main.merged_count -= 1
    case.main_case_id = None
    case.check_after = _wait_ends_at(act, case)
    mark_figures(act, case)


def release_merged(act: Act, main: Case) -> None:
    """The main case ends without an answer: those merged into it go on where they stood, nobody is lost."""
    for case in merged_into(act, main):
        unmerge_case(act.as_system(), case, reason=main.reference)


def merged_into(act: Act, main: Case) -> list[Case]:
    """The cases that wait for the answer of this one, the earliest due first."""
    if not main.merged_count:
        return []
    waiting = select(Case).where(Case.main_case_id == main.id, Case.state == State.MERGED)
    return list(act.session.scalars(waiting.order_by(Case.due_at, Case.id)))


def _end_of_chain(act: Act, main: Case) -> Case:
    """A merged case answers nobody: what is merged into it waits for the one it waits for itself."""
    if main.state is State.MERGED and main.main_case_id is not None:
        return act.session.get_one(Case, main.main_case_id)
    return main


def _check(act: Act, case: Case, main: Case) -> None:
    if main.id == case.id:
        raise RuleBroken("main", "itself")
    if main.sealed or not (main.is_open or main.state in ANSWERED):
        raise RuleBroken("main", "ended")
    if case.parent_id is not None or main.parent_id is not None:
        raise RuleBroken("main", "part_of_another")
    if case.child_count:
        raise RuleBroken("main", "has_parts")
    if main.state in ANSWERED and published(act, main) is None:
        raise RuleBroken("main", "not_public")
    if case.state not in OPEN_STATES:
        raise IllegalStep(EventKind.MERGED, case.state)


def _take_along(act: Act, case: Case, main: Case) -> None:
    """What was merged into the case waits for the new main one from now on."""
    for each in merged_into(act, case):
        unmerge_case(act.as_system(), each, reason=main.reference)
        _join(act.as_system(), each, main)


def _join(act: Act, case: Case, main: Case) -> None:
    record(act, case, EventKind.MERGED, main_case_id=main.id, reference=main.reference)
    case.main_case_id, case.check_after = main.id, None
    mark_figures(act, case)
    record(act.as_system(), main, EventKind.CASE_JOINED, reference=case.reference, case_id=case.id)
    main.merged_count += 1
    tell_sender(act, case, "merged")


def _send_public_version(act: Act, case: Case, main: Case) -> None:
    """Nobody sees another sender's words: what goes out is the public version."""
    public = published(act, main)
    wanted = select(Answer).where(Answer.case_id == main.id, Answer.status == AnswerStatus.ISSUED)
    answer = act.session.scalars(wanted.order_by(Answer.round.desc()).limit(1)).first()
    if public is None or answer is None:
        return
    give_shared(act, case, Shared(public.answer, answer))


def _wait_ends_at(act: Act, case: Case) -> datetime | None:
    """A case that goes back to waiting for its sender waits no longer than it was granted."""
    if case.state is not State.WAITING_FOR_SENDER:
        return None
    clocks = running(act.session, case.id, Leg.ANSWER)
    pauses = clocks[-1].pauses if clocks else []
    return datetime.fromisoformat(pauses[-1][1]) if pauses else None
