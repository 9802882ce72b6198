"""A survey in a frame of another site: only sites on the list may show it, and it needs no cookie."""

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.domain.surveys.ways import PointKind
from portal.queries.surveys.points import OpenPoint, open_point
from portal.web.public.blueprint import blueprint
from portal.web.public.surveys.asking import Sheet
from portal.web.public.surveys.ballot import (
    LANGUAGE,
    FramedForm,
    empty_ballot,
    shown,
)
from portal.web.public.surveys.point import (
    UNKNOWN,
    nothing_page,
    place_name,
    received,
    unit_of,
)
from portal.web.shared.acting import commits, language, session, settings
from portal.web.shared.form import checks_itself
from portal.web.shared.headers import framed_by
from portal.web.shared.languages import speak


@blueprint.get("/embed/<code>")
def framed_survey(code: str) -> ResponseReturnValue:
    """The empty ballot; `language` of the address chooses the language, for want of a cookie."""
    found = _found(code)
    if found is None:
        return nothing_page("closed"), UNKNOWN
    form = FramedForm(formdata=None)
    return page(found, empty_ballot(form, found.asked, place_name(found)), form)


@blueprint.post("/embed/<code>")
@checks_itself
@commits
def give_framed(code: str) -> ResponseReturnValue:
    """Keep the ballot. The ticket of the form says that it was we who showed it."""
    found = _found(code)
    if found is None:
        return nothing_page("closed"), UNKNOWN
    form = FramedForm()
    sent = received(found, form)
    if sent.status is not None:
        return page(sent.found, sent.sheet, form), sent.status
    return redirect(url_for("public.framed_thanks", code=code, language=language()), 303)


@blueprint.get("/embed/<code>/thanks")
def framed_thanks(code: str) -> ResponseReturnValue:
    """The thanks, in the same frame."""
    found = _found(code)
    if found is None:
        return nothing_page("closed"), UNKNOWN
    thanked = {"asked": found.asked.questionnaire, "language": language(), "is_framed": True}
    return render_template("public/surveys/thanks.html", **thanked)


def page(found: OpenPoint, sheet: Sheet, form: FramedForm) -> Response:
    """The ballot without the head and foot of the portal."""
    html = render_template(
        "public/surveys/ballot.html",
        **shown(sheet, form),
        action=url_for("public.give_framed", code=found.point.code, language=language()),
        draft="",
        where=found.point.name,
        unit_id=unit_of(found),
        ballot_language=language(),
        is_framed=True,
    )
    return make_response(html)


def _found(code: str) -> OpenPoint | None:
    framed_by(settings().framing_sites)
    speak(request.args.get(LANGUAGE))
    return open_point(session(), code, [PointKind.EMBEDDED])
