"""Giving an opinion: by the unit that was asked, or by a party outside with the link it was sent (rules §3)."""

from portal.domain.events import EventKind
from portal.domain.people import SYSTEM
from portal.domain.permissions import Permission, Role
from portal.domain.text import nfc
from portal.models.case import Case
from portal.models.opinion import Opinion
from portal.queries.settings import Person
from portal.services.act import Act
from portal.services.errors import NotPermitted, RuleBroken
from portal.services.messages import tell_staff
from portal.services.transition import record

LONGEST_OPINION = 20_000
LONGEST_NAME = 160


def give_opinion(act: Act, case: Case, opinion: Opinion, *, text: str) -> None:
    """Answer for the unit that was asked. Raises NotPermitted for any other, RuleBroken."""
    if opinion.unit_id is None or not act.actor.may(Permission.GIVE_OPINION, opinion.unit_id):
        raise NotPermitted(Permission.GIVE_OPINION)
    _check(opinion, text)
    opinion.given_by_id = act.actor.account_id
    _keep(act, case, opinion, text=text)


def give_from_outside(act: Act, case: Case, opinion: Opinion, *, text: str, name: str) -> None:
    """Answer for a party outside, whose link the caller has checked. Raises RuleBroken."""
    if opinion.link_expires_at is None or act.now >= opinion.link_expires_at:
        raise RuleBroken("text", "link_expired")
    _check(opinion, text)
    if not name.strip():
        raise RuleBroken("name", "missing")
    opinion.given_as = " ".join(nfc(name).split())[:LONGEST_NAME]
    _keep(act, case, opinion, text=text)


def _check(opinion: Opinion, text: str) -> None:
    if not opinion.is_open:
        raise RuleBroken("text", "not_open")
    if not text.strip():
        raise RuleBroken("text", "missing")
    if len(text) > LONGEST_OPINION:
        raise RuleBroken("text", "too_long")


def _keep(act: Act, case: Case, opinion: Opinion, *, text: str) -> None:
    record(
        act if opinion.unit_id is not None else _outside(act),
        case,
        EventKind.OPINION_GIVEN,
        unit_id=opinion.unit_id,
        outside=opinion.outside_name,
        text=nfc(text).strip(),
    )
    opinion.text, opinion.given_at, opinion.check_after = nfc(text).strip(), act.now, None
    tell_staff(act, case, "staff_opinion_given", to=_who_waits(act, case, opinion))


def _outside(act: Act) -> Act:
    """No account and not the sender: the system keeps what came in by the link."""
    return Act(act.session, SYSTEM, act.now, act.settings)


def _who_waits(act: Act, case: Case, opinion: Opinion) -> list[Person]:
    """The officer of the case and whoever asked; without either, the leaders of the unit."""
    ids = (case.officer_id, opinion.asked_by_id)
    people = [person for each in ids if each and (person := act.settings.people.get(each))]
    return people or act.settings.holders(Role.LEADER, {case.unit_id}, act.today)
