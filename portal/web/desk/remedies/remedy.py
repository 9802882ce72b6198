"""One remedy: what was rated low, what is done about it, and what the public is told."""

from collections.abc import Callable

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.domain.permissions import Permission
from portal.queries.surveys.remedies import Remedy, find_remedy, remedy_files
from portal.services.errors import ChangedMeanwhile, RuleBroken
from portal.services.keep_uploads import drop_uploads, keep_uploads
from portal.services.surveys.publish_remedy import publish_remedy, take_remedy_back
from portal.services.surveys.remedy_rights import may
from portal.services.surveys.write_remedy import finish_remedy, plan_remedy, reopen_remedy
from portal.web.desk.blueprint import blueprint
from portal.web.desk.remedies.page import most_files, remedy_page
from portal.web.desk.remedies.typed import DoneForm, PlanForm, PublicForm, ReopenForm, Seen
from portal.web.shared.acting import act, actor, commits, ports, session
from portal.web.shared.captures import stored_file
from portal.web.shared.form import Form, checks_itself
from portal.web.shared.numbers import wholes
from portal.web.shared.office import contacts_of_office
from portal.web.shared.refusals import rule_words
from portal.web.shared.sent_drafts import draft_done
from portal.web.shared.sentences import _

UNSOUND = 422


@blueprint.get("/remedies/<int:number>")
def remedy(number: int) -> ResponseReturnValue:
    """The page, with what the actor may do next."""
    return remedy_page(seen_remedy(number))


@blueprint.post("/remedies/<int:number>/plan")
@checks_itself
@commits
def plan_one_remedy(number: int) -> ResponseReturnValue:
    """Say cause, measure, who and by when."""
    found = seen_remedy(number)
    form = PlanForm().offer(found)
    said = _("Đã ghi nguyên nhân và biện pháp khắc phục.")
    return done_with(found, form, lambda: plan_remedy(act(), found, form.plan, seen=form.version), said=said)


@blueprint.post("/remedies/<int:number>/done")
@checks_itself
@commits
def finish_one_remedy(number: int) -> ResponseReturnValue:
    """Mark it done; what cannot be taken comes back with everything typed and every file."""
    found, form = seen_remedy(number), DoneForm()
    said = _("Đã ghi nhận khắc phục xong.")

    def finish() -> None:
        key = form.submission_key.data
        finish_remedy(act(), found, evidence=form.evidence.data, upload_key=key, seen=form.version)

    return done_with(found, form, finish, said=said)


@blueprint.post("/remedies/<int:number>/reopen")
@checks_itself
@commits
def reopen_one_remedy(number: int) -> ResponseReturnValue:
    """Go on with what was marked done too early."""
    found, form = seen_remedy(number), ReopenForm()
    said = _("Đã mở lại để khắc phục tiếp.")
    return done_with(
        found,
        form,
        lambda: reopen_remedy(act(), found, reason=form.reason.data, seen=form.version),
        said=said,
    )


@blueprint.post("/remedies/<int:number>/publish")
@checks_itself
@commits
def publish_one_remedy(number: int) -> ResponseReturnValue:
    """Tell the public of it."""
    found, form = seen_remedy(number), PublicForm()

    def publish() -> None:
        publish_remedy(
            act(),
            found,
            form.words,
            seen=form.version,
            dismissal=form.dismissal.data,
            office=contacts_of_office(),
        )

    return done_with(
        found, form, publish, said=_("Đã công khai trên trang “Ông/Bà góp ý – Chúng tôi đã làm”.")
    )


@blueprint.post("/remedies/<int:number>/take_back")
@checks_itself
@commits
def take_one_remedy_back(number: int) -> ResponseReturnValue:
    """Take it off the page."""
    found, form = seen_remedy(number), Seen()
    said = _("Đã gỡ khỏi trang công khai.")
    return done_with(found, form, lambda: take_remedy_back(act(), found, seen=form.version), said=said)


@blueprint.get("/remedies/<int:number>/files/<int:file_id>")
def remedy_file(number: int, file_id: int) -> ResponseReturnValue:
    """One of the files that show what was done."""
    files = remedy_files(session(), seen_remedy(number))
    return stored_file(next((each for each in files if each.id == file_id), None) or abort(404))


def seen_remedy(number: int) -> Remedy:
    """The remedy, if the actor may see it; else it is not there."""
    return find_remedy(session(), actor(), number) or abort(404)


def done_with(found: Remedy, form: Seen, do: Callable[[], None], *, said: str) -> ResponseReturnValue:
    """Do something with what was typed; what cannot be taken comes back beside its field."""
    if not is_sound(found, form):
        return remedy_page(found, form), UNSOUND
    try:
        do()
    except RuleBroken as broken:
        if broken.field == "status":  # somebody else was quicker, or the page is old
            raise ChangedMeanwhile("") from None
        form.complain(broken.field, rule_words(broken))
        return remedy_page(found, form), UNSOUND
    if form.draft:
        draft_done(form.draft_key(found.id))
    flash(said, "success")
    return redirect(url_for("desk.remedy", number=found.id), 303)


def is_sound(found: Remedy, form: Form) -> bool:
    """Whether what was typed may go on; files that came with it are kept either way."""
    sound = form.is_sound()
    if isinstance(form, DoneForm):
        take_evidence(found, form)
    return sound and not form.errors


def take_evidence(found: Remedy, form: DoneForm) -> None:
    """Drop the files that were taken out again, keep those that came, and say which cannot be kept."""
    key = form.submission_key.data
    if not may(actor(), Permission.WRITE_REMEDY, found):
        return
    dropped = wholes(request.form.getlist("drop"))
    if dropped:
        drop_uploads(act(), key, dropped, files=ports().files)
    inspector, files = ports().inspector, ports().files
    problems = keep_uploads(
        act(), key, form.uploads, most=most_files(found), inspector=inspector, files=files
    )
    for problem in problems:
        form.complain("files", f"{problem.name}: {rule_words(RuleBroken('files', problem.code))}")
