"""The page of a step over many cases: what would happen to which, how far it is, what it came to, and undoing it."""

from dataclasses import dataclass
from typing import Any

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.domain.bulk import MOVING, TO_DO, UNDO_WITHIN, UNDOABLE, Fate, Stage, may_undo
from portal.domain.permissions import Permission
from portal.queries.bulk_steps import BulkRow, BulkStep, own_step, rows_of
from portal.services.bulk_steps import confirm, undo
from portal.services.errors import ChangedMeanwhile, NotPermitted
from portal.web.desk.blueprint import blueprint
from portal.web.desk.bulk_words import (
    confirm_words,
    effect_words,
    fate_words,
    heading_of,
    why_words,
)
from portal.web.shared.acting import act, actor, commits, now, session
from portal.web.shared.numbers import whole
from portal.web.shared.sentences import _
from portal.web.shared.words import person_name, term_words, unit_name

# Who can do anything to many cases at once.
ANY_OF = (
    *(Permission.ACCEPT, Permission.ASSIGN, Permission.ROUTE),
    *(Permission.REASSIGN_WORK, Permission.CHASE, Permission.APPROVE_ANSWER),
)
SHOWN = 100
RELOADS_AFTER = 3  # seconds


@dataclass(frozen=True, slots=True)
class Group:
    """Cases with the same fate, as far as this page shows them."""

    title: str
    count: int
    lines: tuple[dict[str, str], ...]


@blueprint.get("/bulk/<step_id>")
def bulk(step_id: str) -> ResponseReturnValue:
    """What would happen, how far it is, or what it came to."""
    step = own(step_id)
    rows = rows_of(session(), actor(), step)
    page = make_response(render_template("desk/bulk.html", **view_of(step, rows)))
    if step.stage in MOVING:
        page.headers["Refresh"] = str(RELOADS_AFTER)
    return page


@blueprint.post("/bulk/<step_id>/confirm")
@commits
def confirm_bulk(step_id: str) -> ResponseReturnValue:
    """Do it."""
    try:
        confirm(act(), own(step_id))
    except ChangedMeanwhile:
        flash(_("Việc này đã được thực hiện rồi."), "error")
    return redirect(url_for("desk.bulk", step_id=step_id), 303)


@blueprint.post("/bulk/<step_id>/undo")
@commits
def undo_bulk(step_id: str) -> ResponseReturnValue:
    """Put back what nobody has touched since."""
    try:
        undo(act(), own(step_id))
    except ChangedMeanwhile:
        flash(_("Không còn hoàn tác được."), "error")
    return redirect(url_for("desk.bulk", step_id=step_id), 303)


def own(step_id: str) -> BulkStep:
    """A step of one's own; everybody else's is not there."""
    if not any(actor().may(each) for each in ANY_OF):
        raise NotPermitted(Permission.ACCEPT)
    step = own_step(session(), actor(), step_id)
    if step is None:
        abort(404)
    return step


def view_of(step: BulkStep, rows: list[BulkRow]) -> dict[str, Any]:
    """What the page shows."""
    page = whole(request.args.get("page")) or 1
    moving = step.stage in MOVING
    left = sum(row.fate is TO_DO[step.stage] for row in rows) if moving else 0
    possible = sum(row.fate is Fate.POSSIBLE for row in rows)
    return {
        "step": step,
        "heading": heading_of(step),
        "effect": effect_words(step) if step.stage is Stage.READY else "",
        "words": step.facts.get("reason") or step.facts.get("text") or "",
        "moving": moving,
        "done": len(rows) - left,
        "total": len(rows),
        "reloads_after": RELOADS_AFTER,
        "groups": [] if moving else groups_of(rows, page),
        "possible": possible,
        "confirm": confirm_words(step.kind, possible) if step.stage is Stage.READY and possible else "",
        "undoable": step.kind in UNDOABLE,
        "minutes": int(UNDO_WITHIN.total_seconds()) // 60,
        "undo_until": undo_until(step, rows),
        "previous_url": page_url(step, page - 1, len(rows)),
        "next_url": page_url(step, page + 1, len(rows)),
    }


def undo_until(step: BulkStep, rows: list[BulkRow]) -> Any:
    """Until when it can be undone; None when it cannot."""
    some = any(row.fate is Fate.DONE for row in rows)
    if not some or not may_undo(step.kind, step.stage, finished_at=step.finished_at, now=now()):
        return None
    return step.finished_at + UNDO_WITHIN if step.finished_at else None


def groups_of(rows: list[BulkRow], page: int) -> list[Group]:
    """The cases by what becomes of them, a page of them."""
    words = fate_words()
    ordered = sorted(rows, key=lambda row: list(words).index(row.fate))
    here = ordered[(page - 1) * SHOWN : page * SHOWN]
    return [
        Group(
            title,
            sum(row.fate is fate for row in rows),
            tuple(line_of(row) for row in here if row.fate is fate),
        )
        for fate, title in words.items()
        if any(row.fate is fate for row in here)
    ]


def line_of(row: BulkRow) -> dict[str, str]:
    """One case: which, who has it now, and why it is left as it is."""
    case = row.row
    if case is None:
        return {"reference": "", "subject": _("(không xem được)"), "now": "", "why": why_words(row.why)}
    holder = person_name(case.officer_id) or unit_name(case.unit_id)
    return {
        "reference": case.reference,
        "subject": case.subject,
        "now": f"{holder} · {term_words(case.state)}",
        "why": why_words(row.why),
    }


def page_url(step: BulkStep, page: int, total: int) -> str:
    """The address of a neighbouring page; empty where there is none."""
    if page < 1 or (page - 1) * SHOWN >= total:
        return ""
    return url_for("desk.bulk", step_id=step.id, page=page)
