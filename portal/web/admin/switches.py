"""The switches of units: what each is, where its value comes from, and changing it from a day on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from portal.domain.policies import SatisfiedBy
from portal.domain.time import ONE_DAY, local_day
from portal.queries import configuration
from portal.queries.configuration import UnitPolicyRow, has_whole_reach, reach_of
from portal.services.change_policy import (
    OFFICE_HOURS,
    SWITCHES,
    Switch,
    confirm_switch,
    set_switch,
    shipped_value,
)
from portal.services.errors import RuleBroken
from portal.services.withdraw_policy import end_switch, withdraw_switch
from portal.web.admin.blueprint import blueprint
from portal.web.admin.entry import UNSOUND, Amount, Pick, refusal, saved, unit_choices
from portal.web.admin.policies import ConfirmationForm, FootingForm, standing_of
from portal.web.admin.switch_words import label_of, words_of
from portal.web.shared.acting import act, actor, commits, now, session, settings
from portal.web.shared.choices import choice, terms
from portal.web.shared.form import Form, Line, Words, checks_itself
from portal.web.shared.numbers import whole
from portal.web.shared.sentences import _, _l
from portal.web.shared.typed_time import DayField
from portal.web.shared.words import unit_name


class LastDayForm(Form):
    """The last day of a unit's own value."""

    last_on = DayField(_l("Ngày cuối cùng áp dụng"))


class UnitForm(Form):
    """Whose switches the page shows."""

    class Meta:
        """A choice of what to see needs no token."""

        csrf = False

    unit = Pick(_l("Đơn vị"))


class YesNoForm(FootingForm):
    """A switch that is on or off."""

    value = Pick(_l("Giá trị"))

    def offer(self) -> None:
        """Fill in what can be chosen."""
        self.value.choices = [choice("1", _("có")), choice("0", _("không"))]

    def typed(self) -> Any:
        """The value as the service takes it."""
        return self.value.data == "1"


class AmountForm(FootingForm):
    """A switch that is a number."""

    value = Amount(_l("Giá trị"), render_kw={"data-width": "4"})

    def offer(self) -> None:
        """Nothing to choose."""

    def typed(self) -> Any:
        """The value as the service takes it."""
        return self.value.data


class WordForm(FootingForm):
    """What satisfies the answer's clock."""

    value = Pick(_l("Giá trị"))

    def offer(self) -> None:
        """Fill in what can be chosen."""
        self.value.choices = terms(SatisfiedBy)

    def typed(self) -> Any:
        """The value as the service takes it."""
        return self.value.data


class HoursForm(FootingForm):
    """Office hours."""

    value = Line(_l("Giờ làm việc"), description=_l("Ví dụ: 07:30-11:30, 13:30-17:00"))

    def offer(self) -> None:
        """Nothing to choose."""

    def typed(self) -> Any:
        """The value as the service takes it."""
        return self.value.data


class ListForm(FootingForm):
    """A list that papers print; an empty one is what is usual."""

    value = Words(_l("Giá trị"), description=_l("Mỗi nơi một dòng; bỏ trống là theo mẫu chung"))

    def offer(self) -> None:
        """Nothing to choose."""

    def typed(self) -> Any:
        """The value as the service takes it."""
        return self.value.data


SwitchForm = YesNoForm | AmountForm | WordForm | HoursForm | ListForm


@dataclass(frozen=True, slots=True)
class SwitchView:
    """A switch as the list shows it: its value now, where that comes from, and what is to come."""

    name: str
    label: str
    value: str
    origin: str
    row: UnitPolicyRow | None
    coming: UnitPolicyRow | None
    coming_value: str


@blueprint.get("/switches")
def switches() -> ResponseReturnValue:
    """The switches of a unit as they hold today."""
    form = UnitForm(formdata=request.args)
    whole = has_whole_reach(settings(), actor())
    units = [settings().units[each] for each in reach_of(settings(), actor())]
    form.unit.choices = unit_choices(units, none=_("Toàn cơ quan") if whole else None)
    unit_id = form.unit.number or (None if whole else units[0].id)
    form.unit.data = str(unit_id or "")
    _check_reach(unit_id)
    rows = configuration.switches(session(), chain_of(unit_id))
    views = [_view(name, unit_id, rows) for name in SWITCHES]
    return render_template("admin/switches.html", form=form, rows=views, unit_id=unit_id)


@blueprint.route("/switches/<name>", methods=["GET", "POST"])
@checks_itself
@commits
def switch(name: str) -> ResponseReturnValue:
    """Change one switch from a day on, for a unit and those below it that set none."""
    unit_id = whole(request.args.get("unit"))
    if name not in SWITCHES:
        raise NotFound
    _check_reach(unit_id)
    form = form_for(name)(data=_start(name, unit_id))
    form.offer()
    if form.is_submitted() and saved(form, lambda: _save(name, unit_id, form)):
        flash(_("Đã lưu."), "success")
        return redirect(url_for("admin.switches", unit=unit_id), 303)
    heading = f"{label_of(name)} – {unit_name(unit_id) or _('Toàn cơ quan')}"
    back = url_for("admin.switches", unit=unit_id)
    page = render_template("admin/form.html", form=form, heading=heading, back_href=back)
    return page, UNSOUND if form.errors else 200


