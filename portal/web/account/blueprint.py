"""The pages of one's own account: signing in, the password, the second step."""

from flask import Blueprint

blueprint = Blueprint("account", __name__, url_prefix="/account")
