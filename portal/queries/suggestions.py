"""Which unit a case could go to when no rule matches, each suggestion with what speaks for it (rules §4)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.models.answer import Publication
from portal.models.case import Case
from portal.queries.case_rows import LISTED
from portal.queries.published import published_by_ids

# Habits are read off the latest cases, so that the question costs the same however many there are.
LATEST_CASES = 20_000
# Below so many answers a unit has no habit yet.
FEWEST_ANSWERS = 2
MOST_SUGGESTED = 3
# A unit that less than half as much speaks for as for the best one only takes up room.
FAINTEST = 0.5


@dataclass(frozen=True, slots=True)
class Likeness:
    """A published answer that resembles a case: how much, beside the one most alike, and by which words."""

    publication_id: int
    words: tuple[str, ...] = ()
    strength: float = 1.0


@dataclass(frozen=True, slots=True)
class Habit:
    """How many of the latest answered cases of a category a unit answered."""

    unit_id: int
    answered: int
    of: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A unit, the answers of its that resemble the case with the words they share, and its habit."""

    unit_id: int
    titles: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    habit: Habit | None = None
    resemblance: float = 0.0

    @property
    def weight(self) -> float:
        """Resemblance counts by answer, habit by share; the heavier stands first."""
        share = self.habit.answered / self.habit.of if self.habit else 0.0
        return self.resemblance + 2 * share


def usual_units(session: Session, category_ids: Iterable[int]) -> dict[int, tuple[Habit, ...]]:
    """The units that answered the latest cases of some categories, the most frequent first."""
    wanted = sorted(set(category_ids))
    if not wanted:
        return {}
    latest = select(func.coalesce(func.max(Case.id), 0) - LATEST_CASES).scalar_subquery()
    rows = session.execute(
        select(Case.category_id, Case.unit_id, func.count())
        .where(Case.id > latest, LISTED, Case.category_id.in_(wanted), Case.answered_at.is_not(None))
        .group_by(Case.category_id, Case.unit_id)
    )
    counted: dict[int | None, dict[int, int]] = {}
    for category_id, unit_id, count in rows:
        counted.setdefault(category_id, {})[unit_id] = count
    return {category_id: _habits(counted.get(category_id, {})) for category_id in wanted}


def _habits(units: Mapping[int, int]) -> tuple[Habit, ...]:
    total = sum(units.values())
    habits = [Habit(unit_id, count, total) for unit_id, count in units.items() if count >= FEWEST_ANSWERS]
    return tuple(sorted(habits, key=lambda habit: (-habit.answered, habit.unit_id)))


def resembling(session: Session, likenesses: Iterable[Likeness]) -> dict[int, Publication]:
    """The published answers behind some likenesses, by their number, in one statement."""
    ids = sorted({each.publication_id for each in likenesses})
    return {row.id: row for row in published_by_ids(session, ids)}


def suggestions(
    likenesses: Sequence[Likeness], published: Mapping[int, Publication], habits: Sequence[Habit]
) -> tuple[Suggestion, ...]:
    """The units that something speaks for, the best first; nothing where nothing speaks."""
    found: dict[int, Suggestion] = {habit.unit_id: Suggestion(habit.unit_id, habit=habit) for habit in habits}
    for likeness in likenesses:
        row = published.get(likeness.publication_id)
        if row is not None:
            found[row.unit_id] = _with(found.get(row.unit_id, Suggestion(row.unit_id)), row, likeness)
    best = sorted(found.values(), key=lambda each: (-each.weight, each.unit_id))
    return tuple(each for each in best[:MOST_SUGGESTED] if each.weight >= FAINTEST * best[0].weight)


def _with(suggestion: Suggestion, row: Publication, likeness: Likeness) -> Suggestion:
    words = dict.fromkeys((*suggestion.words, *likeness.words))
    titles = (*suggestion.titles, row.title)
    resemblance = suggestion.resemblance + likeness.strength
    return replace(suggestion, titles=titles, words=tuple(words), resemblance=resemblance)
