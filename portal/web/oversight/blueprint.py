"""Oversight: figures and what they count, for those who lead, coordinate and watch. Closed to everybody else."""

from flask import Blueprint
from werkzeug.local import LocalProxy

from portal.domain.permissions import Permission
from portal.web.desk.tabs import desk_person, desk_tabs
from portal.web.shared.acting import require
from portal.web.shared.sign_in import ask_to_sign_in

blueprint = Blueprint("oversight", __name__, url_prefix="/oversight")
blueprint.before_request(ask_to_sign_in)


@blueprint.before_request
def refuse_those_without_figures() -> None:
    """Everything here is figures, or the cases behind them."""
    require(Permission.SEE_FIGURES)


@blueprint.context_processor
def head() -> dict[str, object]:
    """What stands above every page: the lists of the desk, the figures being one of them."""
    return {"desk_tabs": LocalProxy(desk_tabs), "desk_person": LocalProxy(desk_person)}
