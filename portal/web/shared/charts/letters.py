"""Late dossiers by when their letter of apology was issued."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from portal.domain.apologies import Timing
from portal.domain.charts.findings import apology_finding
from portal.domain.charts.marks import Ink
from portal.domain.charts.stacked import Part
from portal.domain.dossier_figures import Kept
from portal.web.shared.acting import language
from portal.web.shared.charts.drawn import Drawn
from portal.web.shared.charts.units import UnitParts, parts_chart
from portal.web.shared.sentences import _
from portal.web.shared.words import percent

# In time first; a letter after the return is an apology and no coverage, and counts as never.
TIMINGS = (
    (Timing.BEFORE_DUE, Ink.GOOD),
    (Timing.ON_DUE, Ink.NOTICE),
    (Timing.AFTER_DUE, Ink.OVERDUE),
    (Timing.NEVER, Ink.LATE),
)


@dataclass(frozen=True, slots=True)
class ShownLetters:
    """The late dossiers of units with what was said to them, together and by unit."""

    total: Kept
    units: Sequence[tuple[int, Kept]]
    target: Decimal | None
    period: str


def letters_chart(shown: ShownLetters) -> Drawn | None:
    """Each unit's late dossiers by the timing of the first letter; None where none is late."""
    words = timing_words()
    units = [(each, _counts(kept), percent(kept.coverage)) for each, kept in shown.units if kept.all_late]
    parts = [Part(words[timing], ink) for timing, ink in TIMINGS]
    title = apology_finding(shown.total.coverage, shown.target, language())
    caption = _("Hồ sơ trễ hạn và quá hạn theo lúc có thư xin lỗi, %(period)s.", period=shown.period)
    return parts_chart(UnitParts(title, parts, units, caption))


def timing_words() -> dict[Timing, str]:
    """When the letter came, in short."""
    return {
        Timing.BEFORE_DUE: _("Thư trước ngày hẹn"),
        Timing.ON_DUE: _("Thư đúng ngày hẹn"),
        Timing.AFTER_DUE: _("Thư sau ngày hẹn"),
        Timing.NEVER: _("Không có thư kịp thời"),
    }


def _counts(kept: Kept) -> tuple[int, ...]:
    return tuple(kept.with_letter(timing) for timing, _ink in TIMINGS)
