"""One case of the queue: routed with a reason, or first put into another category or kind."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectField
from wtforms.validators import AnyOf, Length

from portal.domain.kinds import MAIN_KINDS, Kind
from portal.domain.permissions import Permission
from portal.queries.categories import category_offers
from portal.queries.coordination import Case, last_returns, waiting_case
from portal.services.errors import RuleBroken
from portal.services.reclassify_case import reclassify_case
from portal.services.transition import check_seen
from portal.web.desk.blueprint import blueprint
from portal.web.desk.queue import UNSOUND, RouteMany
from portal.web.desk.suggested import suggested_units
from portal.web.shared.acting import act, actor, commits, language, require, session, settings
from portal.web.shared.choices import choice, terms
from portal.web.shared.due import due_view
from portal.web.shared.form import Form, Hidden, Line, checks_itself
from portal.web.shared.refusals import rule_words
from portal.web.shared.sentences import _, _l


class Reclassify(Form):
    """Another kind or category, and why; of the case as it was when the page was opened."""

    version = Hidden()
    kind = SelectField(
        _l("Loại"),
        validate_choice=False,
        validators=[AnyOf(list(MAIN_KINDS), message=_l("Xin chọn một mục trong danh sách."))],
    )
    category_id = SelectField(_l("Lĩnh vực"), validate_choice=False)
    reason = Line(_l("Lý do phân loại lại"), [Length(max=1_000)])

    def __init__(self, case: Case, **given: Any) -> None:
        super().__init__(**given)
        for field in self:
            field.id = f"reclassify-{field.short_name}"  # two forms stand on the page
        self.version.data = self.version.data or str(case.version)
        self.kind.choices = terms(MAIN_KINDS)
        offers = category_offers(settings(), language())
        self.category_id.choices = [
            choice("", _("Chưa rõ")),
            *((str(each.id), each.label, {"data-words": each.words}) for each in offers),
        ]
        if not self.is_submitted():
            self.kind.data, self.category_id.data = case.kind.value, str(case.category_id or "")

    @property
    def seen_version(self) -> int | None:
        """The version of the case that the page showed."""
        return int(self.version.data) if self.version.data.isdecimal() else None


@blueprint.get("/queue/<reference>")
def queue_case(reference: str) -> ResponseReturnValue:
    """The case whole, with everything the coordinator may do."""
    return case_view(_find(reference))


@blueprint.post("/queue/<reference>/reclassify")
@checks_itself
@commits
def reclassify(reference: str) -> ResponseReturnValue:
    """Put the case into another category or kind; its due date follows, its unit does not."""
    case = _find(reference)
    form = Reclassify(case)
    if not form.is_sound():
        return case_view(case, form), UNSOUND
    check_seen(case, form.seen_version)
    try:
        reclassify_case(
            act(),
            case,
            kind=Kind(form.kind.data),
            category_id=_number(form.category_id.data),
            reason=form.reason.data,
        )
    except RuleBroken as broken:
        session().rollback()  # the service may have begun
        form.complain(broken.field, _refusal(broken))
        return case_view(case, form), UNSOUND
    flash(
        _("Đã phân loại lại %(reference)s; hạn trả lời tính từ lúc tiếp nhận.", reference=reference),
        "success",
    )
    return redirect(url_for("desk.queue_case", reference=reference), 303)


def _find(reference: str) -> Case:
    require(Permission.ROUTE)
    case = waiting_case(session(), actor(), reference)
    if case is None:
        abort(404)
    return case


def case_view(case: Case, form: Reclassify | None = None) -> str:
    """The page of one waiting case."""
    returns = last_returns(session(), [case.id])
    return render_template(
        "desk/queue_case.html",
        case=case,
        due=due_view(case),
        returned=returns.get(case.id),
        suggestions=suggested_units([case], returns)[case.id],
        route_form=RouteMany(formdata=None),
        form=form or Reclassify(case, formdata=None),
    )


def _refusal(broken: RuleBroken) -> str:
    sentences = {
        ("category_id", "unchanged"): _("Loại và lĩnh vực vẫn như cũ. Xin chọn mục khác."),
        ("kind", "no_response_clock"): _("Chưa có thời hạn trả lời cho loại này. Xin báo quản trị."),
    }
    return sentences.get((broken.field, broken.code)) or rule_words(broken)


def _number(typed: str | None) -> int | None:
    return int(typed) if typed and typed.isdecimal() else None
