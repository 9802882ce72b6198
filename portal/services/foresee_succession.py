"""What a reorganisation of units would move, and what somebody has to decide; changes nothing (rules §13)."""

from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import func, select

from portal.domain.successions import Part, Plan, SuccessionKind, successor
from portal.models.bookkeeping import Counter
from portal.models.calendar import CalendarRow
from portal.models.case import Case
from portal.models.opinion import Opinion
from portal.models.routing import RoutingRuleRow
from portal.services.act import Act
from portal.services.foresee_following import Following, following
from portal.services.passing import Item, items_of

SHOWN = 20


@dataclass(frozen=True, slots=True)
class CaseMoves:
    """How many open cases go from one unit to another."""

    from_unit_id: int
    to_unit_id: int
    count: int


@dataclass(frozen=True, slots=True)
class RuleMove:
    """A rule that will lead elsewhere; undecided when it also sends what another successor takes."""

    rule_id: int
    position: int
    from_unit_id: int
    to_unit_id: int
    undecided: bool


@dataclass(frozen=True, slots=True)
class Series:
    """A yearly series of numbers that ends with its unit: the successor counts on in its own."""

    unit_id: int
    series: str
    year: int
    last: int


@dataclass(frozen=True, slots=True)
class Foreseen:
    """Everything that would move, and what does not pass by itself."""

    cases: tuple[CaseMoves, ...]
    references: tuple[str, ...]
    rules: tuple[RuleMove, ...]
    items: tuple[Item, ...]
    # Open questions to these units, which whoever goes on answers.
    opinions: int
    # Absences of people of these units, which go on as they are, with their deputies.
    absences: int
    # Local days of the calendar, by unit: they do not pass, since they would move the successor's due dates.
    local_days: tuple[tuple[int, int], ...]
    series: tuple[Series, ...]
    following: Following

    @property
    def case_count(self) -> int:
        """All open cases that would move."""
        return sum(each.count for each in self.cases)


def foresee(act: Act, plan: Plan) -> Foreseen:
    """What would move if a plan were carried out now."""
    return Foreseen(
        cases=_case_moves(act, plan),
        references=_first_cases(act, plan),
        rules=rule_moves(act, plan),
        items=tuple(items_of(act, plan)),
        opinions=_opinions(act, plan),
        absences=_absences(act, plan),
        local_days=_local_days(act, plan),
        series=_series(act, plan.ended_units),
        following=following(act, plan),
    )


def working_units(plan: Plan) -> tuple[int, ...]:
    """The units whose open cases are looked at: those that end, and those that give part of their work away."""
    return plan.from_units if plan.kind is SuccessionKind.SPLIT else plan.ended_units


def _case_moves(act: Act, plan: Plan) -> tuple[CaseMoves, ...]:
    """Counted by unit, category and area in one statement; who takes them is the domain's to say."""
    columns = (Case.unit_id, Case.category_id, Case.area_id)
    wanted = select(*columns, func.count().label("n")).where(
        Case.is_open, ~Case.sealed, Case.unit_id.in_(working_units(plan))
    )
    counts: dict[tuple[int, int], int] = {}
    for row in act.session.execute(wanted.group_by(*columns)):
        to = heir(act, plan, row)
        if to is not None and to != row.unit_id:
            counts[row.unit_id, to] = counts.get((row.unit_id, to), 0) + row.n
    return tuple(CaseMoves(*units, n) for units, n in sorted(counts.items()))


class About(Protocol):
    """What stands in a unit and is about a category and an area: a case, a rule."""

    unit_id: Any
    category_id: Any
    area_id: Any


def heir(act: Act, plan: Plan, about: About) -> int | None:
    """Who goes on with a case or a rule of a unit that changes."""
    categories = act.settings.category_chain(about.category_id)
    areas = act.settings.area_chain(about.area_id)
    return successor(plan.parts, about.unit_id, category_ids=categories, area_ids=areas)


def _first_cases(act: Act, plan: Plan) -> tuple[str, ...]:
    """The next due of them, to look at; of units that only give work away none are named."""
    wanted = select(Case.reference).where(Case.is_open, ~Case.sealed, Case.unit_id.in_(plan.ended_units))
    return tuple(act.session.scalars(wanted.order_by(Case.due_on, Case.id).limit(SHOWN)))


def rule_moves(act: Act, plan: Plan) -> tuple[RuleMove, ...]:
    """The rules in use that lead to another unit from then on."""
    wanted = select(RoutingRuleRow).where(RoutingRuleRow.unit_id.in_(working_units(plan)))
    moves = []
    for row in act.session.scalars(wanted.order_by(RoutingRuleRow.position, RoutingRuleRow.id)):
        to = heir(act, plan, row)
        others = [part for part in plan.parts if part.from_unit_id == row.unit_id and part.to_unit_id != to]
        undecided = any(_overlaps(act, part, row) for part in others)
        if to is not None and (to != row.unit_id or undecided):
            moves.append(RuleMove(row.id, row.position, row.unit_id, to, undecided))
    return tuple(moves)


def _overlaps(act: Act, part: Part, row: RoutingRuleRow) -> bool:
    """Whether a rule also sends some of what a part takes: its own conditions are wider than the part's."""
    if part.is_default:
        return False
    category = part.category_id is None or row.category_id in (
        None,
        *act.settings.category_chain(part.category_id),
    )
    area = part.area_id is None or row.area_id in (None, *act.settings.area_chain(part.area_id))
    return category and area


def _opinions(act: Act, plan: Plan) -> int:
    wanted = (
        select(func.count())
        .select_from(Opinion)
        .where(
            Opinion.unit_id.in_(plan.ended_units), Opinion.given_at.is_(None), Opinion.cancelled_at.is_(None)
        )
    )
    return act.session.scalar(wanted) or 0


def _absences(act: Act, plan: Plan) -> int:
    people = {post.account_id for post in act.settings.posts if post.unit_id in plan.ended_units}
    lasting = (each for each in act.settings.absences if each.to_on >= plan.takes_effect_on)
    return sum(each.account_id in people for each in lasting)


def _local_days(act: Act, plan: Plan) -> tuple[tuple[int, int], ...]:
    wanted = select(CalendarRow.unit_id, func.count()).where(
        CalendarRow.unit_id.in_(plan.ended_units), CalendarRow.on >= plan.takes_effect_on
    )
    rows = act.session.execute(wanted.group_by(CalendarRow.unit_id))
    return tuple((unit_id or 0, n) for unit_id, n in rows)


def _series(act: Act, unit_ids: tuple[int, ...]) -> tuple[Series, ...]:
    wanted = select(Counter).where(Counter.unit_id.in_(unit_ids), Counter.year == act.today.year)
    rows = act.session.scalars(wanted.order_by(Counter.unit_id, Counter.series))
    return tuple(Series(row.unit_id, row.series, row.year, row.last) for row in rows)
