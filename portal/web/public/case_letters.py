"""Letters of apology for a late answer, for the sender of the case alone."""

from typing import Any

from flask import abort, url_for
from flask.typing import ResponseReturnValue

from portal.domain.apologies import LetterStatus
from portal.domain.late_answers import standing_promise
from portal.queries.followed import FollowedCase
from portal.queries.letter_matter import late_facts
from portal.queries.letters import issued_about_case
from portal.web.public.blueprint import blueprint
from portal.web.public.own_case import for_its_sender
from portal.web.shared import acting
from portal.web.shared.apologies_told import ToldLetter, given_told, told_letters
from portal.web.shared.captures import stored_letter
from portal.web.shared.dossiers import letter_number
from portal.web.shared.sentences import _
from portal.web.shared.words import day, weekday

UNKNOWN = 404


@blueprint.get("/follow/<reference>/letters/<int:letter_id>.pdf")
@for_its_sender
def case_letter(followed: FollowedCase, letter_id: int) -> ResponseReturnValue:
    """A letter of apology as it was signed."""
    letter = issued_about_case(acting.session(), followed.case.id, letter_id)
    if letter is None or not letter.signed_key:
        abort(UNKNOWN)
    name = f"thu-xin-loi-{letter_number(letter)}".replace("/", "-")
    return stored_letter(letter.signed_key, name=f"{name}.pdf")


def letters_of(followed: FollowedCase) -> list[dict[str, Any]]:
    """The letters that were issued, the latest first; the history tells all that the page shows of them."""
    issued = (each for each in told_letters(followed.events) if each.status is LetterStatus.ISSUED)
    return [_view(followed, each) for each in issued]


def _view(followed: FollowedCase, letter: ToldLetter) -> dict[str, Any]:
    href = url_for("public.case_letter", reference=followed.case.reference, letter_id=letter.letter_id)
    return {
        "title": _("Thư xin lỗi số %(number)s ngày %(day)s", number=letter.number, day=day(letter.at)),
        "reason": letter.facts.get("reason", ""),
        "until": weekday(letter.until),
        # A letter signed with ink went out on paper alone.
        "href": href if letter.facts.get("signed") else "",
    }


def promise_of(followed: FollowedCase) -> str:
    """The day for which an answer was promised that has not come yet."""
    clock = followed.clock
    if clock is None:
        return ""
    given = given_told(clock, followed.events, followed.answers)
    facts = late_facts(acting.settings(), followed.case, clock, given=given, now=acting.now())
    return weekday(standing_promise(facts))
