"""Approving letters of apology: by the head of the agency, numbered from its yearly series, set and signed."""

from portal.domain.answers import check_two_persons
from portal.domain.apologies import LetterStatus
from portal.domain.apology_letter import ApologyLetter
from portal.domain.dossiers import DossierEventKind
from portal.domain.letter_wording import missing_elements
from portal.domain.permissions import Permission
from portal.domain.signing import SigningProblem
from portal.domain.text import nfc
from portal.models.letter import Letter, Signature
from portal.ports import Ports
from portal.queries.letter_matter import Matter
from portal.services.act import Act
from portal.services.case_letter import check_still_true
from portal.services.draft_letter import check_complete, check_seen_letter, require_status
from portal.services.errors import NotPermitted, RuleBroken
from portal.services.letter_matter import note_letter, require_letter
from portal.services.letter_paper import paper_of
from portal.services.numbering import next_number
from portal.services.sign_letter import OpenedCertificate, open_certificate
from portal.services.word_message import Office

SERIES = "apology"
PDF = "application/pdf"


def approve_letter(
    act: Act, matter: Matter, letter: Letter, *, ports: Ports, office: Office, seen: int | None = None
) -> None:
    """Approve a letter: it is numbered, set as PDF and, where the agency has a certificate, signed.

    Raises NotPermitted, ChangedMeanwhile, RuleBroken, SamePerson; nothing is kept then, and no number is used up.
    """
    _require_approver(act, letter)
    check_seen_letter(letter, seen)
    require_status(letter, LetterStatus.DRAFT, LetterStatus.SUBMITTED)
    check_complete(act, letter)
    check_still_true(act, matter, letter)
    policy = act.settings.unit_policy(letter.unit_id, act.today)
    check_two_persons(
        author_id=letter.drafted_by_id, approver_id=act.actor.account_id, required=policy.two_persons
    )
    certificate = _opened(act, letter, ports=ports)
    letter.approved_by_id, letter.approved_at = act.actor.account_id, act.now
    letter.status, letter.sent_back_reason = LetterStatus.APPROVED, ""
    letter.year = act.today.year
    letter.number = next_number(act.session, SERIES, letter.unit_id, year=letter.year)
    _set(act, matter, letter, certificate=certificate, ports=ports, office=office)
    note_letter(
        act,
        matter,
        DossierEventKind.LETTER_APPROVED,
        letter_id=letter.id,
        number=letter.number,
        year=letter.year,
        unit_id=letter.unit_id,
    )


def _require_approver(act: Act, letter: Letter) -> None:
    """The head of the agency approves, whose-ever dossier or case it is."""
    if not act.actor.may(Permission.APPROVE_LETTER, letter.unit_id):
        raise NotPermitted(Permission.APPROVE_LETTER)


def _opened(act: Act, letter: Letter, *, ports: Ports) -> OpenedCertificate | None:
    try:
        return open_certificate(act, letter.unit_id, ports=ports)
    except SigningProblem as problem:
        raise RuleBroken("certificate", problem.code.value) from problem


def _set(
    act: Act,
    matter: Matter,
    letter: Letter,
    *,
    certificate: OpenedCertificate | None,
    ports: Ports,
    office: Office,
) -> None:
    letter.is_sample = certificate is not None and certificate.is_sample
    paper = paper_of(act, matter, letter, office=office)
    _check_words(paper)
    letter.wording = {piece.value: text for piece, text in paper.wording.items()}
    pdf = ports.printer.apology(paper, letter.paper)
    letter.file_key = ports.files.put(pdf)
    if certificate is None:
        return
    try:
        signed = certificate.sign(pdf, name=paper.signer_name, at=act.now, place=paper.place)
    except SigningProblem as problem:
        raise RuleBroken("certificate", problem.code.value) from problem
    letter.signature, letter.signed_by = Signature.CERTIFICATE, paper.signer_name
    letter.signed_key = ports.files.put(signed)


def _check_words(paper: ApologyLetter) -> None:
    """Refuse a paper whose words, whoever wrote them, make no letter of apology (law §4.1). Raises RuleBroken."""
    if missing := missing_elements(paper):
        raise RuleBroken("wording", f"no_{missing[0].value}")


def send_letter_back(act: Act, matter: Matter, letter: Letter, *, reason: str) -> None:
    """Return a letter to its writer with what to mend. Raises NotPermitted, RuleBroken."""
    _require_approver(act, letter)
    require_status(letter, LetterStatus.SUBMITTED, LetterStatus.DRAFT)
    if not reason.strip():
        raise RuleBroken("reason", "missing")
    letter.status, letter.sent_back_reason = LetterStatus.DRAFT, nfc(reason).strip()
    note_letter(
        act, matter, DossierEventKind.LETTER_SENT_BACK, letter_id=letter.id, reason=letter.sent_back_reason
    )


def accept_signed(act: Act, matter: Matter, letter: Letter, *, content: bytes, ports: Ports) -> list[str]:
    """Take the file that was signed outside, if it is this letter; returns the warnings to be shown.

    Raises NotPermitted, RuleBroken with what is wrong with the file.
    """
    require_letter(act, Permission.ISSUE_LETTER, matter)
    require_status(letter, LetterStatus.APPROVED)
    with ports.files.open(letter.file_key) as file:
        found = ports.checker.check(file.read(), content)
    if not found.is_good:
        raise RuleBroken("signed_file", found.refusals[0].value)
    holders = [each.certificate.holder for each in found.signatures if each.certificate]
    letter.signature, letter.signed_by = Signature.UPLOADED, ", ".join(holders)[:200]
    letter.signed_key = ports.files.put(content)
    return [warning.value for warning in found.warnings]


def accept_paper_scan(act: Act, matter: Matter, letter: Letter, *, content: bytes, ports: Ports) -> None:
    """Take the scan of a letter signed with ink; a person vouches that it is this letter.

    Raises NotPermitted, RuleBroken, FileProblem.
    """
    require_letter(act, Permission.ISSUE_LETTER, matter)
    require_status(letter, LetterStatus.APPROVED)
    ready = ports.inspector.inspect("letter.pdf", content)
    if ready.media_type != PDF:
        # It is handed on as the letter, which is a PDF everywhere.
        raise RuleBroken("scan", "not_pdf")
    letter.signature, letter.signed_key = Signature.PAPER, ports.files.put(ready.content)
    approver = act.settings.people.get(letter.approved_by_id) if letter.approved_by_id else None
    letter.signed_by = approver.name if approver else ""
