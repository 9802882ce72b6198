"""The public version of an answer: original and public text side by side, and its release by a second person."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.domain.permissions import Permission
from portal.queries.case_file import Case
from portal.services.errors import ChangedMeanwhile, RuleBroken
from portal.services.prepare_publication import check_stand, leave_unpublished, save_public_version
from portal.services.publish_answer import (
    PublicText,
    current_draft,
    publish,
    send_publication_back,
    withdraw_publication,
)
from portal.services.transition import require as require_for
from portal.web.desk.blueprint import blueprint
from portal.web.desk.case import seen_case
from portal.web.desk.proposals import gate_view, treat_proposals
from portal.web.desk.public_pictures import picture_views
from portal.web.desk.public_versions import Publishing, commune_name, publishing
from portal.web.shared.acting import act, actor, commits
from portal.web.shared.form import Form, Hidden, Line, Words, checks_itself
from portal.web.shared.office import contacts_of_office
from portal.web.shared.refusals import CONFLICT, rule_words
from portal.web.shared.sentences import _, _l

UNSOUND = 422


class PublicForm(Form):
    """The public version as it is being written."""

    title = Line(_l("Tiêu đề công khai"))
    question = Words(_l("Câu hỏi công khai"))
    answer = Words(_l("Câu trả lời công khai"))
    seen = Hidden()

    @property
    def text(self) -> PublicText:
        """What was typed."""
        return PublicText(self.title.data, self.question.data, self.answer.data)


class RemarkForm(Form):
    """What the author is to mend."""

    remark = Words(_l("Cần sửa gì"))
    seen = Hidden()


class ReasonForm(Form):
    """Why a version is taken off the page, or why there will be none."""

    reason = Words(_l("Lý do"))
    seen = Hidden()


@blueprint.get("/cases/<reference>/publication")
def publication(reference: str) -> ResponseReturnValue:
    """The editor, or what stands on the page for those who only read it."""
    return publication_page(seen_case(reference))


@blueprint.post("/cases/<reference>/publication")
@checks_itself
@commits
def save_publication(reference: str) -> ResponseReturnValue:
    """Keep what was written, put it before the second person, or only show how it differs."""
    case, form = seen_case(reference), PublicForm()
    step = request.form.get("step", "save")
    require_for(actor(), Permission.WRITE_ANSWER, case)
    if not form.is_sound():
        return publication_page(case, form=form), UNSOUND
    if step == "compare":
        return publication_page(case, form=form)
    treated = treat_proposals(case, form)
    if treated is not None:
        return publication_page(case, form=form, refused=treated), UNSOUND if treated else 200
    try:
        save(case, form, submit=step == "submit")
    except RuleBroken as broken:
        form.complain(broken.field, rule_words(broken))
        return publication_page(case, form=form), UNSOUND
    except ChangedMeanwhile:
        form.complain("", _("Người khác vừa lưu bản công khai này. Ông/Bà hãy so hai bản rồi lưu lại."))
        return publication_page(case, form=form, overtaken=True), CONFLICT
    flash(_("Đã trình duyệt công khai.") if step == "submit" else _("Đã lưu bản công khai."), "success")
    return to_page(case)


def save(case: Case, form: PublicForm, *, submit: bool) -> None:
    """Keep what was typed. Raises RuleBroken, ChangedMeanwhile."""
    seen, office = form.seen.data, contacts_of_office()
    save_public_version(act(), case, form.text, seen=seen, submit=submit, office=office)


@blueprint.post("/cases/<reference>/publication/release")
@checks_itself
@commits
def release_publication(reference: str) -> ResponseReturnValue:
    """Publish the submitted version, or send it back to its author with a remark."""
    case, form = seen_case(reference), RemarkForm()
    require_for(actor(), Permission.PUBLISH, case)
    if not form.is_sound():
        return publication_page(case, remark=form), UNSOUND
    check_stand(act(), case, form.seen.data)
    draft = current_draft(act(), case)
    if draft is None:
        raise ChangedMeanwhile(case.reference)
    publishing_it = request.form.get("step") == "publish"
    try:
        if publishing_it:
            publish(act(), case, draft, office=contacts_of_office())
        else:
            send_publication_back(act(), case, draft, remark=form.remark.data)
    except RuleBroken as broken:
        form.complain(broken.field, rule_words(broken))
        return publication_page(case, remark=form), UNSOUND
    done = _("Đã công khai câu trả lời.") if publishing_it else _("Đã trả lại cho người soạn.")
    flash(done, "success")
    return to_page(case)


@blueprint.post("/cases/<reference>/publication/withdraw")
@checks_itself
@commits
def withdraw_public_version(reference: str) -> ResponseReturnValue:
    """Take the published version off the page, with the reason."""
    return with_reason(seen_case(reference), Permission.PUBLISH)


@blueprint.post("/cases/<reference>/publication/decline")
@checks_itself
@commits
def decline_public_version(reference: str) -> ResponseReturnValue:
    """Decide, with the reason, that the answer is not to be published."""
    return with_reason(seen_case(reference), Permission.APPROVE_ANSWER)


def with_reason(case: Case, permission: Permission) -> ResponseReturnValue:
    """Withdraw or decline: both end the publication and both owe a reason."""
    form, withdrawing = ReasonForm(), permission is Permission.PUBLISH
    require_for(actor(), permission, case)
    if not form.is_sound():
        return publication_page(case, reason=form), UNSOUND
    check_stand(act(), case, form.seen.data)
    end = withdraw_publication if withdrawing else leave_unpublished
    try:
        end(act(), case, reason=form.reason.data)
    except RuleBroken as broken:
        form.complain(broken.field, rule_words(broken))
        return publication_page(case, reason=form), UNSOUND
    flash(_("Đã gỡ khỏi trang công khai.") if withdrawing else _("Đã quyết định không công khai."), "success")
    return to_page(case)


def to_page(case: Case) -> ResponseReturnValue:
    """Back to the page, so that loading it again sends nothing twice."""
    return redirect(url_for("desk.publication", reference=case.reference), 303)


def publication_page(
    case: Case,
    *,
    form: PublicForm | None = None,
    remark: RemarkForm | None = None,
    reason: ReasonForm | None = None,
    overtaken: bool = False,
    refused: str = "",
) -> str:
    """The page with everything that was typed on it; `overtaken` shows beside it what another has saved.

    `refused` names the proposal whose dismissal lacks its reason.
    """
    shown = publishing(case, typed=form.text if form else None)
    mine = form or begun(shown)
    if overtaken:
        mine.seen.data = shown.seen
    seen = {"seen": shown.seen}
    return render_template(
        "desk/publication.html",
        shown=shown,
        form=mine,
        remark=remark or RemarkForm(formdata=None, data=seen),
        reason=reason or ReasonForm(formdata=None, data=seen),
        wrong=next((each for each in (mine, remark, reason) if each and each.errors), mine),
        writing=form is not None,
        overtaken=overtaken,
        rivals=shown.rivals,
        commune=commune_name(case),
        gate=gate_view(shown, refused=refused),
        pictures=picture_views(shown),
    )


def begun(shown: Publishing) -> PublicForm:
    """The editor as it opens: with the version worked on, else the published one, else the originals."""
    text = shown.public
    given = {"title": text.title, "question": text.question, "answer": text.answer, "seen": shown.seen}
    return PublicForm(formdata=None, data=given)
