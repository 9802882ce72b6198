"""Suggestions for the coordinator: the units a waiting case could go to, each with its reasons in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from portal.domain.time import local_day
from portal.ports import Unavailable
from portal.queries.coordination import Case, CaseEvent
from portal.queries.suggestions import Habit, Likeness, Suggestion, resembling, suggestions, usual_units
from portal.services.route_case import explain_route, find_route, matter_of
from portal.web.shared.acting import language, now, ports, session, settings
from portal.web.shared.sentences import _
from portal.web.shared.words import category_name

MOST_SIMILAR = 5
MOST_WORDS = 4


@dataclass(frozen=True, slots=True)
class SuggestedUnit:
    """A unit with what speaks for it; `warning` says that it has just sent the case back."""

    unit_id: int
    reasons: tuple[str, ...]
    warning: str = ""

    @property
    def reason(self) -> str:
        """The reasons as they are kept with the case when the suggestion is taken."""
        return " ".join(self.reasons)


def suggested_units(
    cases: Sequence[Case], returns: Mapping[int, CaseEvent]
) -> dict[int, tuple[SuggestedUnit, ...]]:
    """For each case the units something speaks for, the best first; two statements for all of them."""
    likenesses = {case.id: likenesses_of(case) for case in cases}
    published = resembling(session(), (each for found in likenesses.values() for each in found))
    habits = usual_units(session(), (case.category_id for case in cases if case.category_id))
    return {
        case.id: in_words(
            case,
            suggestions(likenesses[case.id], published, habits.get(case.category_id or 0, ())),
            returned_by=_returned_by(returns.get(case.id)),
        )
        for case in cases
    }


def likenesses_of(case: Case) -> tuple[Likeness, ...]:
    """The published answers that resemble a case; without an index there are none."""
    try:
        hits = ports().index.similar(f"{case.subject}\n{case.body}", limit=MOST_SIMILAR)
    except Unavailable:
        return ()
    best = max((hit.score for hit in hits), default=0.0) or 1.0
    return tuple(Likeness(hit.publication_id, hit.words, hit.score / best) for hit in hits)


def _returned_by(event: CaseEvent | None) -> int | None:
    return event.facts.get("from_unit_id") if event else None


def in_words(
    case: Case, found: Iterable[Suggestion], *, returned_by: int | None
) -> tuple[SuggestedUnit, ...]:
    """The suggestions as people read them; the unit that has just sent the case back stands last."""
    by_unit = {each.unit_id: _reasons(case, each) for each in found}
    today = local_day(now())
    ruled = find_route(settings(), matter_of(settings(), case), on=today)
    if ruled is not None:
        own = by_unit.pop(ruled.unit_id, ())
        by_unit = {ruled.unit_id: (explain_route(settings(), ruled, language()), *own), **by_unit}
    units = [
        SuggestedUnit(unit_id, reasons, _warning(unit_id, returned_by))
        for unit_id, reasons in by_unit.items()
        if settings().units[unit_id].stands(today)
    ]
    return tuple(sorted(units, key=lambda each: bool(each.warning)))


def _warning(unit_id: int, returned_by: int | None) -> str:
    return _("Đơn vị này vừa trả lại.") if unit_id == returned_by else ""


def _reasons(case: Case, suggestion: Suggestion) -> tuple[str, ...]:
    return tuple(filter(None, (_alike(suggestion), _habit(case, suggestion.habit))))


def _alike(suggestion: Suggestion) -> str:
    if not suggestion.titles:
        return ""
    return _(
        "Đã trả lời %(n)s việc giống, như “%(title)s” (cùng có: %(words)s).",
        n=len(suggestion.titles),
        title=suggestion.titles[0],
        words=", ".join(suggestion.words[:MOST_WORDS]) or "–",
    )


def _habit(case: Case, habit: Habit | None) -> str:
    if habit is None:
        return ""
    return _(
        "Đã trả lời %(n)s/%(of)s phản ánh gần đây về %(category)s.",
        n=habit.answered,
        of=habit.of,
        category=category_name(case.category_id),
    )
