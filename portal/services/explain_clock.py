"""The explanation of a clock that runs or ran: the days from its start to its due date."""

from portal.domain.explanation import Explanation, explain
from portal.models.clock import CaseClock
from portal.queries.clocks import facts_of, reckoning_for
from portal.queries.settings import Settings


def explain_clock(settings: Settings, clock: CaseClock) -> Explanation:
    """Each day of a leg, counted or not, under the calendar in force now."""
    return explain(facts_of(clock), reckoning_for(settings, clock))
