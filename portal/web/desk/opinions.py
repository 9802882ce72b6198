"""Opinions of one's own unit: what other units ask, what one waits for, and the page to answer on."""

from datetime import date
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.domain.permissions import Permission
from portal.extensions import talisman
from portal.queries.cases import attachments
from portal.queries.opinions import Owed, OwedPage, asked_opinion, awaited_by, owed_by
from portal.services.errors import NotPermitted, RuleBroken
from portal.services.give_opinion import give_opinion
from portal.web.desk.blueprint import blueprint
from portal.web.desk.coordination_forms import asked_whom, opinion_view
from portal.web.shared.acting import act, actor, commits, session
from portal.web.shared.captures import stored_file
from portal.web.shared.form import Form, Words, checks_itself
from portal.web.shared.headers import INERT
from portal.web.shared.refusals import CONFLICT, rule_words
from portal.web.shared.sent_drafts import draft_done, drafts_done
from portal.web.shared.sentences import _, _l
from portal.web.shared.words import size

UNSOUND = 422


class OpinionForm(Form):
    """What the unit says."""

    text = Words(_l("Ý kiến của đơn vị"))


@blueprint.get("/opinions")
def opinions() -> ResponseReturnValue:
    """What is asked of one's units; with `show=awaited`, what one's own units wait for, and from whom."""
    gives, sees = actor().may(Permission.GIVE_OPINION), actor().may(Permission.SEE_CASES)
    if not (gives or sees):
        raise NotPermitted(Permission.GIVE_OPINION)
    awaited = sees and (request.args.get("show") == "awaited" or not gives)
    page = (awaited_by if awaited else owed_by)(session(), actor(), after_asked())
    return render_template(
        "desk/opinions.html",
        awaited=awaited,
        directions=directions(awaited, gives=gives, sees=sees),
        rows=[row_view(each, awaited=awaited) for each in page.rows],
        first_url=_address(awaited) if "after" in request.args else "",
        next_url=_address(awaited, page),
    )


def directions(awaited: bool, *, gives: bool, sees: bool) -> list[dict[str, Any]]:
    """The two lists, as far as the actor may open them."""
    asked = {"label": _("Đơn vị khác hỏi mình"), "href": url_for("desk.opinions"), "current": not awaited}
    waiting = {
        "label": _("Mình đang chờ đơn vị khác"),
        "href": url_for("desk.opinions", show="awaited"),
        "current": awaited,
    }
    return [each for each, offered in ((asked, gives), (waiting, sees)) if offered]


@blueprint.get("/opinions/<int:opinion_id>")
def opinion(opinion_id: int) -> ResponseReturnValue:
    """What is asked, the matter it is about, and the place to answer."""
    return opinion_page(found(opinion_id), OpinionForm(formdata=None))


@blueprint.post("/opinions/<int:opinion_id>")
@checks_itself
@commits
def save_opinion(opinion_id: int) -> ResponseReturnValue:
    """Give the opinion of the unit."""
    owed, form = found(opinion_id), OpinionForm()
    if not form.is_sound():
        return opinion_page(owed, form), UNSOUND
    if owed.opinion.text == form.text.data and owed.opinion.given_by_id == actor().account_id:
        return to_page(opinion_id)  # the second click
    try:
        give_opinion(act(), owed.case, owed.opinion, text=form.text.data)
    except RuleBroken as broken:
        form.complain(broken.field, rule_words(broken))
        return opinion_page(owed, form), CONFLICT if broken.code == "not_open" else UNSOUND
    draft_done(f"opinion-{opinion_id}")
    flash(_("Đã gửi ý kiến cho đơn vị hỏi."), "success")
    return to_page(opinion_id)


@blueprint.get("/opinions/<int:opinion_id>/files/<int:file_id>")
@talisman(content_security_policy=INERT)  # type: ignore[untyped-decorator]
def opinion_file(opinion_id: int, file_id: int) -> ResponseReturnValue:
    """A file that the sender gave with the matter."""
    files = _files(found(opinion_id))
    return stored_file(next((file for file in files if file.id == file_id), None) or abort(404))


def to_page(opinion_id: int) -> ResponseReturnValue:
    """Back to the page, so that loading it again sends nothing twice."""
    return redirect(url_for("desk.opinion", opinion_id=opinion_id), 303)


def found(opinion_id: int) -> Owed:
    """The question, if it was put to a unit for which the actor may answer."""
    return asked_opinion(session(), actor(), opinion_id) or abort(404)


def opinion_page(owed: Owed, form: OpinionForm) -> str:
    """The page with whatever was typed."""
    return render_template(
        "desk/opinion.html",
        case=owed.case,
        asked=opinion_view(owed.opinion),
        form=form,
        open=owed.opinion.is_open and owed.case.is_open,
        over=not owed.case.is_open,
        files=[
            {
                "name": each.name,
                "size_words": size(each.size),
                "href": url_for("desk.opinion_file", opinion_id=owed.opinion.id, file_id=each.id),
                "thumbnail_href": "",
            }
            for each in _files(owed)
        ],
        drafts_done=drafts_done(),
    )


def _files(owed: Owed) -> list[Any]:
    """What the sender gave; the drafts of the answer stay with the unit that writes it."""
    return [
        each
        for each in attachments(session(), owed.case.id)
        if each.answer_id is None and each.resolution_id is None
    ]


def row_view(owed: Owed, *, awaited: bool) -> dict[str, Any]:
    """One line of the list."""
    reference, number = owed.case.reference, owed.opinion.id
    return {
        "reference": reference,
        "subject": owed.case.subject,
        "question": owed.opinion.question,
        "href": url_for("desk.case", reference=reference, _anchor=f"opinion-{number}")
        if awaited
        else url_for("desk.opinion", opinion_id=number),
        "whom": asked_whom(owed.opinion),
        "asking_unit_id": owed.opinion.asking_unit_id,
        "asked_at": owed.opinion.asked_at,
        "status": opinion_view(owed.opinion)["status"],
        "tone": opinion_view(owed.opinion)["tone"],
    }


def after_asked() -> tuple[date, int] | None:
    """Where the page begins, as the address says."""
    day, _separator, number = request.args.get("after", "").partition("~")
    try:
        return date.fromisoformat(day), int(number)
    except ValueError:
        return None


def _address(awaited: bool, page: OwedPage | None = None) -> str:
    if page is not None and page.next is None:
        return ""
    query: dict[str, Any] = {"show": "awaited"} if awaited else {}
    if page is not None and page.next is not None:
        query["after"] = f"{page.next[0].isoformat()}~{page.next[1]}"
    return url_for("desk.opinions", **query)
