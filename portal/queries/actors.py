"""Who acts: an account with the appointments it holds today, its own and those it stands in for."""

from collections.abc import Iterator
from datetime import date

from portal.domain.people import Actor, Appointment
from portal.domain.permissions import REACHES_DOWN
from portal.queries.settings import Post, Settings


def actor_for(settings: Settings, account_id: int, today: date) -> Actor:
    """The actor an account is today; without appointments it may do nothing."""
    person = settings.people[account_id]
    own = [_appointment(settings, post, None) for post in _posts(settings, account_id, today)]
    deputised = [
        _appointment(settings, post, absence.account_id)
        for absence in settings.absences
        if absence.deputy_id == account_id and absence.covers(today)
        for post in _posts(settings, absence.account_id, today)
    ]
    return Actor(account_id, person.name, (*own, *deputised), language=person.language)


def _posts(settings: Settings, account_id: int, today: date) -> Iterator[Post]:
    return (post for post in settings.posts if post.account_id == account_id and post.in_force(today))


def _appointment(settings: Settings, post: Post, standing_in_for: int | None) -> Appointment:
    reach = settings.units_below(post.unit_id) if post.role in REACHES_DOWN else frozenset({post.unit_id})
    return Appointment(post.role, post.unit_id, reach, standing_in_for)
