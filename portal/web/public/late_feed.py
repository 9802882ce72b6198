"""The newest late dossiers with a letter of apology as an Atom feed: what the page shows, and no more."""

from flask import url_for
from flask.typing import ResponseReturnValue

from portal.queries.late_dossiers import LateDossier, LateWanted, late_dossiers
from portal.web.public.atom import NEVER, Entry, Feed, served
from portal.web.public.blueprint import blueprint
from portal.web.public.late_dossiers import row_of
from portal.web.shared.acting import session
from portal.web.shared.office import office
from portal.web.shared.sentences import _


@blueprint.get("/dossiers/late/feed.atom")
def late_feed() -> ResponseReturnValue:
    """The feed of the first page of the list."""
    return served(
        Feed(
            title=_("Hồ sơ trễ hẹn đã có thư xin lỗi – %(office)s", office=office().name),
            here=url_for("public.late_feed", _external=True),
            page=url_for("public.late_dossiers", _external=True),
            entries=[_entry(row) for row in late_dossiers(session(), LateWanted()).rows],
        )
    )


def _entry(row: LateDossier) -> Entry:
    shown = row_of(row)
    return Entry(
        title=_("Hồ sơ %(code)s: %(procedure)s", code=shown["code"], procedure=shown["procedure"]),
        id=url_for("public.dossier", code=shown["code"], _external=True),
        href=url_for("public.dossier", code=shown["code"], _external=True),
        moment=row.dossier.apologised_at or NEVER,
        category=shown["procedure"],
        author=shown["unit"],
        summary=" ".join((
            _("Hẹn trả %(old)s.", old=shown["old"]),
            shown["new"],
            _("Lý do:"),
            shown["reason"],
        )),
    )
