"""Categories: the list and each one's form."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound
from wtforms import BooleanField

from portal.queries import configuration
from portal.services.change_categories import CategoryFacts, change_category, create_category
from portal.web.admin.blueprint import blueprint
from portal.web.admin.entry import UNSOUND, Amount, Pick, node_choices, saved
from portal.web.admin.menu import whole_office_only
from portal.web.shared.acting import act, commits, session, settings
from portal.web.shared.form import Form, Line, Words, checks_itself
from portal.web.shared.sentences import _, _l


class CategoryForm(Form):
    """What is kept about a category."""

    name = Line(_l("Tên lĩnh vực"))
    name_en = Line(_l("Tên tiếng Anh"))
    code = Line(_l("Mã"), description=_l("Chữ thường không dấu, ví dụ roads"), render_kw={"data-width": "20"})
    keywords = Words(
        _l("Cách gọi thường ngày"),
        description=_l("Những từ người dân hay dùng, để ô tìm lĩnh vực hiểu được; có thể viết không dấu"),
    )
    parent_id = Pick(_l("Nằm trong"))
    position = Amount(_l("Thứ tự"), default=0, render_kw={"data-width": "4"})
    active = BooleanField(_l("Đang dùng"), default=True)

    def offer(self) -> "CategoryForm":
        """Fill in what can be chosen."""
        self.parent_id.choices = node_choices(settings().categories, none=_("(không nằm trong lĩnh vực nào)"))
        return self

    def facts(self) -> CategoryFacts:
        """What was typed."""
        return CategoryFacts(
            code=self.code.data,
            name=self.name.data,
            name_en=self.name_en.data,
            keywords=self.keywords.data,
            parent_id=self.parent_id.number,
            position=self.position.data or 0,
            active=self.active.data,
        )


@blueprint.get("/categories")
@whole_office_only
def categories() -> ResponseReturnValue:
    """All categories."""
    return render_template("admin/categories.html", rows=configuration.categories(session()))


@blueprint.route("/categories/new", methods=["GET", "POST"])
@checks_itself
@whole_office_only
@commits
def new_category() -> ResponseReturnValue:
    """Add a category."""
    form = CategoryForm().offer()
    if form.is_submitted() and saved(form, lambda: create_category(act(), form.facts())):
        flash(_("Đã thêm lĩnh vực."), "success")
        return redirect(url_for("admin.categories"), 303)
    return _page(form, heading=_("Thêm lĩnh vực"))


@blueprint.route("/categories/<int:category_id>", methods=["GET", "POST"])
@checks_itself
@whole_office_only
@commits
def category(category_id: int) -> ResponseReturnValue:
    """Change a category."""
    row = next((each for each in configuration.categories(session()) if each.id == category_id), None)
    if row is None:
        raise NotFound
    heading, form = row.name, CategoryForm(obj=row).offer()
    if form.is_submitted() and saved(form, lambda: change_category(act(), category_id, form.facts())):
        flash(_("Đã lưu."), "success")
        return redirect(url_for("admin.categories"), 303)
    return _page(form, heading=heading)


def _page(form: Form, **context: Any) -> ResponseReturnValue:
    back = url_for("admin.categories")
    return render_template(
        "admin/form.html", form=form, back_href=back, **context
    ), UNSOUND if form.errors else 200
