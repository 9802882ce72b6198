"""Targets for figures, by unit and year."""

from decimal import Decimal
from typing import Any, Self

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound
from wtforms import BooleanField, SelectField
from wtforms.validators import InputRequired, Regexp

from portal.domain.targets import TargetFigure
from portal.domain.time import local_day
from portal.queries.configuration import has_whole_reach, reach_of
from portal.queries.targets import FigureTarget, target_row, target_rows
from portal.services.change_targets import TargetFacts, drop_target, save_target
from portal.web.admin.blueprint import blueprint
from portal.web.admin.entry import UNSOUND, Amount, Pick, saved, unit_choices
from portal.web.shared.acting import act, actor, commits, now, session, settings
from portal.web.shared.form import Form, Line, checks_itself
from portal.web.shared.sentences import _, _l
from portal.web.shared.words import term_words

PERCENT = r"(?:100(?:[.,]0{1,2})?|\d{1,2}(?:[.,]\d{1,2})?)$"


class TargetForm(Form):
    """What is kept about a target."""

    figure = SelectField(_l("Chỉ số"))
    unit_id = Pick(_l("Đơn vị"))
    from_year = Amount(_l("Từ năm"), render_kw={"data-width": "4"})
    percent = Line(
        _l("Phần trăm phải đạt"),
        validators=[
            InputRequired(_l("Xin nhập phần trăm phải đạt.")),
            Regexp(PERCENT, message=_l("Phần trăm từ 0 đến 100, nhiều nhất hai số lẻ.")),
        ],
        render_kw={"data-width": "5"},
    )
    source = Line(_l("Căn cứ"), description=_l("Văn bản giao chỉ tiêu"))

    def offer(self) -> Self:
        """Fill in what can be chosen."""
        self.figure.choices = [(each.value, term_words(each)) for each in TargetFigure]
        within = reach_of(settings(), actor())
        whole = _("(tất cả đơn vị)") if has_whole_reach(settings(), actor()) else None
        self.unit_id.choices = unit_choices((settings().units[each] for each in within), none=whole)
        return self

    def facts(self) -> TargetFacts:
        """What was typed."""
        return TargetFacts(
            TargetFigure(self.figure.data),
            Decimal(self.percent.data.replace(",", ".")),
            self.from_year.data or 0,
            self.unit_id.number,
            self.source.data,
        )


class ChangedTargetForm(TargetForm):
    """A target that is there already, and may be taken away."""

    drop = BooleanField(_l("Bỏ chỉ tiêu này"))


@blueprint.get("/targets")
def targets() -> ResponseReturnValue:
    """All targets; those of units out of reach can be read and not changed."""
    return render_template("admin/targets.html", rows=target_rows(session()), may_change=_may_change)


def _may_change(row: FigureTarget) -> bool:
    if row.unit_id is None:
        return has_whole_reach(settings(), actor())
    return row.unit_id in reach_of(settings(), actor())


@blueprint.route("/targets/new", methods=["GET", "POST"])
@checks_itself
@commits
def new_target() -> ResponseReturnValue:
    """Add a target."""
    form = TargetForm(data={"from_year": local_day(now()).year}).offer()
    if form.is_submitted() and saved(form, lambda: save_target(act(), form.facts())):
        flash(_("Đã thêm chỉ tiêu."), "success")
        return redirect(url_for("admin.targets"), 303)
    return _page(form, heading=_("Thêm chỉ tiêu"))


@blueprint.route("/targets/<int:target_id>", methods=["GET", "POST"])
@checks_itself
@commits
def target(target_id: int) -> ResponseReturnValue:
    """Change a target, or take it away."""
    row = target_row(session(), target_id)
    if row is None or not _may_change(row):
        raise NotFound
    shown = f"{Decimal(row.hundredths) / 100:f}".replace(".", ",")
    form = ChangedTargetForm(obj=row, data={"percent": shown}).offer()
    if form.is_submitted() and form.drop.data and form.is_sound():
        drop_target(act(), row)
        flash(_("Đã bỏ chỉ tiêu."), "success")
        return redirect(url_for("admin.targets"), 303)
    if form.is_submitted() and saved(form, lambda: save_target(act(), form.facts(), row)):
        flash(_("Đã lưu."), "success")
        return redirect(url_for("admin.targets"), 303)
    return _page(form, heading=term_words(row.figure))


def _page(form: Form, **context: Any) -> ResponseReturnValue:
    back = url_for("admin.targets")
    return render_template(
        "admin/form.html", form=form, back_href=back, **context
    ), UNSOUND if form.errors else 200
