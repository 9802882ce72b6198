"""Categories and areas as a form offers them, with the words by which people search for them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portal.queries.settings import Settings, Topic


@dataclass(frozen=True, slots=True)
class Offer:
    """One choice; `words` are further words that find it."""

    id: int
    label: str
    words: str = ""


def category_offers(settings: Settings, language: str) -> list[Offer]:
    """The categories in use, in the office's order."""
    return [
        Offer(node.id, node.named(language), node.folded) for node in _active(settings.categories.values())
    ]


def area_offers(settings: Settings) -> list[Offer]:
    """The areas in use: each commune, then what lies in it, named with its commune."""
    offers = []
    for commune in communes(settings):
        offers.append(Offer(commune.id, commune.name))
        within = (node for node in _active(settings.areas.values()) if node.parent_id == commune.id)
        offers.extend(Offer(node.id, f"{node.name}, {commune.name}") for node in within)
    return offers


def communes(settings: Settings) -> list[Topic]:
    """The areas at the top: what is published of a place."""
    return [node for node in _active(settings.areas.values()) if node.parent_id is None]


def with_those_below(nodes: Mapping[int, Topic], top: int) -> frozenset[int]:
    """A node and everything under it."""
    found = {top}
    while more := {node.id for node in nodes.values() if node.parent_id in found} - found:
        found |= more
    return frozenset(found)


def _active(nodes: Iterable[Topic]) -> list[Topic]:
    return [node for node in nodes if node.active]
