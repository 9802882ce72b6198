"""Units: the tree, each unit's page, closing and opening again."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from portal.domain.states import Level
from portal.domain.time import local_day
from portal.queries import configuration
from portal.queries.configuration import Unit, reach_of
from portal.queries.successions import successions_of
from portal.services.change_units import UnitFacts, change_unit, create_unit, open_unit_again
from portal.services.change_units import close_unit as close
from portal.services.errors import RuleBroken
from portal.web.admin.blueprint import blueprint
from portal.web.admin.entry import UNSOUND, Amount, Pick, depth, in_tree_order, refusal, saved, unit_choices
from portal.web.admin.successions import standing_of
from portal.web.shared.acting import act, actor, commits, now, session, settings
from portal.web.shared.choices import terms
from portal.web.shared.form import Form, Line, checks_itself
from portal.web.shared.sentences import _, _l
from portal.web.shared.typed_time import DayField


class UnitForm(Form):
    """What is kept about a unit."""

    name = Line(_l("Tên đơn vị"))
    name_en = Line(_l("Tên tiếng Anh"), description=_l("Hiện trên trang tiếng Anh"))
    short_name = Line(_l("Tên gọi tắt"), description=_l("Ví dụ: Sở Công Thương"))
    code = Line(_l("Mã"), description=_l("Chữ in hoa, không dấu, ví dụ SCT"), render_kw={"data-width": "10"})
    level = Pick(_l("Cấp"))
    parent_id = Pick(_l("Trực thuộc"))
    position = Amount(
        _l("Thứ tự"), default=0, description=_l("Số nhỏ đứng trước"), render_kw={"data-width": "4"}
    )
    symbol = Line(
        _l("Ký hiệu văn bản"),
        description=_l("Phần sau số trong ký hiệu, ví dụ SCT-VP"),
        render_kw={"data-width": "10"},
    )
    hotline = Line(_l("Đường dây nóng"), render_kw={"data-width": "20"})
    email = Line(_l("Thư điện tử"))
    address = Line(_l("Địa chỉ"))
    valid_from = DayField(_l("Hoạt động từ ngày"))

    def offer(self, own: Unit | None = None) -> "UnitForm":
        """Fill in what can be chosen: units within reach, and the one above as it is."""
        reach = reach_of(settings(), actor()) | ({own.parent_id} if own else set())
        units = [
            unit for unit in settings().units.values() if unit.stands(local_day(now())) and unit.id in reach
        ]
        self.level.choices = terms(Level)
        is_root = own.parent_id is None if own else not settings().units
        self.parent_id.choices = unit_choices(units, none=_("(đơn vị gốc)") if is_root else None)
        return self

    def facts(self) -> UnitFacts:
        """What was typed. Raises RuleBroken."""
        level = self.level.among(Level)
        if level is None:
            raise RuleBroken("level", "unknown")
        if self.valid_from.data is None:
            raise RuleBroken("valid_from", "missing")
        return UnitFacts(
            code=self.code.data,
            name=self.name.data,
            level=level,
            parent_id=self.parent_id.number,
            valid_from=self.valid_from.data,
            name_en=self.name_en.data,
            short_name=self.short_name.data,
            position=self.position.data or 0,
            hotline=self.hotline.data,
            email=self.email.data,
            address=self.address.data,
            symbol=self.symbol.data,
        )


class ClosingForm(Form):
    """The last day of a unit."""

    last_on = DayField(_l("Ngày hoạt động cuối cùng"))


@blueprint.get("/units")
def units() -> ResponseReturnValue:
    """The tree within the administrator's reach, closed units too."""
    rows = {row.id: row for row in configuration.units(session())}
    reach = reach_of(settings(), actor())
    ordered = in_tree_order(unit for unit in settings().units.values() if unit.id in reach)
    shown = [{"unit": rows[unit.id], "indent": "– " * depth(unit)} for unit in ordered]
    return render_template("admin/units.html", rows=shown)


@blueprint.route("/units/new", methods=["GET", "POST"])
@checks_itself
@commits
def new_unit() -> ResponseReturnValue:
    """Create a unit below another."""
    form = UnitForm(data={"parent_id": request.args.get("parent"), "valid_from": local_day(now())}).offer()
    if form.is_submitted() and saved(form, lambda: create_unit(act(), form.facts())):
        flash(_("Đã thêm đơn vị."), "success")
        return redirect(url_for("admin.units"), 303)
    return _page(form, heading=_("Thêm đơn vị"))


@blueprint.route("/units/<int:unit_id>", methods=["GET", "POST"])
@checks_itself
@commits
def unit(unit_id: int) -> ResponseReturnValue:
    """Change a unit."""
    row = _unit(unit_id)
    form = UnitForm(obj=row).offer(row)
    if form.is_submitted() and saved(form, lambda: change_unit(act(), unit_id, form.facts())):
        flash(_("Đã lưu."), "success")
        return redirect(url_for("admin.units"), 303)
    history = {
        "versions": settings().tree.versions.get(unit_id, ()),
        "successions": successions_of(session(), unit_id),
        "standing": standing_of,
    }
    return _page(form, heading=row.name, unit=row, template="admin/unit.html", **history)


@blueprint.route("/units/<int:unit_id>/close", methods=["GET", "POST"])
@checks_itself
@commits
def close_unit(unit_id: int) -> ResponseReturnValue:
    """Close a unit with a day."""
    row = _unit(unit_id)
    form = ClosingForm(data={"last_on": local_day(now())})

    def save() -> None:
        if form.last_on.data is None:
            raise RuleBroken("last_on", "missing")
        close(act(), unit_id, last_on=form.last_on.data)

    if form.is_submitted() and saved(form, save):
        flash(_("Đơn vị đã ngừng hoạt động."), "success")
        return redirect(url_for("admin.units"), 303)
    lead = _(
        "Văn bản đã phát hành vẫn giữ tên cũ. Trước khi ngừng, hãy chuyển hết phản ánh đang mở sang đơn vị kế thừa."
    )
    back = url_for("admin.unit", unit_id=unit_id)
    return _page(form, heading=_("Ngừng hoạt động: %(unit)s", unit=row.name), lead=lead, back_href=back)


@blueprint.post("/units/<int:unit_id>/open")
@commits
def open_unit(unit_id: int) -> ResponseReturnValue:
    """Undo a closing."""
    _unit(unit_id)
    try:
        open_unit_again(act(), unit_id)
    except RuleBroken as broken:
        session().rollback()
        flash(refusal(broken), "error")
    else:
        flash(_("Đơn vị hoạt động lại."), "success")
    return redirect(url_for("admin.unit", unit_id=unit_id), 303)


def _unit(unit_id: int) -> Unit:
    row = configuration.unit(session(), unit_id, settings=settings(), actor=actor())
    if row is None:
        raise NotFound
    return row


def _page(form: Form, *, template: str = "admin/form.html", **context: Any) -> ResponseReturnValue:
    page = render_template(template, form=form, **{"back_href": url_for("admin.units"), **context})
    return page, UNSOUND if form.errors else 200
