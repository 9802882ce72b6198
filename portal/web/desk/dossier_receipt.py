"""The slip for the counter: with it the applicant sees the dossier, and rates how it was dealt with."""

from flask import abort, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.domain.reference import read_dossier_code
from portal.queries.looked_up_dossiers import dossier_beside
from portal.services.letter_paper import look_up_address
from portal.services.surveys.invite_after import receipt_token
from portal.web.desk.blueprint import blueprint
from portal.web.shared.acting import act, actor, commits, session
from portal.web.shared.dossiers import appointment_words
from portal.web.shared.office import office_with_key
from portal.web.shared.square import square


@blueprint.get("/dossiers/<path:code>/receipt")
@commits
def dossier_receipt(code: str) -> ResponseReturnValue:
    """The slip of a dossier one may see, to be printed on A5 and handed to the applicant.

    It holds the code of an anonymous ballot, made when the slip is first looked at and the same ever after.
    """
    found = dossier_beside(session(), actor(), read_dossier_code(code))
    if found is None:
        abort(404)
    office = office_with_key()
    address = look_up_address(found.dossier, office)
    token = receipt_token(act(), office.tracking_key, found.dossier)
    page = render_template(
        "desk/dossier_receipt.html",
        found=found,
        due=appointment_words(found.dossier.due_on, found.dossier.due_at),
        secret=address.rpartition("=")[2],
        place=f"{office.base_url}/dossiers".partition("://")[2],
        square=square(address),
        survey_square=square(f"{office.base_url}/survey/t/{token}") if token else "",
        back_href=url_for("desk.dossier", code=found.dossier.code),
    )
    return page, {"Cache-Control": "private, no-store"}
