"""Where a person's work begins, and what they set for themselves."""

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_security import auth_required
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField

from portal.domain.permissions import Role
from portal.services.change_people import change_own_choices
from portal.web.account.blueprint import blueprint
from portal.web.shared.acting import act, actor, commits, settings
from portal.web.shared.choices import choice
from portal.web.shared.sentences import _, _l

# The first of these roles that one holds says where the work begins, if this process serves that page.
PLACES = (
    (Role.OPERATOR, "desk.calls"),
    (Role.COORDINATOR, "desk.inbox"),
    (Role.OFFICER, "desk.inbox"),
    (Role.LEADER, "desk.inbox"),
    (Role.OVERSEER, "oversight.dashboard"),
    (Role.ADMINISTRATOR, "admin.start"),
    (Role.SEALED_CASE_OFFICER, "desk.sealed"),
)


class ProfileForm(FlaskForm):  # type: ignore[misc]  # untyped library
    """What members of staff choose for themselves."""

    language = RadioField(_l("Ngôn ngữ"), choices=[choice("vi", "Tiếng Việt"), choice("en", "English")])
    mails_at_once = BooleanField(_l("Gửi thư cho tôi ngay khi có việc"))


@blueprint.get("/")
@auth_required("session")
def home() -> ResponseReturnValue:
    """Lead people to the list their work begins with."""
    for role, endpoint in PLACES:
        if actor().has_role(role) and endpoint in current_app.view_functions:
            return redirect(url_for(endpoint))
    return redirect(url_for("account.profile"))


@blueprint.route("/profile", methods=["GET", "POST"])
@auth_required("session")
@commits
def profile() -> ResponseReturnValue:
    """One's own choices, and the way to password and second step."""
    person = settings().people[actor().account_id or 0]
    form = ProfileForm(language=person.language, mails_at_once=person.mails_at_once)
    if form.validate_on_submit():
        change_own_choices(act(), language=form.language.data, mails_at_once=form.mails_at_once.data)
        flash(_("Đã lưu."), "success")
        return redirect(url_for("account.profile"))
    facts = [
        {"label": _("Họ tên"), "value": person.name},
        {"label": _("Chức vụ"), "value": person.post or "–"},
        {"label": _("Thư điện tử"), "value": person.email},
    ]
    return render_template("account/profile.html", form=form, facts=facts)
