"""Canned texts: the list and each one's form."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound
from wtforms import BooleanField

from portal.domain.placeholders import Placeholder, fill, unknown_placeholders
from portal.domain.states import Outcome
from portal.queries import configuration
from portal.services.change_texts import TextFacts, change_text, create_text
from portal.services.errors import RuleBroken
from portal.web.admin.blueprint import blueprint
from portal.web.admin.entry import UNSOUND, Pick, node_choices, refusal, saved
from portal.web.admin.examples import example_values
from portal.web.admin.menu import whole_office_only
from portal.web.shared.acting import act, commits, session, settings
from portal.web.shared.choices import choice, terms
from portal.web.shared.form import Form, Line, Words, checks_itself
from portal.web.shared.sentences import _, _l


class TextForm(Form):
    """What is kept about a canned text."""

    title = Line(_l("Tiêu đề"), description=_l("Cán bộ chọn theo tiêu đề này"))
    code = Line(_l("Mã"), description=_l("Chữ thường không dấu"), render_kw={"data-width": "20"})
    category_id = Pick(_l("Dùng cho lĩnh vực"))
    outcome = Pick(_l("Dùng cho kết quả xử lý"))
    body = Words(_l("Nội dung"), render_kw={"rows": 10})
    active = BooleanField(_l("Đang dùng"), default=True)

    def offer(self, kept: int | None = None) -> "TextForm":
        """Fill in what can be chosen; a text keeps its category even when that is out of use."""
        self.category_id.choices = node_choices(settings().categories, none=_("mọi lĩnh vực"), kept=kept)
        self.outcome.choices = [choice("", _("mọi kết quả")), *terms(Outcome)]
        return self

    def facts(self) -> TextFacts:
        """What was typed."""
        return TextFacts(
            self.code.data,
            self.title.data,
            self.body.data,
            category_id=self.category_id.number,
            active=self.active.data,
            outcome=self.outcome.among(Outcome),
        )


@blueprint.get("/texts")
@whole_office_only
def texts() -> ResponseReturnValue:
    """All canned texts."""
    return render_template("admin/texts.html", rows=configuration.canned_texts(session()))


@blueprint.route("/texts/new", methods=["GET", "POST"])
@checks_itself
@whole_office_only
@commits
def new_text() -> ResponseReturnValue:
    """Add a canned text."""
    form = TextForm().offer()
    if is_preview(form):
        return _page(form, heading=_("Thêm mẫu câu trả lời"))
    if form.is_submitted() and saved(form, lambda: create_text(act(), form.facts())):
        flash(_("Đã thêm mẫu."), "success")
        return redirect(url_for("admin.texts"), 303)
    return _page(form, heading=_("Thêm mẫu câu trả lời"))


@blueprint.route("/texts/<int:text_id>", methods=["GET", "POST"])
@checks_itself
@whole_office_only
@commits
def text(text_id: int) -> ResponseReturnValue:
    """Change a canned text."""
    row = next((each for each in configuration.canned_texts(session()) if each.id == text_id), None)
    if row is None:
        raise NotFound
    heading, form = row.title, TextForm(obj=row).offer(row.category_id)
    if is_preview(form):
        return _page(form, heading=heading)
    if form.is_submitted() and saved(form, lambda: change_text(act(), text_id, form.facts())):
        flash(_("Đã lưu."), "success")
        return redirect(url_for("admin.texts"), 303)
    return _page(form, heading=heading)


def is_preview(form: TextForm) -> bool:
    """Whether somebody only wants to see how the text would read; what no case can fill is told at once."""
    if not form.is_submitted() or "preview" not in request.form:
        return False
    if form.is_sound() and unknown_placeholders(form.body.data):
        form.complain("body", refusal(RuleBroken("body", "unknown_placeholder")))
    return True


def _page(form: TextForm, *, heading: str) -> ResponseReturnValue:
    page = render_template(
        "admin/text.html",
        form=form,
        heading=heading,
        names=list(Placeholder),
        shown=None if form.errors else fill(form.body.data or "", example_values()).text,
    )
    return page, UNSOUND if form.errors else 200
