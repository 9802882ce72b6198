"""The files of a case, its formal answer and its data, for its own sender."""

from io import BytesIO

from flask import abort, jsonify, send_file
from flask.typing import ResponseReturnValue

from portal.queries.followed import Attachment, FollowedCase
from portal.services.answer_document import answer_document as document_of
from portal.services.hand_over import slip_of
from portal.services.transfer_document import transfer_document
from portal.web.public.blueprint import blueprint
from portal.web.public.grants import sending
from portal.web.public.own_case import for_its_sender
from portal.web.public.own_data import data_of
from portal.web.shared.acting import ports
from portal.web.shared.captures import stored_file, stored_thumbnail
from portal.web.shared.office import office


@blueprint.get("/follow/<reference>/files/<int:file_id>")
@for_its_sender
def attachment(followed: FollowedCase, file_id: int) -> ResponseReturnValue:
    """One file of the sender or of an issued answer."""
    return stored_file(_file(followed, file_id))


@blueprint.get("/follow/<reference>/files/<int:file_id>/thumbnail")
@for_its_sender
def thumbnail(followed: FollowedCase, file_id: int) -> ResponseReturnValue:
    """The small picture of a file."""
    return stored_thumbnail(_file(followed, file_id))


@blueprint.get("/follow/<reference>/answers/<int:number>.pdf")
@for_its_sender
def answer_document(followed: FollowedCase, number: int) -> ResponseReturnValue:
    """An answer as the formal document it was issued as."""
    answer = next((each for each in followed.answers if each.round == number and each.as_document), None)
    if answer is None:
        abort(404)
    pdf = ports().printer.answer(
        document_of(sending(), followed.case, answer, office_address=office().address)
    )
    name = f"{followed.case.reference}-{number}.pdf"
    return send_file(BytesIO(pdf), mimetype="application/pdf", as_attachment=True, download_name=name)


@blueprint.get("/follow/<reference>/transfer-slip.pdf")
@for_its_sender
def transfer_slip(followed: FollowedCase) -> ResponseReturnValue:
    """The slip with which the case was handed over to another agency."""
    slip = slip_of(sending(), followed.case)
    if slip is None:
        abort(404)
    document = transfer_document(sending(), followed.case, slip, office_address=office().address)
    name = f"{followed.case.reference}-phieu-chuyen.pdf"
    pdf = BytesIO(ports().printer.answer(document))
    return send_file(pdf, mimetype="application/pdf", as_attachment=True, download_name=name)


@blueprint.get("/follow/<reference>/data.json")
@for_its_sender
def own_data(followed: FollowedCase) -> ResponseReturnValue:
    """Everything kept about the sender and what they sent, to take along."""
    response = jsonify(data_of(followed))
    name = f"{followed.case.reference}.json"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _file(followed: FollowedCase, file_id: int) -> Attachment:
    found = next((file for file in followed.files if file.id == file_id), None)
    if found is None:
        abort(404)
    return found
