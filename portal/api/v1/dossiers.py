"""`POST /api/v1/dossiers`: other software tells us of its dossiers (docs/api.md)."""

import json
from dataclasses import asdict, replace
from typing import Any

from flask import Response, jsonify, request
from limits import parse
from sqlalchemy.exc import IntegrityError

from portal.api.shared.acting import act_of_nobody, may, nudge_worker, session, spend
from portal.api.shared.refusing import Refusal
from portal.api.v1.blueprint import blueprint
from portal.services.act import Act
from portal.services.api_tokens import teller, token_in_use
from portal.services.tell_dossiers import FIELDS, Taken, Told, take_dossiers

MOST = 1_000
LARGEST = 4 * 1024 * 1024
CALLING = parse("120/minute")
# Wrong tokens from one address.
GUESSING = parse("60/hour")
TRIES = 3


@blueprint.post("/dossiers")
def dossiers() -> Response:
    """Write what is good of up to 1,000 dossiers, and say what is wrong with the rest."""
    act = _caller()
    told = _told()
    for attempt in range(1, TRIES + 1):
        try:
            taken = take_dossiers(act, told)
            session().commit()
            break
        except IntegrityError:
            # Another call told of the same new dossier at the same moment.
            session().rollback()
            if attempt == TRIES:
                raise
    nudge_worker()
    return _answer(taken)


def _caller() -> Act:
    """The software that calls. Raises Refusal."""
    if not may(GUESSING):
        raise Refusal(429, "too_many_wrong_tokens", "Too many wrong tokens from this address; try later.")
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    row = token_in_use(session(), token.strip()) if scheme.lower() == "bearer" and token.strip() else None
    if row is None:
        spend(GUESSING)
        raise Refusal(401, "unknown_token", "Send a valid token as `Authorization: Bearer …`.")
    if not spend(CALLING, str(row.id)):
        raise Refusal(429, "too_many_calls", "At most 120 calls a minute; try again in a minute.")
    act = act_of_nobody()
    row.last_used_at = act.now
    session().commit()
    return replace(act, actor=teller(act, row))


def _told() -> list[Told]:
    """The dossiers in the body of the request. Raises Refusal."""
    request.max_content_length = LARGEST
    try:
        body = json.loads(request.get_data(cache=False))
    except (ValueError, RecursionError):
        raise Refusal(400, "not_json", "The body is not JSON in UTF-8.") from None
    if not isinstance(body, list) or not all(isinstance(each, dict) for each in body):
        raise Refusal(400, "not_a_list", "The body must be a list of objects, one for each dossier.")
    if len(body) > MOST:
        raise Refusal(400, "too_many", f"At most {MOST} dossiers in one call; {len(body)} were sent.")
    for place, each in enumerate(body, start=1):
        _check(place, each)
    return body


def _check(place: int, dossier: dict[str, Any]) -> None:
    if unknown := sorted(set(dossier) - FIELDS):
        raise Refusal(400, "unknown_field", f"Dossier {place}: there is no field {', '.join(unknown)[:200]}.")
    for name, value in dossier.items():
        if isinstance(value, list | dict):
            raise Refusal(400, "not_a_value", f"Dossier {place}: {name} must be a text, a number or null.")


def _answer(taken: Taken) -> Response:
    errors = [
        {"line": each.line, "column": each.column, "value": each.value, "reason": each.reason.value}
        for each in taken.errors
    ]
    return jsonify(**asdict(taken.counted), errors=errors)
