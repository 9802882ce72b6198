"""The pages of those who take, route, handle and answer cases; closed to strangers."""

from flask import Blueprint

from portal.web.shared.sign_in import ask_to_sign_in

blueprint = Blueprint("desk", __name__, url_prefix="/desk")
blueprint.before_request(ask_to_sign_in)
