"""A due date unfolded for the page: a line a day, counted or not, and why."""

from dataclasses import dataclass

from portal.domain.explanation import Explanation
from portal.domain.wording import day_words, line_reason, term_words
from portal.web.shared.acting import language
from portal.web.shared.sentences import _


@dataclass(frozen=True, slots=True)
class DayView:
    """One day as the page shows it."""

    on_words: str
    counted: bool
    number: int | None
    words: str


@dataclass(frozen=True, slots=True)
class ExplanationView:
    """What unfolds under a due date."""

    summary: str
    lines: tuple[DayView, ...]
    provisional: bool


def explanation_view(explanation: Explanation) -> ExplanationView:
    """The days of an explanation in the reader's language."""
    here, facts = language(), explanation.facts
    lines = tuple(
        DayView(
            day_words(line.on, here), bool(line.number or line.minutes), line.number, line_reason(line, here)
        )
        for line in explanation.lines
    )
    summary = _("Cách tính hạn %(term)s", term=term_words(facts.term.amount, facts.term.unit, here))
    return ExplanationView(summary, lines, explanation.deadline.provisional)
