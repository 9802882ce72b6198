"""Bars of satisfied and low answers side by side."""

from collections.abc import Sequence

from portal.domain.surveys.results import Pooled
from portal.web.shared.figures.pieces import BarRow, Bars
from portal.web.shared.sentences import _


def satisfied_bars(title: str, rows: Sequence[BarRow]) -> Bars | None:
    """A bar for each row; none without any."""
    parts = [
        {"label": _("Hài lòng"), "tone": "in_time"},
        {"label": _("Từ bình thường trở xuống"), "tone": "late"},
    ]
    text = "; ".join(f"{row.label} {row.total_words}" for row in rows)
    return Bars(title, text, parts, rows) if rows else None


def satisfied_shares(pooled: Pooled) -> list[float]:
    """The satisfied and the low answers in percent of all."""
    return [height(pooled.satisfied, pooled), height(pooled.low, pooled)]


def height(part: int, pooled: Pooled) -> float:
    """A part in percent of all answers."""
    return part * 100 / pooled.answers if pooled.answers else 0.0
