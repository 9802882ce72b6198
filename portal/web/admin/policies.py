"""Clock policies: dated rows with their legal basis; a new row follows the old one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound
from wtforms.validators import Optional

from portal.domain.clock import TimeUnit
from portal.domain.kinds import MAIN_KINDS, Channel, Kind, Urgency
from portal.domain.policies import Leg
from portal.domain.time import ONE_DAY, local_day
from portal.domain.wording import term_words as words_of_term
from portal.queries import configuration
from portal.queries.configuration import ClockPolicyRow, has_whole_reach, reach_of
from portal.services.change_policy import (
    ClockFacts,
    Footing,
    add_clock_policy,
    confirm_clock_policy,
    end_clock_policy,
)
from portal.services.errors import RuleBroken
from portal.services.withdraw_policy import withdraw_clock_policy
from portal.web.admin.blueprint import blueprint
from portal.web.admin.entry import UNSOUND, Amount, Pick, node_choices, refusal, saved, unit_choices
from portal.web.admin.policy_trial import trial
from portal.web.shared.acting import act, actor, commits, language, now, session, settings
from portal.web.shared.choices import terms
from portal.web.shared.form import Form, Line, Words, checks_itself
from portal.web.shared.numbers import whole
from portal.web.shared.sentences import _, _l
from portal.web.shared.typed_time import DayField
from portal.web.shared.words import category_name, term_words, unit_name

FOOTING = ("valid_from", "legal_basis", "confirmed_by", "confirmed_on")


class FootingForm(Form):
    """From when on something holds, on which basis, confirmed by whom."""

    valid_from = DayField(
        _l("Áp dụng từ ngày"),
        description=_l("Cho phản ánh tiếp nhận từ ngày này; phản ánh đã nhận giữ hạn cũ"),
    )
    legal_basis = Words(_l("Căn cứ pháp lý"), description=_l("Số, ngày, điều khoản của văn bản"))
    confirmed_by = Line(
        _l("Cán bộ pháp chế xác nhận"), description=_l("Họ tên, chức vụ; bỏ trống nếu chưa xác nhận")
    )
    confirmed_on = DayField(_l("Ngày xác nhận"), [Optional()])

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        # What is decided stands before from when on and why.
        for name in FOOTING:
            self._fields[name] = self._fields.pop(name)

    def footing(self) -> Footing:
        """What was typed. Raises RuleBroken."""
        if self.valid_from.data is None:
            raise RuleBroken("valid_from", "missing")
        return Footing(
            self.valid_from.data, self.legal_basis.data, self.confirmed_by.data, self.confirmed_on.data
        )


class PolicyForm(FootingForm):
    """A term and the cases it applies to."""

    leg = Pick(_l("Thời hạn của việc"))
    code = Line(_l("Mã"), description=_l("Ví dụ HOTLINE_ANSWER"), render_kw={"data-width": "20"})
    amount = Amount(_l("Thời hạn"), render_kw={"data-width": "4"})
    time_unit = Pick(_l("Tính theo"))
    kind = Pick(_l("Chỉ cho loại"))
    channel = Pick(_l("Chỉ cho kênh"))
    urgency = Pick(_l("Chỉ cho mức khẩn"))
    category_id = Pick(_l("Chỉ cho lĩnh vực"))
    unit_id = Pick(_l("Chỉ cho đơn vị tiếp nhận"))

    def offer(self) -> "PolicyForm":
        """Fill in what can be chosen."""
        anything = _("tất cả")
        whole = has_whole_reach(settings(), actor())
        units = [settings().units[each] for each in reach_of(settings(), actor())]
        self.leg.choices = terms(Leg)
        self.time_unit.choices = terms(TimeUnit)
        self.kind.choices = terms((kind for kind in Kind if kind in MAIN_KINDS), any_label=anything)
        self.channel.choices = terms(Channel, any_label=anything)
        self.urgency.choices = terms(Urgency, any_label=anything)
        self.category_id.choices = node_choices(settings().categories, none=anything)
        self.unit_id.choices = unit_choices(units, none=anything if whole else None)
        return self

    def facts(self) -> ClockFacts:
        """What was typed. Raises RuleBroken."""
        leg, time_unit = self.leg.among(Leg), self.time_unit.among(TimeUnit)
        if leg is None or time_unit is None:
            raise RuleBroken("time_unit" if leg else "leg", "unknown")
        return ClockFacts(
            code=self.code.data,
            leg=leg,
            amount=self.amount.data or 0,
            time_unit=time_unit,
            kind=self.kind.among(Kind),
            channel=self.channel.among(Channel),
            urgency=self.urgency.among(Urgency),
            category_id=self.category_id.number,
            unit_id=self.unit_id.number,
        )


class ConfirmationForm(Form):
    """Who confirmed a row and when."""

    confirmed_by = Line(_l("Cán bộ pháp chế xác nhận"), description=_l("Họ tên, chức vụ"))
    confirmed_on = DayField(_l("Ngày xác nhận"))

    @property
    def on(self) -> date:
        """The day that was typed. Raises RuleBroken."""
        if self.confirmed_on.data is None:
            raise RuleBroken("confirmed_on", "missing")
        return self.confirmed_on.data


class PolicyEndForm(Form):
    """The last day of a row."""

    last_on = DayField(_l("Ngày cuối cùng áp dụng"))


@dataclass(frozen=True, slots=True)
class PolicyView:
    """A row as the list shows it."""

    row: ClockPolicyRow
    term: str
    conditions: str
    standing: str
    may_change: bool


@blueprint.get("/policies")
def policies() -> ResponseReturnValue:
    """Every row, those in force first in each leg."""
    rows = [_view(row) for row in configuration.clock_policies(session())]
    groups = [(leg, [row for row in rows if row.row.leg is leg]) for leg in Leg]
    return render_template("admin/policies.html", groups=groups, trial=trial())


@blueprint.route("/policies/new", methods=["GET", "POST"])
@checks_itself
@commits
def new_policy() -> ResponseReturnValue:
    """Add a row, like an older one or from nothing."""
    form = PolicyForm(data=_like(whole(request.args.get("like")))).offer()
    if form.is_submitted() and saved(form, lambda: add_clock_policy(act(), form.facts(), form.footing())):
        flash(_("Đã thêm thời hạn."), "success")
        return redirect(url_for("admin.policies"), 303)
    return _page(form, heading=_("Thêm thời hạn"))


@blueprint.route("/policies/<int:policy_id>/confirm", methods=["GET", "POST"])
@checks_itself
@commits
def confirm_policy(policy_id: int) -> ResponseReturnValue:
    """Keep that the legal officer confirmed a row."""
    row = _row(policy_id)
    form = ConfirmationForm(data={"confirmed_on": local_day(now())})

    def save() -> None:
        confirm_clock_policy(act(), policy_id, by=form.confirmed_by.data, on=form.on)

    return _ask(form, save, heading=_("Xác nhận thời hạn %(code)s", code=row.code), lead=row.legal_basis)


@blueprint.route("/policies/<int:policy_id>/end", methods=["GET", "POST"])
@checks_itself
@commits
def end_policy(policy_id: int) -> ResponseReturnValue:
    """Let a row end without a successor."""
    row = _row(policy_id)
    form = PolicyEndForm(data={"last_on": local_day(now())})

    def save() -> None:
        if form.last_on.data is None:
            raise RuleBroken("last_on", "missing")
        end_clock_policy(act(), policy_id, last_on=form.last_on.data)

    lead = _("Phản ánh tiếp nhận sau ngày này theo thời hạn khác. Phản ánh đã nhận không đổi.")
    return _ask(form, save, heading=_("Thôi áp dụng thời hạn %(code)s", code=row.code), lead=lead)


@blueprint.post("/policies/<int:policy_id>/withdraw")
@commits
def withdraw_policy(policy_id: int) -> ResponseReturnValue:
    """Take back a row that has not begun."""
    _row(policy_id)
    try:
        withdraw_clock_policy(act(), policy_id)
    except RuleBroken as broken:
        session().rollback()
        flash(refusal(broken), "error")
    else:
        flash(_("Đã bỏ dòng chưa áp dụng. Dòng trước đó vẫn tiếp tục."), "success")
    return redirect(url_for("admin.policies"), 303)


def standing_of(valid_from: date, valid_to: date | None) -> str:
    """How a dated row stands today: "future", "ended" or "now"."""
    today = local_day(now())
    if valid_from > today:
        return "future"
    return "ended" if valid_to is not None and valid_to < today else "now"


def _view(row: ClockPolicyRow) -> PolicyView:
    conditions = [
        term_words(row.kind),
        term_words(row.channel),
        term_words(row.urgency),
        category_name(row.category_id) if row.category_id else "",
        unit_name(row.unit_id),
    ]
    reach = reach_of(settings(), actor())
    may_change = has_whole_reach(settings(), actor()) or row.unit_id in reach
    return PolicyView(
        row,
        words_of_term(row.amount, row.time_unit, language()),
        "; ".join(filter(None, conditions)) or _("tất cả"),
        standing_of(row.valid_from, row.valid_to),
        may_change,
    )


def _like(policy_id: int | None) -> dict[str, Any]:
    tomorrow = {"valid_from": local_day(now()) + ONE_DAY}
    if policy_id is None:
        return tomorrow
    row = _row(policy_id)
    names = ("leg", "code", "amount", "time_unit", "kind", "channel", "urgency", "category_id", "unit_id")
    return {**{name: getattr(row, name) for name in names}, **tomorrow}


def _row(policy_id: int) -> ClockPolicyRow:
    row = next((each for each in configuration.clock_policies(session()) if each.id == policy_id), None)
    if row is None:
        raise NotFound
    return row


def _ask(form: Form, save: Callable[[], None], **context: Any) -> ResponseReturnValue:
    if form.is_submitted() and saved(form, save):
        flash(_("Đã lưu."), "success")
        return redirect(url_for("admin.policies"), 303)
    return _page(form, **context)


def _page(form: Form, **context: Any) -> ResponseReturnValue:
    back = url_for("admin.policies")
    return render_template(
        "admin/form.html", form=form, back_href=back, **context
    ), UNSOUND if form.errors else 200
