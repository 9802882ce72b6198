"""The desk: pages for those who take, route, handle, approve and watch cases. Closed to everybody else."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from werkzeug.local import LocalProxy

from portal.services.errors import NotPermitted
from portal.web.desk.tabs import desk_person, desk_tabs
from portal.web.shared.acting import actor
from portal.web.shared.sign_in import ask_to_sign_in

blueprint = Blueprint("desk", __name__, url_prefix="/desk")
blueprint.before_request(ask_to_sign_in)


@blueprint.before_request
def refuse_the_unappointed() -> ResponseReturnValue | None:
    """An account alone opens nothing: rights come with an appointment and end with it."""
    if not actor().appointments:
        raise NotPermitted(None)
    return None


@blueprint.context_processor
def head() -> dict[str, object]:
    """What stands above every page; counted only where a page shows it, not for pieces of pages."""
    return {"desk_tabs": LocalProxy(desk_tabs), "desk_person": LocalProxy(desk_person)}
