"""Routing: ordered rules, the first match wins, and a sentence that explains it (rules §4)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portal.domain.kinds import Channel, Kind
from portal.domain.text import contains_words
from portal.domain.wording import Language


@dataclass(frozen=True, slots=True)
class Matter:
    """What a rule may look at; the category and area come with everything above them in their trees."""

    kind: Kind
    channel: Channel
    category_ids: tuple[int, ...]
    area_ids: tuple[int, ...]
    text: str


@dataclass(frozen=True, slots=True)
class RoutingRule:
    """One rule; None means "whatever". Words are alternatives, of which one must stand in the text."""

    id: int
    position: int
    unit_id: int
    officer_id: int | None = None
    category_id: int | None = None
    area_id: int | None = None
    kind: Kind | None = None
    channel: Channel | None = None
    words: tuple[str, ...] = ()

    def matches(self, matter: Matter) -> bool:
        """Whether every condition of the rule holds."""
        return (
            (self.category_id is None or self.category_id in matter.category_ids)
            and (self.area_id is None or self.area_id in matter.area_ids)
            and (self.kind is None or self.kind is matter.kind)
            and (self.channel is None or self.channel is matter.channel)
            and (not self.words or self.spoken_word(matter.text) is not None)
        )

    def spoken_word(self, text: str) -> str | None:
        """The first of the rule's words that stands in the text, accents forgiven."""
        return next((word for word in self.words if contains_words(text, word)), None)


@dataclass(frozen=True, slots=True)
class Route:
    """Where a case goes and which rule said so."""

    rule: RoutingRule
    word: str | None

    @property
    def unit_id(self) -> int:
        """The unit the case goes to."""
        return self.rule.unit_id


def route(matter: Matter, rules: Iterable[RoutingRule]) -> Route | None:
    """The first rule that matches, in order of position; None sends the case to the coordinator."""
    for rule in sorted(rules, key=lambda each: each.position):
        if rule.matches(matter):
            return Route(rule, rule.spoken_word(matter.text))
    return None


SENTENCES: Mapping[Language, Mapping[str, str]] = {
    "vi": {
        "intro": "Quy tắc {position} chuyển đến {unit}",
        "category": "lĩnh vực “{name}”",
        "area": "địa bàn “{name}”",
        "kind": "loại “{name}”",
        "channel": "kênh “{name}”",
        "word": "có từ “{name}”",
        "always": "áp dụng cho mọi phản ánh",
    },
    "en": {
        "intro": "Rule {position} sends it to {unit}",
        "category": "category “{name}”",
        "area": "area “{name}”",
        "kind": "kind “{name}”",
        "channel": "channel “{name}”",
        "word": "the word “{name}”",
        "always": "applies to everything",
    },
}


def route_sentence(
    found: Route, unit: str, conditions: Mapping[str, str], *, language: Language = "vi"
) -> str:
    """The sentence kept with the case: which rule, where to, and what matched.

    `conditions` gives the names, in the reader's language, of what the rule asks for, by
    "category", "area", "kind" or "channel".
    """
    words = SENTENCES[language]
    reasons = [words[key].format(name=name) for key, name in conditions.items()]
    if found.word:
        reasons.append(words["word"].format(name=found.word))
    intro = words["intro"].format(position=found.rule.position, unit=unit)
    return f"{intro}: {', '.join(reasons) or words['always']}."
