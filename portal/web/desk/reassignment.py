"""Cases whose holder is away without a deputy, gone or moved, and giving them to somebody who is there."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectField

from portal.domain.bulk import BulkKind
from portal.domain.permissions import Permission
from portal.domain.time import local_day
from portal.queries.absent_holders import Stranded, Why, stranded, stranded_cases
from portal.services.take_case import assignable
from portal.web.desk.blueprint import blueprint
from portal.web.desk.case_lists import lines
from portal.web.desk.many_cases import planned, ticked
from portal.web.shared.acting import act, actor, commits, now, require, session, settings
from portal.web.shared.choices import choice
from portal.web.shared.form import Form, Words, checks_itself
from portal.web.shared.numbers import whole
from portal.web.shared.sentences import _, _l
from portal.web.shared.words import person_name, unit_name

UNSOUND = 422


class ReassignForm(Form):
    """To whom, and why."""

    officer_id = SelectField(_l("Giao lại cho"), coerce=str, validate_choice=False)
    reason = Words(_l("Lý do"))

    def is_complete(self) -> bool:
        """Whether it says to whom and why."""
        if self.is_sound() and whole(self.officer_id.data) is None:
            self.complain("officer_id", _("Xin chọn người nhận việc."))
        if not self.reason.data:
            self.complain("reason", _("Xin ghi lý do."))
        return not self.errors


@blueprint.get("/reassignment")
def reassignment() -> ResponseReturnValue:
    """The work that lies there, by holder."""
    require(Permission.REASSIGN_WORK)
    return reassignment_page(ReassignForm(formdata=None))


@blueprint.post("/reassignment")
@checks_itself
@commits
def give_away() -> ResponseReturnValue:
    """Have the ticked cases given to one officer, once it was shown what that comes to."""
    require(Permission.REASSIGN_WORK)
    form, seen = ReassignForm(), ticked()
    if not seen:
        form.complain("", _("Chưa chọn việc nào."))
    if not form.is_complete():
        return reassignment_page(form, chosen=seen), UNSOUND
    facts = {"officer_id": int(form.officer_id.data), "reason": form.reason.data}
    return planned(BulkKind.REASSIGN, seen, facts)


def reassignment_page(form: ReassignForm, *, chosen: Iterable[str] = ()) -> str:
    """The page, also after a form that was not complete."""
    found = stranded(session(), settings(), actor(), today=local_day(now()))
    asked = whole(request.args.get("holder"))
    shown = [each for each in found if asked in {None, each.officer_id}]
    form.officer_id.choices = [choice("", _("Chọn người nhận")), *takers(shown)]
    return render_template(
        "desk/reassignment.html",
        form=form,
        chips=chips(found, asked),
        lines=lines(stranded_cases(session(), shown)),
        why={(each.unit_id, each.officer_id): why_words()[each.why] for each in found},
        chosen=set(chosen),
        holder=asked,
    )


def chips(found: Sequence[Stranded], asked: int | None) -> list[dict[str, Any]]:
    """All the work, and the holders with how much each left behind and why."""
    everything = {
        "label": _("Tất cả"),
        "href": url_for("desk.reassignment"),
        "count": sum(each.count for each in found),
        "current": asked is None,
    }
    holders = [
        {
            "label": f"{person_name(each.officer_id)} ({why_words()[each.why]}), {unit_name(each.unit_id)}",
            "href": url_for("desk.reassignment", holder=each.officer_id),
            "count": each.count,
            "current": each.officer_id == asked,
        }
        for each in found
    ]
    return [everything, *holders] if found else []


def why_words() -> dict[Why, str]:
    """Why a holder cannot work on a case."""
    return {
        Why.INACTIVE: _("tài khoản đã khóa"),
        Why.NOT_APPOINTED: _("không còn ở đơn vị"),
        Why.AWAY: _("nghỉ, không có người thay"),
    }


def takers(shown: Sequence[Stranded]) -> list[Any]:
    """Who can be given the work of these units today, with the unit."""
    return [
        choice(person.id, f"{person.name} – {unit_name(unit_id)}")
        for unit_id in sorted({each.unit_id for each in shown})
        for person in assignable(act(), unit_id)
        if person.id not in {each.officer_id for each in shown if each.unit_id == unit_id}
    ]
