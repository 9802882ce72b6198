"""A survey that is open to everybody who comes by: at a counter, where a QR code leads here, or at an address."""

from dataclasses import dataclass, replace

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.domain.surveys.ways import WAY_OF_POINT, PointKind
from portal.domain.time import local_day
from portal.queries.surveys.points import OpenPoint, open_point
from portal.queries.surveys.questionnaires import published_version
from portal.services.surveys.give_ballot import Place
from portal.web.public.blueprint import blueprint
from portal.web.public.surveys.asking import Sheet
from portal.web.public.surveys.ballot import (
    LANGUAGE,
    UNSOUND,
    BallotForm,
    empty_ballot,
    is_first,
    keep_ballot,
    manner_of,
    sent_ballot,
    shown,
    shown_again,
)
from portal.web.public.surveys.devices import ballots_of_device, remember_device
from portal.web.public.surveys.ticket import shown_version
from portal.web.shared.acting import commits, language, now, session, settings
from portal.web.shared.form import checks_itself
from portal.web.shared.languages import KNOWN, choose, speak

OPEN_TO_ALL = (PointKind.COUNTER, PointKind.PAGE)
UNKNOWN = 404


@blueprint.get("/survey/<code>")
def survey(code: str) -> ResponseReturnValue:
    """The empty ballot."""
    found = open_point(session(), code, OPEN_TO_ALL)
    if found is None:
        return nothing_page("closed"), UNKNOWN
    form = BallotForm(formdata=None)
    return page(found, empty_ballot(form, found.asked, place_name(found)), form)


@blueprint.post("/survey/<code>")
@checks_itself
@commits
def give_ballot_at(code: str) -> ResponseReturnValue:
    """Keep the ballot; sent twice, it is there once."""
    found = open_point(session(), code, OPEN_TO_ALL)
    if found is None:
        return nothing_page("closed"), UNKNOWN
    form = BallotForm()
    sent = received(found, form)
    if sent.status is not None:
        return page(sent.found, sent.sheet, form), sent.status
    return redirect(url_for("public.survey_thanks", version_id=sent.found.asked.version_id), 303)


@dataclass(frozen=True, slots=True)
class Received:
    """A ballot that came in at a point asking what the form asked; without a status it is kept."""

    found: OpenPoint
    sheet: Sheet
    status: int | None = None


def received(found: OpenPoint, form: BallotForm) -> Received:
    """Keep what was sent at a point, sent twice only once; or say with which status it comes back."""
    found = as_shown(found, form.ticket.data)
    filled = sent_ballot(form, found.asked, place_name(found))
    status = shown_again(filled)
    if status is not None or filled.ticket is None:
        speak(request.form.get(LANGUAGE))
        return Received(found, filled.sheet, status or UNSOUND)
    if is_first(filled.ticket):
        keep_ballot(filled, place_of(found), manner_of(filled, of_device=ballots_of_device()))
    return Received(found, filled.sheet)


@blueprint.get("/survey/thanks/<int:version_id>")
def survey_thanks(version_id: int) -> ResponseReturnValue:
    """The thanks of a questionnaire: the same for everybody, whatever they answered."""
    asked = published_version(session(), version_id)
    if asked is None:
        return nothing_page("closed"), UNKNOWN
    return render_template(
        "public/surveys/thanks.html", asked=asked.questionnaire, version_id=version_id, language=language()
    )


def page(found: OpenPoint, sheet: Sheet, form: BallotForm) -> Response:
    """The ballot of a point, as far as it is filled in."""
    html = render_template(
        "public/surveys/ballot.html",
        **shown(sheet, form),
        action=url_for("public.give_ballot_at", code=found.point.code),
        draft=f"survey-{found.asked.version_id}",
        where=found.point.name,
        unit_id=unit_of(found),
        ballot_language=language(),
    )
    return with_language(remember_device(make_response(html)))


def with_language(response: Response) -> Response:
    """Remember the language that the ballot was switched to, or that its link asks for."""
    chosen = request.values.get(LANGUAGE, "")
    if chosen in KNOWN:
        choose(response, KNOWN[chosen])
    return response


def nothing_page(why: str) -> str:
    """Nothing to answer here, and why; nothing of what it was about."""
    return render_template("public/surveys/nothing.html", why=why)


def as_shown(found: OpenPoint, ticket: str) -> OpenPoint:
    """A point asking what it asked when a form was shown there, though something newer was published since."""
    return in_version(found, shown_version(ticket, place_name(found)))


def in_version(found: OpenPoint, version_id: int | None) -> OpenPoint:
    """A point asking a certain published version; what it asks today where there is none."""
    if version_id is None or version_id == found.asked.version_id:
        return found
    asked = published_version(session(), version_id)
    return replace(found, asked=asked) if asked is not None else found


def place_of(found: OpenPoint) -> Place:
    """Where a ballot of a point belongs: to the unit that stands for it today."""
    return Place(unit_of(found), WAY_OF_POINT[found.point.kind], point_id=found.point.id)


def unit_of(found: OpenPoint) -> int:
    """The unit that is rated at a point."""
    return settings().standing_unit(found.point.unit_id, local_day(now()))


def place_name(found: OpenPoint) -> str:
    """What the tickets of a point are made out to."""
    return f"{found.point.kind.value}:{found.point.code}"
