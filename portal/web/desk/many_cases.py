"""Taking, assigning, routing or chasing several cases at once: chosen here, looked at and confirmed on a page."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.domain.bulk import MOST_CHOSEN, BulkKind, Fate, Stage
from portal.domain.time import local_day
from portal.queries.bulk_steps import BulkStep, rows_of
from portal.queries.inbox import Asked, Whose, case_page
from portal.services.bulk_steps import confirm, plan_bulk, start
from portal.web.desk.blueprint import blueprint
from portal.web.desk.bulk_words import done_words
from portal.web.desk.case_filter import FilterForm
from portal.web.shared.acting import act, actor, commits, now, session
from portal.web.shared.numbers import whole
from portal.web.shared.sentences import _
from portal.web.shared.words import number

# One case of these is no bulk and no surprise: done at once, with the way to undo it beside the good news.
AT_ONCE = frozenset({BulkKind.ACCEPT, BulkKind.ASSIGN, BulkKind.ROUTE})
Chosen = Mapping[str, int | None]


@blueprint.post("/cases/accept")
@commits
def accept_many() -> ResponseReturnValue:
    """Take the chosen cases oneself."""
    return planned(BulkKind.ACCEPT, chosen(), {})


@blueprint.post("/cases/assign")
@commits
def assign_many() -> ResponseReturnValue:
    """Give the chosen cases to one officer."""
    officer_id = whole(request.form.get("officer_id"))
    if officer_id is None:
        return sent_back(_("Xin chọn người nhận việc."))
    return planned(BulkKind.ASSIGN, chosen(), {"officer_id": officer_id})


@blueprint.post("/cases/chase")
@commits
def chase_many() -> ResponseReturnValue:
    """Urge the units of the chosen cases, in the same words."""
    text = request.form.get("text", "").strip()
    if not text:
        return sent_back(_("Xin viết nội dung."))
    return planned(BulkKind.CHASE, chosen(), {"text": text})


def planned(kind: BulkKind, cases: Chosen, facts: Mapping[str, Any]) -> ResponseReturnValue:
    """Try it out on all of them and show what would happen to which; nothing has happened yet."""
    if not cases:
        return sent_back(_("Chưa chọn việc nào."))
    if len(cases) > MOST_CHOSEN:
        return sent_back(_("Mỗi lần chọn được nhiều nhất %(n)s việc.", n=number(MOST_CHOSEN)))
    step = plan_bulk(act(), kind, cases, facts=facts, back=way_back())
    start(act(), step)
    if step.total == 1 and kind in AT_ONCE and done_at_once(step):
        return redirect(way_back(), 303)
    return redirect(url_for("desk.bulk", step_id=step.id), 303)


def done_at_once(step: BulkStep) -> bool:
    """Do it to a single case in whose way nothing stands; False where something does."""
    if step.stage is not Stage.READY or rows_of(session(), actor(), step)[0].fate is not Fate.POSSIBLE:
        return False
    confirm(act(), step)
    if rows_of(session(), actor(), step)[0].fate is Fate.DONE:
        flash({"words": done_words(step.kind, 1), "href": url_for("desk.undo_bulk", step_id=step.id)}, "undo")  # type: ignore[arg-type]  # any JSON goes into the session
    return True


def sent_back(words: str) -> ResponseReturnValue:
    """To the list, with what is missing."""
    flash(words, "error")
    return redirect(way_back(), 303)


def chosen() -> Chosen:
    """The ticked cases, or all that the filter of the list in the address lets through."""
    if not request.form.get("all"):
        return ticked()
    named = request.args.get("list")
    whose = Whose(named) if named in list(Whose) else Whose.UNIT
    asked = Asked(whose, FilterForm(whose, request.args).filter, page=MOST_CHOSEN)
    page = case_page(session(), actor(), asked, today=local_day(now()))
    return {row.reference: row.version for row in page.rows}


def ticked(name: str = "case") -> Chosen:
    """The ticked boxes, each a case with the version that was seen."""
    boxes = (value.partition(".") for value in request.form.getlist(name))
    return {reference: whole(version) for reference, _dot, version in boxes}


def way_back() -> str:
    """The list one came from; only ever a page of the desk."""
    address = urlsplit(request.form.get("back", ""))
    if address.scheme or address.netloc or not address.path.startswith("/desk/"):
        return url_for("desk.inbox")
    found = f"{address.path}?{address.query}" if address.query else address.path
    return found if len(found) <= LONGEST_ADDRESS else address.path


LONGEST_ADDRESS = 1_000
