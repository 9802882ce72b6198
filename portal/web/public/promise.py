"""The promise: by when something sent at this moment is answered, by the calendar and policy in force."""

from dataclasses import dataclass

from portal.domain.kinds import Channel, Kind
from portal.domain.wording import term_words
from portal.services.foresee_case import Draft, foresee_case
from portal.web.shared.acting import language, now, settings
from portal.web.shared.office import receiving_unit
from portal.web.shared.words import weekday


@dataclass(frozen=True, slots=True)
class Promise:
    """The term, such as "3 ngày làm việc", and the day that ends it."""

    term_words: str
    due_words: str
    provisional: bool


def promise(kind: Kind = Kind.FEEDBACK, category_id: int | None = None) -> Promise | None:
    """What we promise to whoever sends such a thing now; None while nothing is set up."""
    unit = receiving_unit()
    if unit is None:
        return None
    draft = Draft(kind, Channel.WEB_FORM, unit.id, now(), category_id)
    explanation = foresee_case(settings(), draft).explanation
    if explanation is None:
        return None
    term, deadline = explanation.facts.term, explanation.deadline
    return Promise(
        term_words(term.amount, term.unit, language()), weekday(deadline.due_on), deadline.provisional
    )
