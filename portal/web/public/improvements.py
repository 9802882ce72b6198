""" "You said, we did": what the office did about what people rated low, newest first; and the same as a feed."""

from datetime import UTC, datetime
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.domain.bilingual import Bilingual
from portal.domain.time import VIETNAM
from portal.queries.surveys.improvements import Improvement, ImprovementTurn, improvement_page
from portal.web.public.atom import ENTRIES, NEVER, Entry, Feed, served
from portal.web.public.blueprint import blueprint
from portal.web.shared.acting import language, session, settings
from portal.web.shared.figures.units import unit_asked, unit_choices
from portal.web.shared.numbers import whole
from portal.web.shared.office import office
from portal.web.shared.sentences import _
from portal.web.shared.words import unit_name

HERE = "public.improvements"


@blueprint.get("/improvements")
def improvements() -> ResponseReturnValue:
    """The list, of all units or of one with those below it."""
    everybody = frozenset(settings().units)
    unit_id = unit_asked(everybody)
    below = settings().units_below(unit_id) if unit_id else None
    page = improvement_page(session(), below, after=turn_asked())
    query: dict[str, Any] = {"unit": unit_id} if unit_id else {}
    return render_template(
        "public/improvements.html",
        lines=[line_of(row) for row in page.rows],
        unit_id=unit_id,
        units=unit_choices(everybody),
        first_url=url_for(HERE, **query) if "after" in request.args else "",
        next_url=url_for(HERE, **query, after=place_of(page.next)) if page.next else "",
    )


@blueprint.get("/improvements/feed.atom")
def improvements_feed() -> ResponseReturnValue:
    """The newest of them as an Atom feed."""
    rows = improvement_page(session(), limit=ENTRIES).rows
    return served(
        Feed(
            title=_("Ông/Bà góp ý – Chúng tôi đã làm – %(office)s", office=office().name),
            here=url_for("public.improvements_feed", _external=True),
            page=url_for(HERE, _external=True),
            entries=[_entry(row) for row in rows],
        )
    )


def line_of(row: Improvement) -> dict[str, Any]:
    """One remedy as everybody reads it: no number, and no day but that of its publication."""
    english = language() == "en"
    return {
        "row": row,
        "item": Bilingual(row.item_vi, row.item_en).said(language()),
        "said": Bilingual(row.said_vi, row.said_en).said(language()),
        "did": Bilingual(row.did_vi, row.did_en).said(language()),
        # Words that nobody has translated are read aloud in their own language.
        "lang": "vi" if english and not row.did_en else "",
    }


def place_of(turn: ImprovementTurn) -> str:
    """A place in the list as an address has it."""
    return f"{turn.published_at.astimezone(VIETNAM):%Y%m%dT%H%M%S.%f}~{turn.id}"


def turn_asked() -> ImprovementTurn | None:
    """Where the page begins, as the address says; what makes no sense is left out."""
    moment, _separator, number = request.args.get("after", "").partition("~")
    last = whole(number)
    if last is None:
        return None
    try:
        # A year that the calendar ends before, told in UTC, is no moment either.
        at = datetime.strptime(moment, "%Y%m%dT%H%M%S.%f").replace(tzinfo=VIETNAM).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return ImprovementTurn(at, last)


def _entry(row: Improvement) -> Entry:
    here = url_for(HERE, _external=True)
    return Entry(
        title=row.item_vi,
        id=f"{here}#remedy-{row.id}",
        href=f"{here}#remedy-{row.id}",
        moment=row.published_at or NEVER,
        category=_("Khắc phục"),
        author=unit_name(row.unit_id),
        summary=row.said_vi,
        content=row.did_vi,
    )
