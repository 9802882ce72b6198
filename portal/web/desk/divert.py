"""Diverting a case: a complaint or denunciation leaves this flow and is sealed at once (rules §7)."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import RadioField

from portal.domain.kinds import Kind
from portal.domain.permissions import Permission
from portal.ports import SealBroken
from portal.queries.case_file import Case
from portal.services.divert_case import divert_case
from portal.services.errors import RuleBroken
from portal.services.transition import check_seen, require
from portal.web.desk.blueprint import blueprint
from portal.web.desk.case import UNSOUND, seen_case
from portal.web.desk.step_form import SeenForm
from portal.web.shared.acting import act, actor, commits, ports, session
from portal.web.shared.choices import terms
from portal.web.shared.form import Line, checks_itself
from portal.web.shared.refusals import rule_words
from portal.web.shared.sentences import _, _l


class DivertForm(SeenForm):
    """Which procedure it belongs to, and where it goes."""

    procedure = RadioField(_l("Đây là"), validate_choice=False)
    to = Line(_l("Chuyển cho ai, cơ quan nào"))

    def offer(self) -> "DivertForm":
        """Fill in what can be chosen."""
        self.procedure.choices = terms((Kind.COMPLAINT, Kind.DENUNCIATION))
        return self


@blueprint.get("/cases/<reference>/divert")
def ask_to_divert(reference: str) -> ResponseReturnValue:
    """What diverting means, before it is done: it cannot be taken back here."""
    case = seen_case(reference)
    require(actor(), Permission.DIVERT, case)
    form = DivertForm(formdata=None).offer()
    form.show(case)
    return divert_page(case, form)


@blueprint.post("/cases/<reference>/divert")
@checks_itself
@commits
def divert_now(reference: str) -> ResponseReturnValue:
    """Seal the case; from here on it stands in no list of anybody but the designated person."""
    case, form = seen_case(reference), DivertForm(request.form).offer()
    require(actor(), Permission.DIVERT, case)
    if not form.is_sound():
        return divert_page(case, form), UNSOUND
    check_seen(case, form.seen_version)
    try:
        divert_case(act(), case, procedure=form.procedure.data or "", to=form.to.data, ports=ports())
    except RuleBroken as broken:
        session().rollback()
        form.complain(broken.field, rule_words(broken))
        return divert_page(seen_case(reference), form), UNSOUND
    except SealBroken:
        session().rollback()
        form.form_errors.append(_("Chưa niêm phong được vì thiếu khóa. Xin báo người vận hành."))
        return divert_page(seen_case(reference), form), UNSOUND
    flash(_("Đã chuyển thủ tục khác. Hồ sơ đã được niêm phong và không còn trong các danh sách."), "success")
    return redirect(url_for("desk.inbox"), 303)


def divert_page(case: Case, form: DivertForm) -> str:
    """The page that asks once more."""
    return render_template("desk/divert.html", case=case, form=form)
