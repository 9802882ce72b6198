"""Today's promise: by when something sent now is answered, by the calendar and policy in force."""

from dataclasses import dataclass

from portal.domain.clock import ClockFacts
from portal.domain.kinds import Channel, Kind, Urgency
from portal.domain.policies import Leg, Subject, policy_for
from portal.domain.time import local_day
from portal.domain.wording import term_words
from portal.web.shared.acting import language, now, settings
from portal.web.shared.office import receiving_unit
from portal.web.shared.words import weekday


@dataclass(frozen=True, slots=True)
class Promise:
    """The term, such as "3 ngày làm việc", and the day that ends it."""

    term_words: str
    due_words: str
    provisional: bool


def promise() -> Promise | None:
    """What we promise to whoever sends feedback at this moment; None while nothing is set up."""
    unit = receiving_unit()
    policy = policy_for(Leg.ANSWER, _subject(unit.id), settings().clock_policies) if unit else None
    if unit is None or policy is None:
        return None
    today = local_day(now())
    deem = settings().unit_policy(unit.id, today).deem_after_hours
    facts = ClockFacts(received_at=now(), term=policy.term, deem_after_hours=deem)
    deadline = settings().reckoning(unit.id, today).deadline(facts)
    term = term_words(policy.term.amount, policy.term.unit, language())
    return Promise(term, weekday(deadline.due_on), deadline.provisional)


def _subject(unit_id: int) -> Subject:
    return Subject(
        kind=Kind.FEEDBACK,
        channel=Channel.WEB_FORM,
        urgency=Urgency.NORMAL,
        category_ids=(),
        unit_ids=settings().unit_chain(unit_id),
        received_on=local_day(now()),
    )
