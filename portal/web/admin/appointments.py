"""A person's appointments and deputies: given and ended, each with its dates."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms.validators import Optional

from portal.domain.permissions import Role
from portal.domain.time import local_day
from portal.queries.configuration import governed_people, reach_of
from portal.services.appoint import Leave, Office, appoint, end_appointment, end_deputy, name_deputy
from portal.services.errors import RuleBroken
from portal.web.admin.blueprint import blueprint
from portal.web.admin.entry import UNSOUND, Pick, refusal, saved, unit_choices
from portal.web.admin.people import governed_account, posts_of
from portal.web.shared.acting import act, actor, commits, now, session, settings
from portal.web.shared.choices import choice, terms
from portal.web.shared.form import Form, checks_itself
from portal.web.shared.sentences import _, _l
from portal.web.shared.sign_in import fresh
from portal.web.shared.typed_time import DayField


class OfficeForm(Form):
    """A role in a unit with its dates."""

    unit_id = Pick(_l("Đơn vị"))
    role = Pick(_l("Vai trò"))
    valid_from = DayField(_l("Từ ngày"))
    valid_to = DayField(_l("Đến hết ngày"), validators=[Optional()], description=_l("Bỏ trống nếu chưa biết"))

    def offer(self) -> "OfficeForm":
        """Fill in what can be chosen."""
        units = [settings().units[each] for each in reach_of(settings(), actor())]
        self.unit_id.choices = unit_choices(unit for unit in units if unit.stands(local_day(now())))
        self.role.choices = terms(Role)
        return self

    def office(self) -> Office:
        """What was typed. Raises RuleBroken."""
        role = self.role.among(Role)
        if self.unit_id.number is None or role is None:
            raise RuleBroken("unit_id" if role else "role", "unknown")
        if self.valid_from.data is None:
            raise RuleBroken("valid_from", "missing")
        return Office(self.unit_id.number, role, self.valid_from.data, self.valid_to.data)


class LastDayForm(Form):
    """The last day of an appointment."""

    last_on = DayField(
        _l("Ngày cuối cùng giữ vai trò"), description=_l("Sớm nhất là hôm qua: mất quyền ngay")
    )


class LeaveForm(Form):
    """Who stands in for somebody, and when."""

    deputy_id = Pick(_l("Người thay"))
    from_on = DayField(_l("Từ ngày"))
    to_on = DayField(_l("Đến hết ngày"))

    def offer(self, absent_id: int) -> "LeaveForm":
        """Fill in who may stand in."""
        people = governed_people(session(), settings(), actor(), today=local_day(now())).values()
        fit = [each for each in people if each.active and each.id != absent_id]
        self.deputy_id.choices = [choice(each.id, f"{each.name} ({each.post or each.email})") for each in fit]
        return self

    def leave(self) -> Leave:
        """What was typed. Raises RuleBroken."""
        if self.deputy_id.number is None:
            raise RuleBroken("deputy_id", "unfit")
        if self.from_on.data is None or self.to_on.data is None:
            raise RuleBroken("to_on" if self.from_on.data else "from_on", "missing")
        return Leave(self.deputy_id.number, self.from_on.data, self.to_on.data)


@blueprint.route("/people/<int:account_id>/appointments/new", methods=["GET", "POST"])
@checks_itself
@fresh
@commits
def new_appointment(account_id: int) -> ResponseReturnValue:
    """Give somebody a role in a unit."""
    account = governed_account(account_id)
    form = OfficeForm(data={"valid_from": local_day(now())}).offer()
    if form.is_submitted() and saved(form, lambda: appoint(act(), account_id, form.office())):
        flash(_("Đã giao vai trò."), "success")
        return redirect(url_for("admin.person", account_id=account_id), 303)
    return _page(form, account_id, heading=_("Giao vai trò: %(name)s", name=account.name))


@blueprint.route("/people/<int:account_id>/appointments/<int:post_id>/end", methods=["GET", "POST"])
@checks_itself
@fresh
@commits
def end_post(account_id: int, post_id: int) -> ResponseReturnValue:
    """End an appointment with a day."""
    account = governed_account(account_id)
    form = LastDayForm(data={"last_on": local_day(now())})

    def save() -> None:
        if form.last_on.data is None:
            raise RuleBroken("last_on", "missing")
        end_appointment(act(), post_id, last_on=form.last_on.data)

    if form.is_submitted() and saved(form, save):
        flash(_("Đã ghi ngày kết thúc."), "success")
        return redirect(url_for("admin.person", account_id=account_id), 303)
    words = next((post.words for post in posts_of(account_id) if post.id == post_id), "")
    return _page(form, account_id, heading=_("Thôi giữ vai trò: %(name)s", name=account.name), lead=words)


@blueprint.route("/people/<int:account_id>/deputies/new", methods=["GET", "POST"])
@checks_itself
@fresh
@commits
def new_deputy(account_id: int) -> ResponseReturnValue:
    """Name who stands in for somebody."""
    account = governed_account(account_id)
    form = LeaveForm(data={"from_on": local_day(now())}).offer(account_id)
    if form.is_submitted() and saved(form, lambda: name_deputy(act(), account_id, form.leave())):
        flash(_("Đã ghi người thay."), "success")
        return redirect(url_for("admin.person", account_id=account_id), 303)
    lead = _("Trong thời gian này người thay làm được mọi việc của người vắng, và ký thay.")
    return _page(form, account_id, heading=_("Người thay cho %(name)s", name=account.name), lead=lead)


@blueprint.post("/people/<int:account_id>/deputies/<int:row_id>/end")
@fresh
@commits
def end_stand_in(account_id: int, row_id: int) -> ResponseReturnValue:
    """End a deputyship before its time."""
    governed_account(account_id)
    try:
        end_deputy(act(), row_id)
    except RuleBroken as broken:
        session().rollback()
        flash(refusal(broken), "error")
    else:
        flash(_("Đã kết thúc việc thay."), "success")
    return redirect(url_for("admin.person", account_id=account_id), 303)


def _page(form: Form, account_id: int, *, heading: str, lead: str = "") -> ResponseReturnValue:
    back = url_for("admin.person", account_id=account_id)
    page = render_template("admin/form.html", form=form, heading=heading, lead=lead, back_href=back)
    return page, UNSOUND if form.errors else 200
