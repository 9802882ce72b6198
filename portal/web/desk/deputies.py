"""Absences and deputies: one's own, those one stands in for, and those of the people one leads."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectField
from wtforms.validators import InputRequired

from portal.domain.time import local_day
from portal.queries.absent_holders import Deputy, absences_from
from portal.queries.settings import Person
from portal.services.errors import RuleBroken
from portal.services.name_deputy import (
    Absence,
    end_absence,
    led_people,
    left_behind,
    may_name_for,
    possible_deputies,
    stand_in,
)
from portal.web.desk.blueprint import blueprint
from portal.web.shared.acting import act, actor, commits, now, session, settings
from portal.web.shared.choices import choice
from portal.web.shared.form import Form, checks_itself
from portal.web.shared.numbers import whole
from portal.web.shared.refusals import rule_words
from portal.web.shared.sentences import _, _l
from portal.web.shared.typed_time import DayField
from portal.web.shared.words import person_name, unit_name

UNSOUND = 422


class AbsenceForm(Form):
    """Who is away from when to when, and who stands in."""

    deputy_id = SelectField(_l("Người thay"), coerce=str, validate_choice=False)
    from_on = DayField(_l("Nghỉ từ ngày"), [InputRequired(_l("Xin nhập ngày bắt đầu nghỉ."))])
    to_on = DayField(_l("Đến hết ngày"), [InputRequired(_l("Xin nhập ngày nghỉ cuối cùng."))])

    @property
    def chosen_id(self) -> int:
        """The account of the deputy; 0 for nobody."""
        return whole(self.deputy_id.data) or 0


@dataclass(frozen=True, slots=True)
class Line:
    """One absence in a list."""

    row: Deputy
    now: bool
    may_end: bool


@blueprint.get("/deputies")
def deputies() -> ResponseReturnValue:
    """The page for oneself; with `for` in the address the form is for somebody one leads."""
    return deputies_page(person_asked())


@blueprint.post("/deputies")
@checks_itself
@commits
def name_deputy() -> ResponseReturnValue:
    """Keep an absence with its deputy."""
    account_id, form = person_asked(), AbsenceForm()
    sound, first, last = form.is_sound(), form.from_on.data, form.to_on.data
    if not sound or first is None or last is None:
        return deputies_page(account_id, form), UNSOUND
    absence = Absence(account_id, form.chosen_id, first, last)
    try:
        stand_in(act(), absence)
    except RuleBroken as broken:
        form.complain(broken.field, absence_words(broken))
        return deputies_page(account_id, form), UNSOUND
    flash(_("Đã ghi nhận; %(name)s thay trong những ngày này.", name=person_name(form.chosen_id)), "success")
    for person in left_behind(act(), absence):
        flash(
            _(
                "%(away)s đang được giao thay %(name)s trong những ngày này. Cần cử người khác thay.",
                away=person_name(account_id),
                name=person.name,
            ),
            "error",
        )
    return redirect(url_for("desk.deputies"), 303)


@blueprint.post("/deputies/<int:row_id>/end")
@commits
def end_deputy(row_id: int) -> ResponseReturnValue:
    """The holder is back, or does not go after all."""
    try:
        end_absence(act(), row_id)
    except RuleBroken:
        abort(404)
    flash(_("Đã kết thúc việc thay."), "success")
    return redirect(url_for("desk.deputies"), 303)


def person_asked() -> int:
    """For whom the form is; nobody is found beyond oneself and the people one leads."""
    asked = whole(request.args.get("for")) or actor().account_id or 0
    if not may_name_for(settings(), actor(), asked, today=local_day(now())):
        abort(404)
    return asked


def deputies_page(account_id: int, form: AbsenceForm | None = None) -> str:
    """The page, with the form for one person."""
    led = led_people(act())
    form = form or AbsenceForm(formdata=None, data={"from_on": local_day(now())})
    form.deputy_id.choices = [choice("", _("Chọn người thay")), *colleagues(account_id)]
    me = actor().account_id or 0
    today = local_day(now())
    rows = absences_from(session(), {me, *(each.id for each in led)}, deputy_id=me, today=today)
    return render_template(
        "desk/deputies.html",
        form=form,
        account_id=account_id,
        own=lines(rows, {me}),
        standing_in=[
            line for line in lines(rows, {row.account_id for row in rows}) if line.row.deputy_id == me
        ],
        led=led,
        led_lines=lines(rows, {each.id for each in led}),
        me=me,
    )


def colleagues(account_id: int) -> list[Any]:
    """Who may stand in for somebody, with post and unit."""
    return [choice(each.id, described(each)) for each in possible_deputies(act(), account_id)]


def described(person: Person) -> str:
    """A colleague, told apart from others of the same name."""
    today = local_day(now())
    units = (
        post.unit_id for post in settings().posts if post.account_id == person.id and post.in_force(today)
    )
    return " – ".join(part for part in (person.name, person.post, unit_name(next(units, None))) if part)


def lines(rows: Sequence[Deputy], account_ids: set[int]) -> list[Line]:
    """The absences of some people, in words."""
    today = local_day(now())
    return [
        Line(
            row,
            now=row.from_on <= today,
            may_end=may_name_for(settings(), actor(), row.account_id, today=today),
        )
        for row in rows
        if row.account_id in account_ids
    ]


def absence_words(broken: RuleBroken) -> str:
    """The sentence beside an entry that breaks a rule of absences."""
    if (broken.field, broken.code) == ("deputy_id", "away"):
        return _("Người này cũng nghỉ trong những ngày đó. Xin chọn người khác.")
    return rule_words(broken)
