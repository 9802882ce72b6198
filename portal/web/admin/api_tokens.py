"""Tokens by which other software tells us of its dossiers: made, shown once, revoked."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.domain.time import local_day
from portal.queries import api_tokens as tokens_kept
from portal.queries.configuration import reach_of
from portal.services.api_tokens import make_token, revoke_token
from portal.services.errors import RuleBroken
from portal.web.admin.blueprint import blueprint
from portal.web.admin.entry import UNSOUND, Pick, saved, unit_choices
from portal.web.shared.acting import act, actor, commits, now, session, settings
from portal.web.shared.form import Form, Line, checks_itself
from portal.web.shared.sentences import _, _l


class TokenForm(Form):
    """Whom a token is for."""

    name = Line(_l("Phần mềm"), description=_l("Ví dụ: Hệ thống một cửa điện tử của tỉnh"))
    unit_id = Pick(
        _l("Đơn vị"), description=_l("Phần mềm báo được hồ sơ của đơn vị này và các đơn vị trực thuộc")
    )

    def offer(self) -> "TokenForm":
        """Fill in the units within reach."""
        units = [settings().units[each] for each in reach_of(settings(), actor())]
        self.unit_id.choices = unit_choices(unit for unit in units if unit.stands(local_day(now())))
        return self


@blueprint.route("/api-tokens", methods=["GET", "POST"])
@checks_itself
@commits
def api_tokens() -> ResponseReturnValue:
    """The tokens, and a form for one more; a new one is shown this once."""
    form, made = TokenForm().offer(), []

    def make() -> None:
        if form.unit_id.number is None:
            raise RuleBroken("unit_id", "unknown")
        made.append(make_token(act(), form.name.data, form.unit_id.number))

    if form.is_submitted() and saved(form, make):
        row, token = made[0]
        return render_template("admin/api_token.html", row=row, token=token)
    rows = tokens_kept.api_tokens(session(), reach_of(settings(), actor()))
    page = render_template("admin/api_tokens.html", form=form, rows=rows)
    return page, UNSOUND if form.errors else 200


@blueprint.post("/api-tokens/<int:token_id>/revoke")
@commits
def revoke_api_token(token_id: int) -> ResponseReturnValue:
    """Let a token open nothing any more."""
    row = tokens_kept.api_token(session(), reach_of(settings(), actor()), token_id) or abort(404)
    revoke_token(act(), row)
    flash(_("Đã thu hồi mã của %(name)s.", name=row.name), "success")
    return redirect(url_for("admin.api_tokens"), 303)
