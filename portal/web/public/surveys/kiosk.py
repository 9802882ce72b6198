"""A kiosk: one thing at a time in large letters, the thanks, and back to the beginning for whoever comes next.

Without JavaScript each step is a page. With it everything happens in the page that is there, which lies in both
languages, and ballots wait in the browser while the network is away; each has a key, so that none counts twice.
"""

import re
from dataclasses import dataclass
from typing import Any

from flask import Response, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from portal.domain.surveys.answers import Answers, read_answers
from portal.domain.surveys.questionnaire import Item
from portal.domain.surveys.steps import next_item
from portal.domain.surveys.ways import PointKind
from portal.domain.wording import Language
from portal.queries.surveys.points import OpenPoint, open_point
from portal.services.surveys.give_ballot import Manner, give_ballot
from portal.web.public.blueprint import blueprint
from portal.web.public.grants import sending
from portal.web.public.surveys.asking import Sheet, field_of
from portal.web.public.surveys.ballot import LANGUAGE, is_first
from portal.web.public.surveys.point import (
    UNKNOWN,
    as_shown,
    in_version,
    nothing_page,
    place_name,
    place_of,
    unit_of,
)
from portal.web.public.surveys.ticket import Ticket, new_ticket, read_ticket
from portal.web.shared.acting import commits, language, session
from portal.web.shared.form import checks_itself
from portal.web.shared.languages import KNOWN, speak, speaking
from portal.web.shared.limits import KIOSK_BALLOTS, spend
from portal.web.shared.numbers import whole

# What the script does not have to load: how long thanks are shown, and how long nobody touches anything.
THANKS, IDLE = 5, 45  # seconds
GONE, UNSOUND, KEPT = 410, 422, 201
_KEY = re.compile(r"[0-9a-zA-Z-]{8,64}")


@dataclass(frozen=True)
class Stand:
    """How far a ballot at a kiosk is when each step is a page."""

    found: OpenPoint
    ticket: str
    answers: dict[str, list[str]]
    passed: tuple[str, ...]
    at: Item | None


@blueprint.get("/kiosk/<code>")
def kiosk(code: str) -> ResponseReturnValue:
    """The first step."""
    found = _found(code)
    if found is None:
        return nothing_page("closed"), UNKNOWN
    return page(_begun(found))


@blueprint.post("/kiosk/<code>")
@checks_itself
@commits
def give_at_kiosk(code: str) -> ResponseReturnValue:
    """The next step, or the thanks; to the script only whether the ballot was kept."""
    found = _found(code)
    if found is None:
        return nothing_page("closed"), UNKNOWN
    by_script, carried = "key" in request.form, request.form.get("ticket", "")
    ticket = read_ticket(carried, place_name(found))
    if ticket is None:
        return (jsonify(kept=False), GONE) if by_script else page(_begun(found))
    if by_script:
        return _delivered(found, ticket)
    found = as_shown(found, carried)
    stand = _stand(found)
    if stand.at is not None:
        return page(stand)
    answers = read_answers(found.asked.questionnaire, stand.answers).answers
    if answers and is_first(ticket):
        _keep(found, answers, ticket.seconds)
    return page(stand, thanked=bool(answers))


def page(stand: Stand, *, thanked: bool = False) -> Response:
    """A step in both languages, the one not asked for hidden; who waits long enough comes back to the beginning."""
    here, code = language(), stand.found.point.code
    html = render_template(
        "public/surveys/kiosk.html",
        panels=[(each, _panel(stand, each, thanked=thanked)) for each in KNOWN.values()],
        asked=stand.found.asked.questionnaire,
        point=stand.found.point,
        unit_id=unit_of(stand.found),
        here=here,
        version_id=stand.found.asked.version_id,
        seconds={"thanks": THANKS, "idle": IDLE},
    )
    response = make_response(html)
    if request.method == "POST":
        response.headers["Refresh"] = f"{THANKS if thanked else IDLE}; url=/kiosk/{code}"
    return response


def _panel(stand: Stand, here: Language, *, thanked: bool) -> Markup:
    questionnaire = stand.found.asked.questionnaire
    sheet = Sheet(questionnaire, seen=[item.code for item in questionnaire.items])
    steps = [item for section in sheet.sections(here) for item in section.items]
    with speaking(here):
        return Markup(
            render_template(
                "public/surveys/_kiosk_panel.html",
                here=here,
                steps=steps,
                at=stand.at.code if stand.at and not thanked else "",
                thanked=thanked,
                thanks=questionnaire.thanks.said(here),
                introduction=questionnaire.introduction.said(here) if len(steps) == 1 else "",
                stand=stand,
                code=stand.found.point.code,
            )
        )


def _delivered(found: OpenPoint, ticket: Ticket) -> ResponseReturnValue:
    """A ballot that the script filled in by itself, perhaps a while ago."""
    key, sent = request.form["key"], request.form
    shown = _on_screen(found, ticket)
    if shown is None or not _KEY.fullmatch(key):
        return jsonify(kept=False), UNSOUND
    given = read_answers(shown.asked.questionnaire, _raw(shown, sent))
    if given.wrong or not given.answers:
        return jsonify(kept=False), UNSOUND
    if is_first(ticket, key):
        _keep(shown, given.answers, sent.get("seconds", type=float))
    return jsonify(kept=True), KEPT


def _on_screen(found: OpenPoint, ticket: Ticket) -> OpenPoint | None:
    """What the kiosk asked. It says so itself: a ballot that waited for long comes with the ticket of a newer page.

    None for what was never asked here: neither the version of the ticket nor another of what is asked today.
    """
    version_id = whole(request.form.get("version", str(ticket.version_id)))
    shown = in_version(found, version_id)
    is_ours = shown.asked.questionnaire_id == found.asked.questionnaire_id or version_id == ticket.version_id
    return shown if is_ours and shown.asked.version_id == version_id else None


def _keep(found: OpenPoint, answers: Answers, seconds: float | None) -> None:
    # Nobody serves so many people at one kiosk: what comes faster comes from no kiosk.
    flooded = not spend(KIOSK_BALLOTS, f"kiosk {found.point.code}")
    manner = Manner(seconds=max(0.0, seconds) if seconds is not None else None, trapped=flooded)
    give_ballot(sending(), found.asked, answers, place=place_of(found), manner=manner)


def _stand(found: OpenPoint) -> Stand:
    questionnaire, sent = found.asked.questionnaire, request.form
    raw = {code: values for code, values in _raw(found, sent).items() if values}
    passed = tuple(code for code in sent.getlist("passed") if code in questionnaire.by_code)
    answers = read_answers(questionnaire, raw).answers
    required = {item.code for item in questionnaire.items if item.required}
    at = next_item(questionnaire, answers, passed=set(passed) - required)
    kept = {code: values for code, values in raw.items() if code in answers}
    return Stand(found, sent.get("ticket", ""), kept, passed, at)


def _begun(found: OpenPoint) -> Stand:
    first = next_item(found.asked.questionnaire, {}, passed=())
    return Stand(found, new_ticket(place_name(found), found.asked.version_id), {}, (), first)


def _raw(found: OpenPoint, sent: MultiDict[str, Any]) -> dict[str, list[str]]:
    return {item.code: sent.getlist(field_of(item.code)) for item in found.asked.questionnaire.items}


def _found(code: str) -> OpenPoint | None:
    speak(request.values.get(LANGUAGE, "vi"))
    return open_point(session(), code, [PointKind.KIOSK])
