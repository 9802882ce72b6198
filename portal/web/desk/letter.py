"""One letter of apology: the editor with what it promises, and the steps that bring it to whom it is for."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.domain.answers import SamePerson
from portal.domain.apologies import proposed_appointment
from portal.domain.letter_form import LetterKind
from portal.domain.time import local_day
from portal.queries.dossiers import deliveries_of
from portal.queries.letter_matter import Case, Letter, Matter
from portal.services.approve_letter import approve_letter
from portal.services.case_letter import answered_since, check_still_true
from portal.services.draft_letter import save_letter, submit_letter
from portal.services.errors import ChangedMeanwhile, RuleBroken
from portal.services.preview_letter import preview_letter
from portal.web.desk.blueprint import blueprint
from portal.web.desk.dossier_lines import STATUS_TONES
from portal.web.desk.dossier_menu import dossier_menu
from portal.web.desk.letter_forms import (
    IssueForm,
    LetterForm,
    ProofForm,
    ScanForm,
    SignedForm,
    WhyForm,
    begun_letter_form,
    sent_letter_form,
)
from portal.web.desk.letter_matter import matter_view
from portal.web.desk.letter_papers import (
    PDF,
    file_name,
    handed,
    paper_content,
    seen_letter,
)
from portal.web.desk.letter_sides import compared, letter_steps, missing_words, ways_of
from portal.web.desk.letter_words import letter_view
from portal.web.shared.acting import act, commits, now, ports, session, settings
from portal.web.shared.form import Form, checks_itself
from portal.web.shared.office import office_in_messages, office_with_key
from portal.web.shared.refusals import CONFLICT, refusal_words, rule_words
from portal.web.shared.sent_drafts import draft_done, drafts_done
from portal.web.shared.sentences import _
from portal.web.shared.words import moment, weekday

UNSOUND = 422


@blueprint.get("/letters/<int:letter_id>")
def letter(letter_id: int) -> ResponseReturnValue:
    """The page of a letter; who may not see what it is about finds nothing."""
    return letter_page(letter_id)


@blueprint.post("/letters/<int:letter_id>")
@checks_itself
@commits
def save_letter_page(letter_id: int) -> ResponseReturnValue:
    """Keep what was typed; with it, show it as PDF, lay it before the head, or approve it."""
    found, matter = seen_letter(letter_id)
    form = sent_letter_form(found)
    if not form.is_sound():
        return letter_page(letter_id, form), UNSOUND
    step = request.form.get("step", "save")
    try:
        kept(matter, found, form, step=step)
        if step == "preview":
            return previewed(matter, found)
    except ChangedMeanwhile:
        session().rollback()
        return letter_page(letter_id, form, overtaken=True), CONFLICT
    except (RuleBroken, SamePerson) as refused:
        session().rollback()
        complain(form, refused)
        return letter_page(letter_id, form), UNSOUND
    draft_done(f"letter-{letter_id}-{form.seen_version}")
    flash(done_words(step), "success")
    return redirect(url_for("desk.letter", letter_id=letter_id), 303)


def kept(matter: Matter, found: Letter, form: LetterForm, *, step: str) -> None:
    """Save the letter, and take the step that goes with it."""
    if step != "preview" and missing_words(form):
        raise RuleBroken("new_time", "missing")
    if step not in {"save", "preview"}:
        check_still_true(act(), matter, found)
    save_letter(act(), matter, found, edits=form.edits, seen=form.seen_version)
    if step == "submit":
        submit_letter(act(), matter, found)
    if step == "approve":
        session().flush()
        approve_letter(act(), matter, found, ports=ports(), office=office_with_key())


def previewed(matter: Matter, found: Letter) -> ResponseReturnValue:
    """The letter as typed, as PDF; nothing of it is kept."""
    with session().no_autoflush:
        content = paper_content(found, matter)
        name = file_name(found, matter, "pdf")
    session().rollback()
    # To be saved: the page with everything typed stays open behind it.
    return handed(content, PDF, name=name, saved=True)


def complain(form: LetterForm, refused: RuleBroken | SamePerson) -> None:
    """Put a refusal beside the field it is about."""
    if isinstance(refused, RuleBroken):
        form.complain(refused.field, rule_words(refused))
    else:
        form.form_errors.append(refusal_words(refused))


def done_words(step: str) -> str:
    """What was done."""
    if step == "submit":
        return _("Đã trình duyệt thư.")
    return _("Đã duyệt và cấp số thư.") if step == "approve" else _("Đã lưu thư.")


def letter_page(
    letter_id: int, form: Form | None = None, *, overtaken: bool = False, warnings: tuple[str, ...] = ()
) -> str:
    """The page, after a step that could not be taken with everything typed; both versions when overtaken."""
    found, matter = seen_letter(letter_id)
    steps, tries = letter_steps(found, matter), deliveries_of(session(), [found.id])
    editor = form if isinstance(form, LetterForm) else begun_letter_form(found)
    differences = compared(found, editor) if overtaken else []
    if overtaken:
        # Going on from here overwrites what was just shown, knowingly.
        editor.seen.data = str(found.version)
    return render_template(
        "desk/letter.html",
        letter=found,
        matter=matter_view(found, matter),
        menu=dossier_menu(),
        tone=STATUS_TONES[found.status],
        steps=steps,
        form=editor,
        wrong=form,
        differences=differences,
        proposal=proposal_words(found, matter) if steps.edit else "",
        answered_since=steps.edit and answered_since(act(), matter, found),
        messages=preview_letter(act(), matter, found, office=office_in_messages()) if steps.issue else [],
        ways={each.way.value: each.hindrance or each.address for each in ways_of(matter, found)},
        view=letter_view(found, tries),
        proofs=tries,
        warnings=warnings,
        forms=small_forms(form, found, matter),
        drafts_done=drafts_done(),
    )


def small_forms(wrong: Form | None, found: Letter, matter: Matter) -> dict[str, Form]:
    """The forms beside the editor; the one that was refused keeps what was typed."""
    nearest = next((each.way.value for each in ways_of(matter, found) if each.nearest), "")
    begun: dict[str, Form] = {
        "why": WhyForm(formdata=None),
        "issue": IssueForm(formdata=None, data={"way": nearest}),
        "signed": SignedForm(formdata=None),
        "scan": ScanForm(formdata=None),
        "proof": ProofForm(formdata=None),
    }
    return {name: wrong if type(wrong) is type(form) else form for name, form in begun.items()}


def proposal_words(found: Letter, matter: Matter) -> str:
    """Which new date the calendar proposes, and why."""
    if found.apology_only:
        return ""
    today = local_day(now())
    # The policy of the dossier's own unit, of the agency where a case is late.
    unit_id = found.unit_id if isinstance(matter, Case) else matter.unit_id
    delay = settings().unit_policy(unit_id, today).proposed_delay
    reckoning = settings().reckoning(found.unit_id, today)
    proposed = proposed_appointment(found.old_due_on, today, reckoning, delay=delay)
    if found.form.kind is LetterKind.CASE:
        return _(
            "Lịch làm việc đề xuất %(day)s: %(days)s ngày làm việc sau hôm nay. Đây là lời hứa với người gửi; hạn "
            "trả lời và kết quả về hạn không thay đổi.",
            day=weekday(proposed),
            days=delay,
        )
    return _(
        "Lịch làm việc đề xuất %(moment)s: %(days)s ngày làm việc sau ngày hẹn cũ (hoặc sau hôm nay nếu đã quá hạn), "
        "vào cuối giờ làm việc.",
        moment=moment(proposed),
        days=delay,
    )
