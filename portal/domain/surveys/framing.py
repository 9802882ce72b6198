"""The origin of another site that may show our survey in a frame, as a browser compares it."""

import re
from urllib.parse import urlsplit

LONGEST = 255
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
# What would end or widen the list in the header that this goes into.
_UNFIT = re.compile(r"[\s;,*'\"\\<>@?#]")


class NotAnOrigin(ValueError):
    """What was typed is no origin of another site."""


def read_origin(typed: str) -> str:
    """An origin such as "https://xa-thanh-binh.gov.vn", small letters, names in their ASCII form, no default port.

    Raises NotAnOrigin for anything but https, for a wildcard, a path, a query, a user, an address of numbers and
    a name without a dot.
    """
    text = typed.strip().removesuffix("/")
    if _UNFIT.search(text) or len(text) > LONGEST:
        raise NotAnOrigin(typed)
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise NotAnOrigin(typed) from error
    if parts.scheme != "https" or parts.path or not parts.hostname:
        raise NotAnOrigin(typed)
    host = _host(parts.hostname)
    return f"https://{host}" if port in {None, 443} else f"https://{host}:{port}"


def _host(name: str) -> str:
    try:
        host = name.encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise NotAnOrigin(name) from error
    labels = host.split(".")
    if len(labels) < 2 or not all(_LABEL.fullmatch(label) for label in labels) or labels[-1].isdecimal():
        raise NotAnOrigin(name)
    return host
