"""The API for other software. What is not public shows a token; there are no cookies, so nothing can be forged."""

from flask import Blueprint
from werkzeug.exceptions import HTTPException

from portal.api.shared.refusing import Refusal, refused, refused_by_http
from portal.extensions import csrf

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")
csrf.exempt(blueprint)
blueprint.register_error_handler(Refusal, refused)
blueprint.register_error_handler(HTTPException, refused_by_http)
