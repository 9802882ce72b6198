"""Pages for citizens: no account, no role, no prefix."""

from flask import Blueprint

blueprint = Blueprint("public", __name__)
