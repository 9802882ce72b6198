"""The slip with which a case was handed over, as a formal document."""

from io import BytesIO

from flask import abort, send_file
from flask.typing import ResponseReturnValue

from portal.services.hand_over import slip_of
from portal.services.transfer_document import transfer_document
from portal.web.desk.blueprint import blueprint
from portal.web.desk.case import seen_case
from portal.web.shared.acting import act, ports
from portal.web.shared.office import office


@blueprint.get("/cases/<reference>/transfer-slip.pdf")
def transfer_slip(reference: str) -> ResponseReturnValue:
    """The slip of a case one may see."""
    case = seen_case(reference)
    slip = slip_of(act(), case)
    if slip is None:
        abort(404)
    pdf = ports().printer.answer(transfer_document(act(), case, slip, office_address=office().address))
    name = f"{case.reference}-phieu-chuyen.pdf"
    return send_file(BytesIO(pdf), mimetype="application/pdf", as_attachment=True, download_name=name)
