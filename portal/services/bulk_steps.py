"""Bulk steps: planned and tried out case by case, then done, and undone where nobody has gone on, in portions."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.domain.bulk import LEADS_TO, MOST_CHOSEN, MOVING, PORTION, TO_DO, BulkKind, Fate, Stage, may_undo
from portal.models.bulk import BulkCase, BulkStep
from portal.models.case import Case
from portal.queries.actors import actor_for
from portal.queries.cases import cases_by_id, cases_for
from portal.services.act import Act
from portal.services.bulk_do import One, do_to
from portal.services.bulk_why import GONE, NOTHING, REFUSED, TOUCHED, Why, why_of
from portal.services.conditional import changed_one
from portal.services.errors import ChangedMeanwhile, NotPermitted, RuleBroken
from portal.services.undo_step import standing_of, undo_step

LATER = timedelta(minutes=5)
# Words that nobody needs any more once the step is done.
WORDS = ("reason", "text")


def plan_bulk(
    act: Act, kind: BulkKind, chosen: Mapping[str, int | None], *, facts: Mapping[str, Any], back: str
) -> BulkStep:
    """Note what is to be done to which cases, by reference and the version seen; nothing is done to them yet.

    Raises RuleBroken for none, or more than can be chosen at once; NotPermitted for whoever is no member of staff.
    """
    if act.actor.account_id is None:
        raise NotPermitted(None)
    if not 0 < len(chosen) <= MOST_CHOSEN:
        raise RuleBroken("cases", "too_many" if chosen else "missing")
    step = BulkStep(
        account_id=act.actor.account_id,
        kind=kind,
        facts=dict(facts),
        back=back,
        stage=Stage.CHECKING,
        total=len(chosen),
        created_at=act.now,
    )
    act.session.add(step)
    act.session.flush()
    found = {case.reference: case.id for case in cases_for(act.session, act.actor, list(chosen))}
    for number, (reference, seen) in enumerate(chosen.items(), 1):
        case_id = found.get(reference)
        fate, why = (Fate.LEFT_OUT, GONE) if case_id is None else (Fate.CHOSEN, None)
        act.session.add(
            BulkCase(step_id=step.id, number=number, case_id=case_id, seen=seen, fate=fate, why=why)
        )
    act.session.flush()
    return step


def start(act: Act, step: BulkStep) -> None:
    """Go on with a stage that moves: at once where that is one portion, else by the worker."""
    if step.total <= PORTION:
        advance(act, step)
    else:
        step.check_after = act.now
        act.session.flush()


def confirm(act: Act, step: BulkStep) -> None:
    """Do what was looked at. Raises ChangedMeanwhile for a step that is not, or no longer, ready."""
    _turn(act, step, Stage.READY, to=Stage.RUNNING)
    start(act, step)


def undo(act: Act, step: BulkStep) -> None:
    """Put back every case that nobody has touched since. Raises ChangedMeanwhile when it is too late."""
    if not may_undo(step.kind, step.stage, finished_at=step.finished_at, now=act.now):
        raise ChangedMeanwhile("")
    _turn(act, step, Stage.DONE, to=Stage.UNDOING)
    start(act, step)


def _turn(act: Act, step: BulkStep, stage: Stage, *, to: Stage) -> None:
    """Only the first of two clicks turns it."""
    turned = update(BulkStep).where(BulkStep.id == step.id, BulkStep.stage == stage)
    if not changed_one(act.session, turned.values(stage=to)):
        raise ChangedMeanwhile("")
    act.session.refresh(step)


def advance(act: Act, step: BulkStep) -> None:
    """See to one portion of a stage that moves, each case wholly or not at all; the last portion ends the stage."""
    if step.stage not in MOVING:
        return
    portion = _portion(act.session, step)
    cases = cases_by_id(
        act.session, act.actor, [each.case_id for each in portion if each.case_id is not None]
    )
    for each in portion:
        case = cases.get(each.case_id or 0)
        each.fate, each.why = (Fate.LEFT_OUT, GONE) if case is None else _see_to(act, step, each, case=case)
        if case is None and step.stage is Stage.UNDOING:
            each.fate = Fate.STANDS
    act.session.flush()
    if not _portion(act.session, step, limit=1):
        _end_stage(act, step)
    act.session.flush()


def _portion(session: Session, step: BulkStep, *, limit: int | None = None) -> Sequence[BulkCase]:
    wanted = select(BulkCase).where(BulkCase.step_id == step.id, BulkCase.fate == TO_DO[step.stage])
    return session.scalars(wanted.order_by(BulkCase.number).limit(limit or PORTION)).all()


def _end_stage(act: Act, step: BulkStep) -> None:
    if step.stage is Stage.RUNNING:
        step.finished_at = act.now
        step.facts = {name: value for name, value in step.facts.items() if name not in WORDS}
    step.stage, step.check_after = LEADS_TO[step.stage], None


def _see_to(act: Act, step: BulkStep, each: BulkCase, *, case: Case) -> tuple[Fate, Why | None]:
    if step.stage is Stage.CHECKING:
        why = _tried_out(act, step, One(case, each.seen))
        return (Fate.POSSIBLE, None) if why is None else (Fate.LEFT_OUT, why)
    if step.stage is Stage.RUNNING:
        return _done(act, step, each, case=case)
    return _undone(act, each, case)


class _TriedOut(Exception):
    """It can be done, and is undone again."""


def _tried_out(act: Act, step: BulkStep, one: One) -> Why | None:
    """What stands in the way, found by doing it and taking it back: the very rules decide that will decide later."""
    events = one.case.event_count
    try:
        with act.session.begin_nested():
            do_to(act, step.kind, step.facts, one=one)
            act.session.flush()
            changed = one.case.event_count != events
            raise _TriedOut
    except _TriedOut:
        return None if changed else NOTHING
    except REFUSED as error:
        return why_of(error)


def _done(act: Act, step: BulkStep, each: BulkCase, *, case: Case) -> tuple[Fate, Why | None]:
    before = standing_of(act, case)
    try:
        with act.session.begin_nested():
            do_to(act, step.kind, step.facts, one=One(case, each.seen))
    except REFUSED as error:
        return Fate.REFUSED, why_of(error)
    each.before, each.version_after = before, case.version
    return Fate.DONE, None


def _undone(act: Act, each: BulkCase, case: Case) -> tuple[Fate, Why | None]:
    if each.before is None or case.version != each.version_after:
        return Fate.STANDS, TOUCHED
    try:
        with act.session.begin_nested():
            undo_step(act, case, each.before)
    except REFUSED as error:
        return Fate.STANDS, why_of(error)
    return Fate.UNDONE, None


def go_on(act: Act, step_id: str) -> bool:
    """See to the next portion for the person whose step it is; False where another worker was quicker."""
    step = act.session.get(BulkStep, step_id)
    if step is None or step.check_after is None:
        return False
    mine = update(BulkStep).where(BulkStep.id == step_id, BulkStep.check_after == step.check_after)
    if not changed_one(act.session, mine.values(check_after=act.now + LATER)):
        return False
    act.session.refresh(step)
    person = actor_for(act.settings, step.account_id, act.today)
    if not act.settings.people[step.account_id].active:
        person = replace(person, appointments=())  # whoever left meanwhile does nothing more
    advance(replace(act, actor=person), step)
    if step.stage in MOVING:
        step.check_after = act.now
    act.session.flush()
    return True


def put_off(act: Act, step_id: str, error: Exception) -> None:
    """Try a step again later that could not go on."""
    act.session.execute(update(BulkStep).where(BulkStep.id == step_id).values(check_after=act.now + LATER))
