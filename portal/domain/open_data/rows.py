"""Coarsening the further columns of rows that share a base: nothing dropped, no five of them fewer than five."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from portal.domain.coarsening import Item, coarsened
from portal.domain.open_data.tables import ANY

# The further columns of a row as it is told at each step, the finest first; at the last one all of them are coarse.
Steps = tuple[tuple[str, ...], ...]


def case_steps(category: str, area: Sequence[str], day: str, *, channel: str) -> Steps:
    """Day to month, area to commune, area to any, category to any, channel to any; an area from the commune down."""
    whole, commune = " / ".join(area), area[0] if area else ""
    return (
        (category, whole, day, channel),
        (category, whole, ANY, channel),
        (category, commune, ANY, channel),
        (category, ANY, ANY, channel),
        (ANY, ANY, ANY, channel),
        (ANY, ANY, ANY, ANY),
    )


def day_steps(day: str) -> Steps:
    """Day to month."""
    return ((day,), (ANY,))


def letter_steps(reason: str, procedure: str, day: str) -> Steps:
    """Day to month, then procedure to any, reason to any."""
    return ((reason, procedure, day), (reason, procedure, ANY), (reason, ANY, ANY), (ANY, ANY, ANY))


def told_rows(rows: Iterable[tuple[tuple[str, ...], Steps]]) -> Iterator[tuple[str, ...]]:
    """Rows of one base with their further columns coarsened; sorted, so that their order tells nothing.

    Where the base has fewer than five rows, all of them are told at the last step: what remains is in the figures.
    """
    kept: dict[Steps, list[tuple[str, ...]]] = {}
    for plain, steps in rows:
        kept.setdefault(steps, []).append(plain)
    order = sorted(kept)
    told = coarsened([Item(steps, len(kept[steps])) for steps in order])
    yield from sorted(
        (*plain, *(steps[-1] if step is None else steps[step]))
        for steps, step in zip(order, told, strict=True)
        for plain in kept[steps]
    )


def counted_rows(rows: Counter[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Each row as often as it was counted, in order."""
    for row in sorted(rows):
        for _time in range(rows[row]):
            yield row
