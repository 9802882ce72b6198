"""One published answer, at a clean address that also search engines understand."""

from typing import Any

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.domain.answers import PublicationStatus
from portal.domain.reference import read_reference
from portal.domain.verdict import Verdict
from portal.extensions import talisman
from portal.ports import SearchFilter
from portal.queries.public_pictures import picture_on_page, pictures_on_page
from portal.queries.published import Publication, address_of, newest, own_vote, published_version
from portal.queries.resolutions import resolved_day
from portal.web.public.blueprint import blueprint
from portal.web.public.vote import reader, voter
from portal.web.shared.acting import session
from portal.web.shared.captures import stored_picture
from portal.web.shared.due import DueView
from portal.web.shared.headers import INERT
from portal.web.shared.office import office
from portal.web.shared.sentences import _
from portal.web.shared.words import iso

REFERENCE_LENGTH = len("PA-0000-0000")
NEIGHBOURS = 3


@blueprint.get("/answers/<address>")
def answer(address: str) -> ResponseReturnValue:
    """The answer; an address with an old title leads to the present one, a withdrawn answer says so."""
    row = published_version(session(), read_reference(address[-REFERENCE_LENGTH:]) or "")
    if row is None:
        abort(404)
    if row.status is PublicationStatus.WITHDRAWN:
        abort(410)
    if address != address_of(row):
        return redirect(url_for("public.answer", address=address_of(row)), 301)
    return render_template(
        "public/answer.html",
        row=row,
        due=verdict_view(row),
        own_vote=own_vote(session(), row.id, voter(row.id)) if reader() else None,
        page_data=page_data(row),
        resolved_on=resolved_day(session(), row.case_id),
        neighbours=neighbours(row),
        pictures=pictures_on_page(session(), row.id) if row.picture_changes else [],
    )


@blueprint.get("/answers/<reference>/pictures/<int:picture_id>")
@talisman(content_security_policy=INERT)  # type: ignore[untyped-decorator]
def answer_picture(reference: str, picture_id: int) -> ResponseReturnValue:
    """A picture of a published answer; gone with its version."""
    row = picture_on_page(session(), read_reference(reference) or "", picture_id) or abort(404)
    return stored_picture(row.file_key, row.media_type, name=f"{reference}-{row.id}", etag=str(row.id))


@blueprint.app_template_filter("verdict_view")
def verdict_view(row: Publication) -> DueView:
    """In time or late, and the working days it took."""
    took = (
        _("trả lời trong %(n)s ngày làm việc", n=row.days_taken)
        if row.days_taken
        else _("trả lời trong ngày")
    )
    if row.verdict is Verdict.LATE:
        return DueView("late", _("trễ %(days)s ngày làm việc", days=row.late_by), took)
    return DueView("done", _("đúng hạn"), took)


def neighbours(row: Publication) -> list[Publication]:
    """A few other answers in the same category."""
    if row.category_id is None:
        return []
    where = SearchFilter(category_ids=frozenset({row.category_id}))
    found = newest(session(), where, limit=NEIGHBOURS + 1).rows
    return [each for each in found if each.id != row.id][:NEIGHBOURS]


def page_data(row: Publication) -> dict[str, Any]:
    """The page as https://schema.org/QAPage says it."""
    asked, answered = iso(row.received_at), iso(row.answered_at)
    return {
        "@context": "https://schema.org",
        "@type": "QAPage",
        "mainEntity": {
            "@type": "Question",
            "name": row.title,
            "text": row.question,
            "answerCount": 1,
            "datePublished": asked,
            "author": {"@type": "Person", "name": _("Người gửi phản ánh")},
            "acceptedAnswer": {
                "@type": "Answer",
                "text": row.answer,
                "datePublished": answered,
                "url": url_for("public.answer", address=address_of(row), _external=True),
                "upvoteCount": row.helpful_count,
                "author": {"@type": "GovernmentOrganization", "name": office().name},
            },
        },
    }
