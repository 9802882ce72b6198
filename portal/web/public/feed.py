"""The newest published answers as an Atom feed (RFC 4287)."""

from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue

from portal.queries.published import NOWHERE, Publication, address_of, newest
from portal.web.public.blueprint import blueprint
from portal.web.shared.acting import session
from portal.web.shared.office import office
from portal.web.shared.sentences import _
from portal.web.shared.words import category_name, unit_name

ATOM = "http://www.w3.org/2005/Atom"
ENTRIES = 30
# Before anything is published a feed still has to say when it was last changed.
NEVER = datetime(2026, 1, 1, tzinfo=UTC)

register_namespace("", ATOM)


@blueprint.get("/answers/feed.atom")
def feed() -> ResponseReturnValue:
    """The feed; whoever has the same one already is told so."""
    rows = newest(session(), NOWHERE, limit=ENTRIES).rows
    response = Response(document(list(rows)), mimetype="application/atom+xml")
    response.add_etag()
    return response.make_conditional(request)


def document(rows: list[Publication]) -> bytes:
    """The feed as XML."""
    root = Element(_tag("feed"))
    here = url_for("public.feed", _external=True)
    _add(root, "title", _("Câu trả lời đã công khai – %(office)s", office=office().name))
    _add(root, "id", here)
    _add(root, "updated", (rows[0].published_at or NEVER).isoformat() if rows else NEVER.isoformat())
    SubElement(root, _tag("link"), rel="self", href=here)
    SubElement(root, _tag("link"), rel="alternate", href=url_for("public.answers", _external=True))
    for row in rows:
        _entry(root, row)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode").encode()


def _entry(root: Element, row: Publication) -> None:
    address = url_for("public.answer", address=address_of(row), _external=True)
    entry = SubElement(root, _tag("entry"))
    _add(entry, "title", row.title)
    # The title may be corrected; the reference never changes.
    _add(entry, "id", url_for("public.answer", address=row.reference, _external=True))
    moment = (row.published_at or NEVER).isoformat()
    _add(entry, "published", moment)
    _add(entry, "updated", moment)
    SubElement(entry, _tag("link"), rel="alternate", href=address)
    SubElement(entry, _tag("category"), term=category_name(row.category_id))
    author = SubElement(entry, _tag("author"))
    _add(author, "name", unit_name(row.unit_id))
    _add(entry, "summary", row.question)
    _add(entry, "content", row.answer)


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, _tag(name)).text = text


def _tag(name: str) -> str:
    return f"{{{ATOM}}}{name}"
