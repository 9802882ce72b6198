"""Administration: what officials configure. Closed to everybody who may not."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from werkzeug.local import LocalProxy

from portal.domain.permissions import Permission
from portal.web.admin.menu import administrator, menu
from portal.web.shared.acting import require
from portal.web.shared.sign_in import ask_to_sign_in

# Surveys are managed by those who oversee as well, who configure nothing else.
SURVEYS = "/admin/surveys"

blueprint = Blueprint("admin", __name__, url_prefix="/admin")
blueprint.before_request(ask_to_sign_in)


@blueprint.before_request
def refuse_others() -> ResponseReturnValue | None:
    """Whatever a page does: nobody opens it who configures nothing, nor those of surveys who manages none."""
    rule = request.url_rule.rule if request.url_rule else ""
    is_survey = rule == SURVEYS or rule.startswith(f"{SURVEYS}/")
    require(Permission.MANAGE_SURVEYS if is_survey else Permission.CONFIGURE)
    return None


@blueprint.context_processor
def head() -> dict[str, object]:
    """What stands above and beside every page."""
    return {"admin_menu": LocalProxy(menu), "administrator": LocalProxy(administrator)}
