"""One case: left the story, right the next step; and the one door through which its steps are taken."""

from collections.abc import Sequence
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.domain.events import EventKind, latest
from portal.domain.permissions import Permission
from portal.domain.verdict import is_overdue
from portal.domain.workflow import MissingFact
from portal.ports import Unavailable
from portal.queries.case_file import Case, CaseClock, CaseEvent, CaseFile, case_file
from portal.queries.cases import case_for
from portal.queries.clocks import deadline_of
from portal.queries.family import family_of
from portal.queries.opinions import coordinated_opinion
from portal.queries.similar_cases import neighbours_of
from portal.services.errors import RuleBroken
from portal.services.explain_clock import explain_clock
from portal.services.transition import check_seen
from portal.web.desk.blueprint import blueprint
from portal.web.desk.case_apologies import case_apologies
from portal.web.desk.case_dossier import dossier_card
from portal.web.desk.case_facts import case_facts, message_views, rating_views, sender_facts, wait_words
from portal.web.desk.case_files import file_views
from portal.web.desk.case_lists import answer_note, due_of
from portal.web.desk.coordination_forms import opinion_views
from portal.web.desk.following_up import chased_words
from portal.web.desk.held import held_views
from portal.web.desk.next_steps import next_steps
from portal.web.desk.step_form import StepForm
from portal.web.desk.step_forms import BY_NAME
from portal.web.shared.acting import act, actor, commits, now, ports, session, settings
from portal.web.shared.explanations import explanation_view
from portal.web.shared.form import checks_itself
from portal.web.shared.refusals import rule_words
from portal.web.shared.sent_drafts import draft_done, drafts_done
from portal.web.shared.staff_timeline import staff_timeline

UNSOUND = 422
MOST_SIMILAR = 3
# Of a long history the page shows so much at once.
MOST_EVENTS = 30


@blueprint.get("/cases/<reference>")
def case(reference: str) -> ResponseReturnValue:
    """The page of a case; those who only co-ordinate are led to what they were asked."""
    file = case_file(session(), actor(), reference)
    if file is not None:
        return case_page(file)
    asked = coordinated_opinion(session(), actor(), reference)
    return redirect(url_for("desk.opinion", opinion_id=asked)) if asked else abort(404)


@blueprint.post("/cases/<reference>/<step>")
@checks_itself
@commits
def take_step(reference: str, step: str) -> ResponseReturnValue:
    """Take one step with a case; what cannot be taken comes back with everything typed."""
    case = seen_case(reference)
    form = (BY_NAME.get(step) or abort(404))(case, request.form)
    if not form.is_sound():
        return case_page(opened(reference), form), UNSOUND
    check_seen(case, form.seen_version)
    try:
        form.act_on(act(), case)
    except (RuleBroken, MissingFact) as error:
        session().rollback()
        broken = error if isinstance(error, RuleBroken) else RuleBroken(error.fact, "missing")
        form.complain(broken.field, rule_words(broken))
        return case_page(opened(reference), form), UNSOUND
    draft_done(f"{step}-{reference}")
    flash(str(form.done), "success")
    return redirect(after_step(case), 303)


def after_step(case: Case) -> str:
    """Back to the case, or to the list when the step has taken it out of one's sight."""
    units = actor().units_for(Permission.SEE_CASES)
    if units & {case.unit_id, case.receiving_unit_id}:
        return url_for("desk.case", reference=case.reference)
    return url_for("desk.inbox")


def seen_case(reference: str) -> Case:
    """The case, if the actor may see it; for everybody else there is none."""
    found = case_for(session(), actor(), reference)
    return found if found is not None else abort(404)


def opened(reference: str) -> CaseFile:
    """The case with all that hangs on it, if the actor may see it."""
    found = case_file(session(), actor(), reference)
    return found if found is not None else abort(404)


def case_page(file: CaseFile, tried: StepForm | None = None) -> str:
    """The page, with the form that was just refused if there is one."""
    similar = resembling(file) if file.case.is_open else []
    near = neighbours_of(session(), actor(), file.case, publication_ids=similar)
    return render_template(
        "desk/case.html",
        file=file,
        case=file.case,
        tried=tried,
        steps=next_steps(file, tried),
        due=due_of(file.case),
        status=answer_note(file.case),
        wait=wait_words(file.case),
        legs=[leg_view(clock, unfolded=clock is file.answer_clock) for clock in file.clocks],
        held=held_views(file),
        sender=sender_facts(file.case),
        facts=case_facts(file.case),
        files=file_views(file.case, file.files_of(None)),
        answers=[(each, file_views(file.case, file.files_of(each))) for each in file.issued],
        messages=message_views(file),
        ratings=rating_views(file),
        timeline=staff_timeline(shown_events(file)),
        hidden_events=len(file.events) - len(shown_events(file)),
        corrected=latest(file.events, EventKind.RECORD_CORRECTED),
        near=near,
        drafts_done=drafts_done(),
        opinions=opinion_views(file),
        evidence=file_views(file.case, file.evidence),
        chased=chased_words(file.case),
        dossier=dossier_card(file.case),
        family=family_of(session(), actor(), file.case),
        apologies=case_apologies(file),
    )


def shown_events(file: CaseFile) -> Sequence[CaseEvent]:
    """The latest of the history; all of it for those who ask."""
    return file.events if request.args.get("history") == "all" else file.events[-MOST_EVENTS:]


def leg_view(clock: CaseClock, *, unfolded: bool) -> dict[str, Any]:
    """One clock of the case, with the days it is reckoned from."""
    running = clock.satisfied_at is None and not clock.stopped
    return {
        "clock": clock,
        "running": running,
        "unfolded": unfolded and running,
        "overdue": running and is_overdue(deadline_of(settings(), clock), now()),
        "explanation": explanation_view(explain_clock(settings(), clock)),
    }


def resembling(file: CaseFile) -> list[int]:
    """The published answers most like this case; without an index there are none."""
    try:
        hits = ports().index.similar(f"{file.case.subject}\n{file.case.body}", limit=MOST_SIMILAR)
    except Unavailable:
        return []
    return [hit.publication_id for hit in hits]
