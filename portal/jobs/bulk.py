"""Goes on with steps over many cases, a portion at a time, as the person who wants them."""

from portal.domain.bulk import MOST_CHOSEN, PORTION
from portal.jobs.running import each_alone, now, session, system_act
from portal.queries.bulk_steps import steps_to_advance
from portal.services.bulk_steps import go_on, put_off
from portal.services.forget_bulk import forget_old

# One step of the greatest size; others wait no longer than that.
MOST_PORTIONS = MOST_CHOSEN // PORTION


def advance_bulk_steps() -> int:
    """See to a portion of every step that waits, again and again while any does; returns how many portions."""
    done = 0
    for _ in range(MOST_PORTIONS):
        here = each_alone(steps_to_advance(session(), now()), go_on, on_error=put_off)
        if not here:
            break
        done += here
    forget_old(system_act())
    session().commit()
    return done
