"""Areas: communes with their hamlets and quarters."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound
from wtforms import BooleanField

from portal.queries import configuration
from portal.services.change_categories import AreaFacts, change_area, create_area
from portal.web.admin.blueprint import blueprint
from portal.web.admin.entry import UNSOUND, Amount, Pick, node_choices, node_path, saved
from portal.web.admin.menu import whole_office_only
from portal.web.shared.acting import act, commits, session, settings
from portal.web.shared.form import Form, Line, checks_itself
from portal.web.shared.sentences import _, _l


class AreaForm(Form):
    """What is kept about an area."""

    name = Line(_l("Tên địa bàn"), description=_l("Viết cả loại: xã Thanh Bình, ấp Suối Đá"))
    parent_id = Pick(_l("Thuộc"))
    position = Amount(_l("Thứ tự"), default=0, render_kw={"data-width": "4"})
    active = BooleanField(_l("Đang dùng"), default=True)

    def offer(self) -> "AreaForm":
        """Fill in what can be chosen."""
        self.parent_id.choices = node_choices(settings().areas, none=_("(là xã, phường)"))
        return self

    def facts(self) -> AreaFacts:
        """What was typed."""
        return AreaFacts(self.name.data, self.parent_id.number, self.position.data or 0, self.active.data)


@blueprint.get("/areas")
@whole_office_only
def areas() -> ResponseReturnValue:
    """All areas, each below its commune."""
    known = settings().areas
    rows = [
        {"area": row, "path": node_path(known, known[row.id])}
        for row in configuration.areas(session())
        if row.id in known
    ]
    return render_template("admin/areas.html", rows=sorted(rows, key=lambda row: str(row["path"])))


@blueprint.route("/areas/new", methods=["GET", "POST"])
@checks_itself
@whole_office_only
@commits
def new_area() -> ResponseReturnValue:
    """Add an area."""
    form = AreaForm().offer()
    if form.is_submitted() and saved(form, lambda: create_area(act(), form.facts())):
        flash(_("Đã thêm địa bàn."), "success")
        return redirect(url_for("admin.areas"), 303)
    return _page(form, heading=_("Thêm địa bàn"))


@blueprint.route("/areas/<int:area_id>", methods=["GET", "POST"])
@checks_itself
@whole_office_only
@commits
def area(area_id: int) -> ResponseReturnValue:
    """Change an area."""
    row = next((each for each in configuration.areas(session()) if each.id == area_id), None)
    if row is None:
        raise NotFound
    heading, form = row.name, AreaForm(obj=row).offer()
    if form.is_submitted() and saved(form, lambda: change_area(act(), area_id, form.facts())):
        flash(_("Đã lưu."), "success")
        return redirect(url_for("admin.areas"), 303)
    return _page(form, heading=heading)


def _page(form: Form, **context: Any) -> ResponseReturnValue:
    back = url_for("admin.areas")
    return render_template(
        "admin/form.html", form=form, back_href=back, **context
    ), UNSOUND if form.errors else 200
