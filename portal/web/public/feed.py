"""The newest published answers as an Atom feed."""

from flask import url_for
from flask.typing import ResponseReturnValue

from portal.queries.published import NOWHERE, Publication, address_of, newest
from portal.web.public.atom import ENTRIES, NEVER, Entry, Feed, served
from portal.web.public.blueprint import blueprint
from portal.web.shared.acting import session
from portal.web.shared.office import office
from portal.web.shared.sentences import _
from portal.web.shared.words import category_name, unit_name


@blueprint.get("/answers/feed.atom")
def feed() -> ResponseReturnValue:
    """The feed of answers."""
    rows = newest(session(), NOWHERE, limit=ENTRIES).rows
    return served(
        Feed(
            title=_("Câu trả lời đã công khai – %(office)s", office=office().name),
            here=url_for("public.feed", _external=True),
            page=url_for("public.answers", _external=True),
            entries=[_entry(row) for row in rows],
        )
    )


def _entry(row: Publication) -> Entry:
    return Entry(
        title=row.title,
        # The title may be corrected; the reference never changes.
        id=url_for("public.answer", address=row.reference, _external=True),
        href=url_for("public.answer", address=address_of(row), _external=True),
        moment=row.published_at or NEVER,
        category=category_name(row.category_id),
        author=unit_name(row.unit_id),
        summary=row.question,
        content=row.answer,
    )
