"""Putting on record that a matter is settled, with a photo or document as evidence: another fact than the answer."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import MultipleFileField

from portal.domain.events import EventKind
from portal.domain.permissions import Permission
from portal.domain.time import local_day
from portal.domain.workflow import NOTES
from portal.queries.case_file import Case
from portal.services.errors import RuleBroken
from portal.services.keep_uploads import Upload, drop_uploads, keep_uploads, kept_uploads
from portal.services.record_resolution import record_resolution
from portal.services.transition import require
from portal.web.desk.blueprint import blueprint
from portal.web.desk.case import UNSOUND, seen_case
from portal.web.shared.acting import act, actor, commits, now, ports, settings
from portal.web.shared.form import Form, Hidden, Words, checks_itself, own_key
from portal.web.shared.numbers import wholes
from portal.web.shared.refusals import rule_words
from portal.web.shared.sentences import _, _l
from portal.web.shared.typed_time import DayField
from portal.web.shared.words import size

ACCEPTED = "image/*,.pdf,.docx"


class ResolutionForm(Form):
    """When and how the matter was settled, and what shows it; files stay kept while the form comes back."""

    submission_key = Hidden()
    resolved_on = DayField(_l("Ngày giải quyết xong"))
    remark = Words(_l("Đã giải quyết như thế nào, người gửi đọc được"))
    files = MultipleFileField(_l("Minh chứng: ảnh hoặc văn bản"))

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.submission_key.data = own_key(self.submission_key.data)

    @property
    def uploads(self) -> list[Upload]:
        """The files that came with the form."""
        sent = (each for each in self.files.data or [] if getattr(each, "filename", ""))
        return [Upload(each.filename, each.read()) for each in sent]


@blueprint.get("/cases/<reference>/resolution")
def resolution(reference: str) -> ResponseReturnValue:
    """The form, today's date in it."""
    case = resolvable(reference)
    return resolution_page(case, ResolutionForm(formdata=None, data={"resolved_on": local_day(now())}))


@blueprint.post("/cases/<reference>/resolution")
@checks_itself
@commits
def resolve(reference: str) -> ResponseReturnValue:
    """Put it on record; what cannot be taken comes back with everything typed and every file."""
    case, form = resolvable(reference), ResolutionForm()
    sound = form.is_sound()
    take_evidence(case, form)
    if not sound or form.errors:
        return resolution_page(case, form), UNSOUND
    key, remark = form.submission_key.data, form.remark.data or ""
    try:
        record_resolution(act(), case, resolved_on=form.resolved_on.data, remark=remark, upload_key=key)
    except RuleBroken as broken:
        # Nothing was changed, and the files that came with it stay.
        form.complain(broken.field, rule_words(broken))
        return resolution_page(case, form), UNSOUND
    flash(_("Đã ghi nhận đã giải quyết; người gửi xem được ngày, nội dung và minh chứng."), "success")
    return redirect(url_for("desk.case", reference=reference), 303)


def resolvable(reference: str) -> Case:
    """The case, where there is something to be put on record."""
    case = seen_case(reference)
    require(actor(), Permission.RECORD_RESOLUTION, case)
    return case if case.state in NOTES[EventKind.RESOLVED] else abort(404)


def take_evidence(case: Case, form: ResolutionForm) -> None:
    """Drop the files that were taken out again, keep those that came, and say which cannot be kept."""
    key = form.submission_key.data
    dropped = wholes(request.form.getlist("drop"))
    if dropped:
        drop_uploads(act(), key, dropped, files=ports().files)
    inspector, files = ports().inspector, ports().files
    for problem in keep_uploads(
        act(), key, form.uploads, most=most_files(case), inspector=inspector, files=files
    ):
        form.complain("files", f"{problem.name}: {rule_words(RuleBroken('files', problem.code))}")


def most_files(case: Case) -> int:
    """How many files may be kept as evidence."""
    return settings().unit_policy(case.receiving_unit_id, local_day(now())).attachments_per_case


def resolution_page(case: Case, form: ResolutionForm) -> str:
    """The page with everything that was typed."""
    kept = kept_uploads(act(), form.submission_key.data)
    return render_template(
        "desk/resolution.html",
        case=case,
        form=form,
        files=[{"id": row.id, "name": row.name, "size_words": size(row.size)} for row in kept],
        most=most_files(case),
        accepted=ACCEPTED,
    )
