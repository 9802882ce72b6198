"""Absences: who stands in for a holder, named by the holder or by a leader of their units (rules §13, ký thay)."""

from dataclasses import dataclass
from datetime import date

from portal.domain.people import Actor
from portal.domain.permissions import Role
from portal.domain.time import ONE_DAY
from portal.models.appointment import Deputy
from portal.queries.settings import Person, Post, Settings
from portal.services.act import Act
from portal.services.configure import Change, facts_of_row, note_change
from portal.services.errors import NotPermitted, RuleBroken

# What a leader may entrust to a deputy of their people; sealed cases and configuration only the holder may.
ENTRUSTED = frozenset({Role.OPERATOR, Role.COORDINATOR, Role.OFFICER, Role.LEADER})


@dataclass(frozen=True, slots=True)
class Absence:
    """Who is away from day to day, both included, and who stands in."""

    account_id: int
    deputy_id: int
    from_on: date
    to_on: date


def stand_in(act: Act, absence: Absence) -> Deputy:
    """Name a deputy for an absence. Raises NotPermitted, RuleBroken."""
    if not may_name_for(act.settings, act.actor, absence.account_id, today=act.today):
        raise NotPermitted(None)
    _check_deputy(act, absence)
    _check_days(act, absence)
    row = Deputy(
        account_id=absence.account_id,
        deputy_id=absence.deputy_id,
        from_on=absence.from_on,
        to_on=absence.to_on,
    )
    act.session.add(row)
    _note(act, Change.DEPUTY_NAMED, row)
    return row


def _check_deputy(act: Act, absence: Absence) -> None:
    if absence.deputy_id not in {each.id for each in possible_deputies(act, absence.account_id)}:
        raise RuleBroken("deputy_id", "unknown")
    if any(
        each.account_id == absence.deputy_id and _overlap(each.from_on, each.to_on, absence)
        for each in act.settings.absences
    ):
        raise RuleBroken("deputy_id", "away")


def _check_days(act: Act, absence: Absence) -> None:
    if absence.from_on < act.today:
        raise RuleBroken("from_on", "past")
    if absence.to_on < absence.from_on:
        raise RuleBroken("to_on", "before_start")
    if any(
        each.account_id == absence.account_id and _overlap(each.from_on, each.to_on, absence)
        for each in act.settings.absences
    ):
        raise RuleBroken("from_on", "overlaps")


def _overlap(from_on: date, to_on: date, absence: Absence) -> bool:
    return from_on <= absence.to_on and absence.from_on <= to_on


def end_absence(act: Act, row_id: int) -> None:
    """The holder is back today; an absence that has not begun is taken back. Raises NotPermitted, RuleBroken."""
    row = act.session.get(Deputy, row_id)
    if row is None or row.to_on < act.today:
        raise RuleBroken("absence", "over")
    if not may_name_for(act.settings, act.actor, row.account_id, today=act.today):
        raise NotPermitted(None)
    _note(act, Change.DEPUTY_ENDED, row)
    if row.from_on >= act.today:
        act.session.delete(row)
    else:
        row.to_on = act.today - ONE_DAY
    act.session.flush()


def may_name_for(settings: Settings, actor: Actor, account_id: int, *, today: date) -> bool:
    """Whether the actor may name a deputy: for themselves, or as leader for those who work only in their units."""
    posts = _posts(settings, account_id, today)
    if not posts or account_id == actor.account_id:
        return bool(posts)
    led = led_units(actor)
    return all(post.unit_id in led and post.role in ENTRUSTED for post in posts)


def led_units(actor: Actor) -> frozenset[int]:
    """The units whose leader the actor is today, or stands in for."""
    reaches = (each.reach for each in actor.appointments if each.role is Role.LEADER)
    return frozenset().union(*reaches)


def possible_deputies(act: Act, account_id: int) -> list[Person]:
    """Colleagues of the holder's units and of the units above; further up only where these have nobody."""
    found: dict[int, Person] = {}
    for post in _posts(act.settings, account_id, act.today):
        found.update((each.id, each) for each in _near(act, post.unit_id, without=account_id))
    return sorted(found.values(), key=lambda each: each.name)


def _near(act: Act, unit_id: int, *, without: int) -> list[Person]:
    """Those of a unit and the one above it; above them, level by level, until there is somebody."""
    people: list[Person] = []
    for level, above in enumerate(act.settings.unit_chain(unit_id)):
        if level > 1 and people:
            break
        ids = {post.account_id for post in act.settings.posts if _in_unit(post, above, act.today)} - {without}
        people += [act.settings.people[each] for each in ids if act.settings.people[each].active]
    return people


def _in_unit(post: Post, unit_id: int, today: date) -> bool:
    return post.unit_id == unit_id and post.in_force(today)


def led_people(act: Act) -> list[Person]:
    """Those for whom the actor may name a deputy as their leader."""
    settings = act.settings
    active = (each for each in settings.people.values() if each.active and each.id != act.actor.account_id)
    led = [each for each in active if may_name_for(settings, act.actor, each.id, today=act.today)]
    return sorted(led, key=lambda each: each.name)


def left_behind(act: Act, absence: Absence) -> list[Person]:
    """Those for whom the person going away stands in on these days, and who then have nobody."""
    waiting = (
        each.account_id
        for each in act.settings.absences
        if each.deputy_id == absence.account_id and _overlap(each.from_on, each.to_on, absence)
    )
    return [act.settings.people[each] for each in dict.fromkeys(waiting)]


def _posts(settings: Settings, account_id: int, today: date) -> list[Post]:
    return [post for post in settings.posts if post.account_id == account_id and post.in_force(today)]


def _note(act: Act, change: Change, row: Deputy) -> None:
    people = act.settings.people
    posts = _posts(act.settings, row.account_id, act.today)
    facts = {**facts_of_row(row, "from_on", "to_on"), "deputy": people[row.deputy_id].name}
    ended = change is Change.DEPUTY_ENDED
    note_change(
        act,
        change,
        people[row.account_id].name,
        before=facts if ended else None,
        after=None if ended else facts,
        unit_id=posts[0].unit_id if posts else None,
    )
