"""The course of a letter after it was written: sent back, given up, signed elsewhere, issued, delivered."""

from collections.abc import Callable

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from portal.domain.apologies import LetterStatus
from portal.domain.signing import PaperFault
from portal.ports import FileProblem
from portal.queries.letters import delivery_for
from portal.services.approve_letter import accept_paper_scan, accept_signed, send_letter_back
from portal.services.draft_letter import discard_letter
from portal.services.errors import RuleBroken
from portal.services.issue_letter import Proof, issue_letter, record_proof
from portal.web.desk.blueprint import blueprint
from portal.web.desk.letter import UNSOUND, letter_page
from portal.web.desk.letter_forms import IssueForm, ProofForm, ScanForm, SignedForm, WhyForm, sent_file
from portal.web.desk.letter_papers import seen_letter
from portal.web.shared.acting import act, actor, commits, ports, session
from portal.web.shared.form import Form, checks_itself
from portal.web.shared.letter_rules import paper_words
from portal.web.shared.refusals import rule_words
from portal.web.shared.sentences import _


@blueprint.post("/letters/<int:letter_id>/back")
@checks_itself
@commits
def send_back_letter(letter_id: int) -> ResponseReturnValue:
    """Return a submitted letter to its writer, with what to mend."""
    letter, matter = seen_letter(letter_id)
    form = WhyForm()
    return taken(
        letter_id,
        form,
        lambda: send_letter_back(act(), matter, letter, reason=form.reason.data),
        done=_("Đã trả lại cho người soạn."),
    )


@blueprint.post("/letters/<int:letter_id>/discard")
@checks_itself
@commits
def discard_letter_page(letter_id: int) -> ResponseReturnValue:
    """Give up a letter that was not issued."""
    letter, matter = seen_letter(letter_id)
    form = WhyForm()
    return taken(
        letter_id,
        form,
        lambda: discard_letter(act(), matter, letter, reason=form.reason.data),
        done=_("Đã hủy thư; số đã cấp không dùng lại."),
    )


@blueprint.post("/letters/<int:letter_id>/signed")
@checks_itself
@commits
def take_signed_letter(letter_id: int) -> ResponseReturnValue:
    """Take the file that was signed with a token, if it is this letter, and say what is wrong with it otherwise."""
    letter, matter = seen_letter(letter_id)
    form = SignedForm()

    def do() -> None:
        _name, content = sent_file(form.signed_file)
        if not content:
            raise RuleBroken("signed_file", "missing")
        for warning in accept_signed(act(), matter, letter, content=content, ports=ports()):
            flash(paper_words()[PaperFault(warning)], "info")

    return taken(letter_id, form, do, done=_("Đã nhận thư ký số; nội dung đúng với thư đã duyệt."))


@blueprint.post("/letters/<int:letter_id>/scan")
@checks_itself
@commits
def take_scanned_letter(letter_id: int) -> ResponseReturnValue:
    """Take the scan of a letter that was signed with ink."""
    letter, matter = seen_letter(letter_id)
    form = ScanForm()

    def do() -> None:
        _name, content = sent_file(form.scan)
        if not content:
            raise RuleBroken("scan", "missing")
        accept_paper_scan(act(), matter, letter, content=content, ports=ports())

    return taken(letter_id, form, do, done=_("Đã nhận bản quét thư đã ký."))


@blueprint.post("/letters/<int:letter_id>/issue")
@checks_itself
@commits
def issue_one_letter(letter_id: int) -> ResponseReturnValue:
    """Send an approved letter, or an issued one once more."""
    letter, matter = seen_letter(letter_id)
    form, again = IssueForm(), letter.status is LetterStatus.ISSUED

    def do() -> None:
        if form.chosen is None:
            raise RuleBroken("way", "missing")
        issue_letter(act(), matter, letter, way=form.chosen)

    return taken(letter_id, form, do, done=_("Đã gửi lại thư.") if again else _("Đã phát hành thư."))


@blueprint.post("/letters/<int:letter_id>/deliveries/<int:delivery_id>")
@checks_itself
@commits
def prove_delivery(letter_id: int, delivery_id: int) -> ResponseReturnValue:
    """Note that a letter handed over or posted has arrived, with what shows it."""
    found = delivery_for(session(), actor(), delivery_id)
    if found is None or found[0].letter_id != letter_id:
        abort(404)
    delivery, matter = found
    form = ProofForm()

    def do() -> None:
        name, content = sent_file(form.proof)
        if not content and not form.remark.data:
            raise RuleBroken("proof", "missing")
        file = ports().inspector.inspect(name, content) if content else None
        proof = Proof(form.remark.data, file)
        record_proof(act(), matter, delivery, proof=proof, files=ports().files)

    return taken(letter_id, form, do, done=_("Đã ghi nhận thư đến người nhận."))


def taken(letter_id: int, form: Form, do: Callable[[], object], *, done: str) -> ResponseReturnValue:
    """Take a step; what cannot be taken comes back with everything typed and what is wrong."""
    if not form.is_sound():
        return letter_page(letter_id, form), UNSOUND
    try:
        do()
    except (RuleBroken, FileProblem) as refused:
        session().rollback()
        broken = refused if isinstance(refused, RuleBroken) else RuleBroken("files", refused.code)
        complain_about(form, broken, is_file=isinstance(refused, FileProblem))
        return letter_page(letter_id, form), UNSOUND
    flash(done, "success")
    return redirect(url_for("desk.letter", letter_id=letter_id), 303)


def complain_about(form: Form, broken: RuleBroken, *, is_file: bool) -> None:
    """Put a refusal beside its field; what is wrong with a file beside the file."""
    upload = next((field.short_name for field in form if field.type == "FileField"), "")
    form.complain(upload if is_file else broken.field, rule_words(broken))