@blueprint.route("/switches/rows/<int:row_id>/confirm", methods=["GET", "POST"])
@checks_itself
@commits
def confirm_unit_switch(row_id: int) -> ResponseReturnValue:
    """Keep that the legal officer confirmed a value."""
    row = _own_row(row_id)
    unit_id, heading, lead = row.unit_id, label_of(row.name), row.legal_basis
    form = ConfirmationForm(data={"confirmed_on": local_day(now())})

    def save() -> None:
        confirm_switch(act(), row_id, by=form.confirmed_by.data, on=form.on)

    if form.is_submitted() and saved(form, save):
        flash(_("Đã lưu."), "success")
        return redirect(url_for("admin.switches", unit=unit_id), 303)
    back = url_for("admin.switches", unit=unit_id)
    page = render_template("admin/form.html", form=form, heading=heading, lead=lead, back_href=back)
    return page, UNSOUND if form.errors else 200


@blueprint.route("/switches/rows/<int:row_id>/end", methods=["GET", "POST"])
@checks_itself
@commits
def end_unit_switch(row_id: int) -> ResponseReturnValue:
    """Let a unit's own value end, so that it follows the one above again."""
    row = _own_row(row_id)
    unit_id, heading = row.unit_id, _("Thôi đặt riêng: %(switch)s", switch=label_of(row.name))
    form = LastDayForm(data={"last_on": local_day(now())})

    def save() -> None:
        if form.last_on.data is None:
            raise RuleBroken("last_on", "missing")
        end_switch(act(), row_id, last_on=form.last_on.data)

    if form.is_submitted() and saved(form, save):
        flash(_("Đã lưu."), "success")
        return redirect(url_for("admin.switches", unit=unit_id), 303)
    lead = _("Sau ngày này theo đơn vị cấp trên, rồi theo toàn cơ quan, cuối cùng theo giá trị có sẵn.")
    back = url_for("admin.switches", unit=unit_id)
    page = render_template("admin/form.html", form=form, heading=heading, lead=lead, back_href=back)
    return page, UNSOUND if form.errors else 200


@blueprint.post("/switches/rows/<int:row_id>/withdraw")
@commits
def withdraw_unit_switch(row_id: int) -> ResponseReturnValue:
    """Take back a value that does not hold yet."""
    unit_id = _own_row(row_id).unit_id
    try:
        withdraw_switch(act(), row_id)
    except RuleBroken as broken:
        session().rollback()
        flash(refusal(broken), "error")
    else:
        flash(_("Đã bỏ giá trị chưa áp dụng."), "success")
    return redirect(url_for("admin.switches", unit=unit_id), 303)


def _own_row(row_id: int) -> UnitPolicyRow:
    row = configuration.switch_row(session(), row_id)
    if row is None:
        raise NotFound
    _check_reach(row.unit_id)
    return row


def form_for(name: str) -> type[SwitchForm]:
    """The form that fits the value of a switch."""
    value = shipped_value(name)
    if isinstance(value, bool):
        return YesNoForm
    if isinstance(value, SatisfiedBy):
        return WordForm
    if isinstance(value, int):
        return AmountForm
    return HoursForm if name == OFFICE_HOURS else ListForm


def _save(name: str, unit_id: int | None, form: SwitchForm) -> None:
    value = form.typed()
    if value is None or (value == "" and not isinstance(form, ListForm)):
        raise RuleBroken("value", "missing")
    set_switch(act(), Switch(name, value, unit_id), form.footing())


def _start(name: str, unit_id: int | None) -> dict[str, Any]:
    value = _value_now(name, unit_id, configuration.switches(session(), chain_of(unit_id)))[0]
    shown = ("1" if value else "0") if isinstance(value, bool) else value
    return {"value": shown, "valid_from": local_day(now()) + ONE_DAY}


def _check_reach(unit_id: int | None) -> None:
    allowed = (
        has_whole_reach(settings(), actor()) if unit_id is None else unit_id in reach_of(settings(), actor())
    )
    if not allowed:
        raise NotFound


def chain_of(unit_id: int | None) -> list[int | None]:
    """Where a value may come from: the unit, those above it, the whole office."""
    return [*(settings().unit_chain(unit_id) if unit_id else ()), None]


def _view(name: str, unit_id: int | None, rows: Sequence[UnitPolicyRow]) -> SwitchView:
    value, row = _value_now(name, unit_id, rows)
    own = [each for each in rows if each.name == name and each.unit_id == unit_id]
    future = (each for each in own if standing_of(each.valid_from, each.valid_to) == "future")
    coming = next(future, None)
    return SwitchView(
        name,
        label_of(name),
        words_of(value),
        _origin(row, unit_id),
        row,
        coming,
        words_of(coming.value) if coming else "",
    )


def _value_now(
    name: str, unit_id: int | None, rows: Sequence[UnitPolicyRow]
) -> tuple[Any, UnitPolicyRow | None]:
    """The value in force and the row it comes from: the unit's own, one above, or none."""
    chain = chain_of(unit_id)
    named = [row for row in rows if row.name == name and standing_of(row.valid_from, row.valid_to) == "now"]
    row = min(named, key=lambda each: chain.index(each.unit_id), default=None)
    if row is None:
        return shipped_value(name), None
    return (SatisfiedBy(row.value) if name == "satisfied_by" else row.value), row


def _origin(row: UnitPolicyRow | None, unit_id: int | None) -> str:
    if row is None:
        return _("giá trị có sẵn")
    if row.unit_id == unit_id:
        return _("đặt riêng") if unit_id else _("đặt cho toàn cơ quan")
    return _("theo %(unit)s", unit=unit_name(row.unit_id) or _("toàn cơ quan"))
