"""The papers of a letter of apology as files: as it is being written, to be signed, signed, and for Word."""

from dataclasses import replace
from io import BytesIO

from flask import Response, abort, send_file
from flask.typing import ResponseReturnValue

from portal.domain.apology_letter import ApologyLetter
from portal.domain.permissions import Permission
from portal.extensions import talisman
from portal.queries.letter_matter import Letter, Matter, code_of
from portal.queries.letters import delivery_for, letter_for
from portal.services.letter_matter import may_with_letter
from portal.services.letter_paper import paper_of
from portal.web.desk.blueprint import blueprint
from portal.web.shared.acting import act, actor, ports, session
from portal.web.shared.headers import INERT
from portal.web.shared.office import office_with_key

# Browsers show a PDF with a program of their own, which needs this much; nothing in the paper itself runs.
SHOWN = {
    "default-src": "'none'",
    "object-src": "'self'",
    "style-src": "'unsafe-inline'",
    "frame-ancestors": "'self'",
}
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@blueprint.get("/letters/<int:letter_id>/letter.pdf")
@talisman(content_security_policy=SHOWN)  # type: ignore[untyped-decorator]
def letter_pdf(letter_id: int) -> ResponseReturnValue:
    """The letter as it stands: signed, else as it was approved, else as a draft that says so."""
    letter, matter = seen_letter(letter_id)
    return handed(paper_content(letter, matter), PDF, name=file_name(letter, matter, "pdf"))


@blueprint.get("/letters/<int:letter_id>/to-sign.pdf")
@talisman(content_security_policy=INERT)  # type: ignore[untyped-decorator]
def letter_to_sign(letter_id: int) -> ResponseReturnValue:
    """The approved letter with its empty places to be signed, for those who sign with a token."""
    letter, matter = seen_letter(letter_id)
    if not letter.file_key or not may_with_letter(actor(), Permission.ISSUE_LETTER, matter):
        abort(404)
    name = file_name(letter, matter, "pdf")
    return handed(stored(letter.file_key), PDF, name=f"ky-{name}", saved=True)


@blueprint.get("/letters/<int:letter_id>/letter.docx")
@talisman(content_security_policy=INERT)  # type: ignore[untyped-decorator]
def letter_docx(letter_id: int) -> ResponseReturnValue:
    """The letter for those who edit it in a word processor."""
    letter, matter = seen_letter(letter_id)
    content = ports().writer.apology(paper_now(letter, matter), letter.paper)
    return handed(content, DOCX, name=file_name(letter, matter, "docx"), saved=True)


@blueprint.get("/letters/<int:letter_id>/deliveries/<int:delivery_id>/proof")
@talisman(content_security_policy=INERT)  # type: ignore[untyped-decorator]
def proof_file(letter_id: int, delivery_id: int) -> ResponseReturnValue:
    """What shows that a letter arrived."""
    found = delivery_for(session(), actor(), delivery_id)
    if found is None or found[0].letter_id != letter_id or not found[0].proof_key:
        abort(404)
    delivery = found[0]
    return handed(
        stored(delivery.proof_key), "application/octet-stream", name=delivery.proof_name, saved=True
    )


def seen_letter(letter_id: int) -> tuple[Letter, Matter]:
    """A letter about a dossier or case that one may see; everybody else finds nothing."""
    return letter_for(session(), actor(), letter_id) or abort(404)


def paper_content(letter: Letter, matter: Matter) -> bytes:
    """The letter as a PDF, as it stands."""
    key = letter.signed_key or letter.file_key
    if key:
        return stored(key)
    return ports().printer.apology(paper_now(letter, matter), letter.paper)


def paper_now(letter: Letter, matter: Matter) -> ApologyLetter:
    """The letter as its paper shows it; a draft holds nobody's secret."""
    paper = paper_of(act(), matter, letter, office=office_with_key())
    return paper if letter.approved_at else replace(paper, look_up=paper.look_up.partition("#")[0])


def stored(key: str) -> bytes:
    """A file of the store. Answers 404 when the store has lost it."""
    try:
        with ports().files.open(key) as file:
            return file.read()
    except KeyError:
        abort(404)


def file_name(letter: Letter, matter: Matter, ending: str) -> str:
    """A name that any computer takes."""
    number = f"{letter.number}-{letter.year}" if letter.number else "du-thao"
    code = "".join(char if char.isascii() and char.isalnum() else "-" for char in code_of(matter))
    return f"thu-xin-loi-{number}-{code}.{ending}"


def handed(content: bytes, media_type: str, *, name: str, saved: bool = False) -> Response:
    """A file on its way to one browser and nobody else's memory."""
    response = send_file(BytesIO(content), mimetype=media_type, as_attachment=saved, download_name=name)
    response.headers["Cache-Control"] = "private, no-store"
    return response
