"""How many ballots a device has given today, counted where requests are limited and nowhere else."""

import hmac
from hashlib import sha256
from secrets import token_urlsafe

from flask import Response, current_app, request
from flask_limiter.util import get_remote_address

from portal.domain.time import local_day
from portal.web.shared.acting import now
from portal.web.shared.limits import count

COOKIE = "device"
A_DAY = 24 * 60 * 60
# Behind one address, with the same make of telephone, sit whole waiting rooms: only beyond so many it is one person.
WAITING_ROOM = 40


def remember_device(response: Response) -> Response:
    """Give a device a name by chance, for a day, so that its owner is told apart from the others in the room."""
    if COOKIE not in request.cookies:
        name = token_urlsafe(12)
        response.set_cookie(
            COOKIE, name, max_age=A_DAY, httponly=True, samesite="Lax", secure=request.is_secure
        )
    return response


def ballots_of_device() -> int:
    """Count a ballot; how many came from this device before, today.

    The keys are digests of the day, so that nothing can be followed from one day to the next.
    """
    crowd = count(_digest("crowd", get_remote_address() or "", request.headers.get("User-Agent", "")))
    name = request.cookies.get(COOKIE, "")
    own = count(_digest("device", name)) if name else 0
    return max(own, crowd - WAITING_ROOM)


def _digest(*parts: str) -> str:
    key = str(current_app.secret_key or "").encode()
    text = "\n".join([str(local_day(now())), *parts])
    return hmac.digest(key, text.encode(), sha256).hex()
