"""One case of the queue: routed with a reason, put into another category or kind, or led elsewhere."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import RadioField, SelectField
from wtforms.validators import AnyOf, InputRequired, Length

from portal.domain.kinds import MAIN_KINDS, Kind
from portal.domain.permissions import Permission
from portal.queries.categories import category_offers
from portal.queries.coordination import Case, last_returns, waiting_case
from portal.services.divert_case import Procedure, divert_case
from portal.services.errors import RuleBroken
from portal.services.reclassify_case import reclassify_case
from portal.services.transition import check_seen
from portal.web.desk.blueprint import blueprint
from portal.web.desk.queue import UNSOUND, RouteMany, back_to_queue
from portal.web.desk.suggested import suggested_units
from portal.web.shared.acting import act, actor, commits, language, require, session, settings
from portal.web.shared.choices import choice, terms
from portal.web.shared.due import due_view
from portal.web.shared.form import Form, Hidden, Line, checks_itself
from portal.web.shared.refusals import rule_words
from portal.web.shared.sentences import _, _l


class Seen(Form):
    """A form about a case as it was when the page was opened."""

    version = Hidden()

    def check(self, case: Case) -> None:
        """Refuse to act on a page that is out of date. Raises ChangedMeanwhile."""
        check_seen(case, int(self.version.data) if self.version.data.isdecimal() else None)


class Reclassify(Seen):
    """Another kind or category, and why."""

    kind = SelectField(_l("Loại"), validate_choice=False)
    category_id = SelectField(_l("Lĩnh vực"), validate_choice=False)
    reason = Line(_l("Lý do phân loại lại"), [Length(max=1_000)])

    def __init__(self, case: Case, **given: Any) -> None:
        super().__init__(prefix="reclassify-", **given)
        self.kind.choices = terms(MAIN_KINDS)
        offers = category_offers(settings(), language())
        self.category_id.choices = [
            choice("", _("Chưa rõ")),
            *((str(each.id), each.label, {"data-words": each.words}) for each in offers),
        ]
        if not self.is_submitted():
            self.kind.data, self.category_id.data = case.kind.value, str(case.category_id or "")


class Divert(Seen):
    """Which procedure of its own the matter has, and who gets it."""

    procedure = RadioField(
        _l("Đây thật ra là"),
        validate_choice=False,
        validators=[AnyOf(list(Procedure), message=_l("Xin chọn khiếu nại hoặc tố cáo."))],
    )
    to = Line(
        _l("Giao cho cơ quan, người nào"),
        [InputRequired(_l("Xin ghi nơi nhận.")), Length(max=200)],
    )

    def __init__(self, **given: Any) -> None:
        super().__init__(prefix="divert-", **given)
        self.procedure.choices = terms((Kind.COMPLAINT, Kind.DENUNCIATION))


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
        return case_view(case, reclassify_form=form), UNSOUND
    form.check(case)
    try:
        reclassify_case(
            act(),
            case,
            kind=Kind(form.kind.data),
            category_id=_number(form.category_id.data),
            reason=form.reason.data,
        )
    except RuleBroken as broken:
        form.complain(broken.field, _refusal(broken))
        return case_view(case, reclassify_form=form), UNSOUND
    flash(
        _("Đã phân loại lại %(reference)s; hạn trả lời tính từ lúc tiếp nhận.", reference=reference),
        "success",
    )
    return redirect(url_for("desk.queue_case", reference=reference), 303)


@blueprint.post("/queue/<reference>/divert")
@checks_itself
@commits
def divert(reference: str) -> ResponseReturnValue:
    """Seal the case: it follows a law of its own and leaves every list."""
    case = _find(reference)
    form = Divert()
    if not form.is_sound():
        return case_view(case, divert_form=form), UNSOUND
    form.check(case)
    divert_case(act(), case, procedure=form.procedure.data or "", to=form.to.data)
    flash(_("Đã niêm phong và đưa ra khỏi mọi danh sách. Người gửi được báo bằng lời trung tính."), "success")
    return back_to_queue()


def _find(reference: str) -> Case:
    require(Permission.ROUTE)
    case = waiting_case(session(), actor(), reference)
    if case is None:
        abort(404)
    return case


def case_view(
    case: Case, *, reclassify_form: Reclassify | None = None, divert_form: Divert | None = None
) -> str:
    """The page of one waiting case."""
    forms = [reclassify_form or Reclassify(case, formdata=None), divert_form or Divert(formdata=None)]
    for form in forms:
        form.version.data = form.version.data or str(case.version)
    returns = last_returns(session(), [case.id])
    return render_template(
        "desk/queue_case.html",
        case=case,
        due=due_view(case),
        returned=returns.get(case.id),
        suggestions=suggested_units([case], returns)[case.id],
        route_form=RouteMany(),
        reclassify_form=forms[0],
        divert_form=forms[1],
        wrong=next((form for form in forms if form.errors), None),
    )


def _refusal(broken: RuleBroken) -> str:
    sentences = {
        ("category_id", "unchanged"): _("Loại và lĩnh vực vẫn như cũ. Xin chọn mục khác."),
        ("kind", "no_response_clock"): _("Chưa có thời hạn trả lời cho loại này. Xin báo quản trị."),
    }
    return sentences.get((broken.field, broken.code)) or rule_words(broken)


def _number(typed: str | None) -> int | None:
    return int(typed) if typed and typed.isdecimal() else None
