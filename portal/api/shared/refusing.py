"""Refusals as JSON: a code for programs and a sentence for who reads their log."""

from flask import Response, jsonify
from werkzeug.exceptions import HTTPException


class Refusal(Exception):
    """A call that is not answered: with which status, code and sentence."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.message = message


def refused(refusal: Refusal) -> Response:
    """A refusal of ours."""
    response = jsonify(error=refusal.code, message=refusal.message)
    response.status_code = refusal.status
    if refusal.status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def refused_by_http(error: HTTPException) -> Response:
    """A refusal of the server: too large, not allowed, broken."""
    response = jsonify(error=error.name.lower().replace(" ", "_"), message=error.description)
    response.status_code = error.code or 500
    return response
