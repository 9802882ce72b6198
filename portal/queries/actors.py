"""Who acts: an account with the appointments it holds today, its own and those it stands in for."""

from collections.abc import Iterator
from datetime import date

from portal.domain.people import Actor, Appointment
from portal.domain.permissions import REACHES_DOWN
from portal.queries.settings import Post, Settings


def actor_for(settings: Settings, account_id: int, today: date) -> Actor:
    """The actor an account is today; without appointments it may do nothing."""
    person = settings.people[account_id]
    own = [
        Appointment(post.role, post.unit_id, _reach(settings, post, today))
        for post in _posts(settings, account_id, today)
    ]
    deputised = [
        Appointment(post.role, post.unit_id, _reach(settings, post, today), absence.account_id)
        for absence in settings.absences
        if absence.deputy_id == account_id and absence.covers(today)
        for post in _posts(settings, absence.account_id, today)
    ]
    return Actor(account_id, person.name, (*own, *deputised), language=person.language)


def _posts(settings: Settings, account_id: int, today: date) -> Iterator[Post]:
    return (post for post in settings.posts if post.account_id == account_id and post.in_force(today))


def _reach(settings: Settings, post: Post, today: date) -> frozenset[int]:
    """The unit, those below it for some roles, and those that ended and for which these now answer.

    So whoever succeeds a unit goes on with all of it: what it received, what it answered, who is to be called.
    """
    units = settings.units_below(post.unit_id) if post.role in REACHES_DOWN else frozenset({post.unit_id})
    return settings.tree.with_predecessors(units, today)
