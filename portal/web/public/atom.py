"""What all our Atom feeds have in common (RFC 4287)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from flask import Response, request
from flask.typing import ResponseReturnValue

ATOM = "http://www.w3.org/2005/Atom"
ENTRIES = 30
# Before there is anything in it a feed still has to say when it was last changed.
NEVER = datetime(2026, 1, 1, tzinfo=UTC)

register_namespace("", ATOM)


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a feed. `id` never changes, whatever is corrected in the rest."""

    title: str
    id: str
    href: str
    moment: datetime
    category: str
    author: str
    summary: str
    content: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: where it is, the page it is about, and what is in it, the newest first."""

    title: str
    here: str
    page: str
    entries: Sequence[Entry]


def served(feed: Feed) -> ResponseReturnValue:
    """The feed; whoever has the same one already is told so."""
    response = Response(document(feed), mimetype="application/atom+xml")
    response.add_etag()
    return response.make_conditional(request)


def document(feed: Feed) -> bytes:
    """The feed as XML."""
    root = Element(_tag("feed"))
    _add(root, "title", feed.title)
    _add(root, "id", feed.here)
    _add(root, "updated", (feed.entries[0].moment if feed.entries else NEVER).isoformat())
    SubElement(root, _tag("link"), rel="self", href=feed.here)
    SubElement(root, _tag("link"), rel="alternate", href=feed.page)
    for each in feed.entries:
        _entry(root, each)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode").encode()


def _entry(root: Element, told: Entry) -> None:
    entry = SubElement(root, _tag("entry"))
    _add(entry, "title", told.title)
    _add(entry, "id", told.id)
    _add(entry, "published", told.moment.isoformat())
    _add(entry, "updated", told.moment.isoformat())
    SubElement(entry, _tag("link"), rel="alternate", href=told.href)
    SubElement(entry, _tag("category"), term=told.category)
    author = SubElement(entry, _tag("author"))
    _add(author, "name", told.author)
    _add(entry, "summary", told.summary)
    if told.content:
        _add(entry, "content", told.content)


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, _tag(name)).text = text


def _tag(name: str) -> str:
    return f"{{{ATOM}}}{name}"
