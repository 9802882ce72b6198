"""A questionnaire as a page shows it: what is asked, what was given so far, and what is wrong with it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from portal.domain.surveys.answers import LONGEST_WORDS, Given, Wrong, read_answers
from portal.domain.surveys.questionnaire import Item, ItemKind, Questionnaire, Scale
from portal.domain.surveys.steps import followed_up
from portal.domain.wording import Language
from portal.web.shared.sentences import _

# The five faces, by the number of steps of a scale, lowest first; longer scales are asked in words alone.
FACES: Mapping[int, tuple[int, ...]] = {2: (1, 5), 3: (1, 3, 5), 4: (1, 2, 4, 5), 5: (1, 2, 3, 4, 5)}
Raw = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose, with the face that goes with it; 0 without one."""

    value: str
    label: str
    face: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class AskedItem:
    """One thing asked. A hidden one stands behind a branch that has not been taken."""

    item: Item
    text: str
    hint: str
    options: tuple[Option, ...]
    value: str
    error: str
    is_hidden: bool

    @property
    def name(self) -> str:
        """The name of its field."""
        return field_of(self.item.code)

    @property
    def kind(self) -> str:
        """How it is answered."""
        return self.item.kind.value

    @property
    def depends_on(self) -> str:
        """The field that decides whether it is asked."""
        return field_of(self.item.when.item) if self.item.when else ""

    @property
    def depends_on_values(self) -> str:
        """What that field has to say."""
        return " ".join(sorted(self.item.when.answers)) if self.item.when else ""

    @property
    def anchor(self) -> str:
        """Where a link to its error leads: to the first thing that can be chosen."""
        return f"{self.name}-0" if self.options else self.name


@dataclass(frozen=True, slots=True)
class AskedSection:
    """Items under a heading."""

    title: str
    items: tuple[AskedItem, ...]

    @property
    def is_hidden(self) -> bool:
        """Whether nothing of it is asked."""
        return all(each.is_hidden for each in self.items)


@dataclass(frozen=True)
class Sheet:
    """A questionnaire being filled in."""

    questionnaire: Questionnaire
    raw: Raw = field(default_factory=dict)
    # Items behind a branch that the reader has been shown.
    seen: Collection[str] = ()
    is_checked: bool = False

    @property
    def given(self) -> Given:
        """What was answered, read against the questionnaire."""
        return read_answers(self.questionnaire, self.raw)

    @property
    def followed_up(self) -> list[Item]:
        """What the answers lead to and nobody has seen yet."""
        return followed_up(self.questionnaire, self.given.answers, seen=self.seen)

    @property
    def wrong(self) -> dict[str, Wrong]:
        """What is wrong among the things that were seen."""
        unseen = {item.code for item in self.followed_up}
        return {code: why for code, why in self.given.wrong.items() if code not in unseen}

    @property
    def seen_now(self) -> list[str]:
        """The items behind a branch that the page shows when it shows this."""
        given = self.given
        answered = {*given.answers, *given.wrong, *(item.code for item in self.followed_up), *self.seen}
        return [item.code for item in self.questionnaire.items if item.when and item.code in answered]

    def sections(self, language: Language) -> list[AskedSection]:
        """What the page shows, in a language."""
        shown, wrong = set(self.seen_now), self.wrong if self.is_checked else {}
        return [
            AskedSection(
                section.title.said(language),
                tuple(
                    self._asked(item, language, shown=shown, wrong=wrong.get(item.code))
                    for item in section.items
                ),
            )
            for section in self.questionnaire.sections
        ]

    def _asked(self, item: Item, language: Language, *, shown: set[str], wrong: Wrong | None) -> AskedItem:
        text, chosen = item.text.said(language), self.raw.get(item.code, ())
        return AskedItem(
            item=item,
            text=text,
            hint=item.hint.said(language) if item.hint else "",
            options=tuple(options_of(self.questionnaire, item, language, chosen=chosen)),
            value=chosen[0] if chosen and item.kind is ItemKind.WORDS else "",
            error=wrong_words(item, wrong, text) if wrong else "",
            is_hidden=item.when is not None and item.code not in shown,
        )


def field_of(code: str) -> str:
    """The name of an item's field."""
    return f"item-{code}"


def options_of(
    questionnaire: Questionnaire, item: Item, language: Language, *, chosen: Collection[str] = ()
) -> Iterator[Option]:
    """What can be chosen; nothing where words are asked for."""
    if item.kind is ItemKind.SCALE:
        scale = questionnaire.scale_of(item)
        for point, face in zip(scale.points, faces_of(scale), strict=True):
            value = str(point.value)
            yield Option(value, point.label.said(language), face, value in chosen)
    for choice in item.choices:
        yield Option(choice.code, choice.label.said(language), 0, choice.code in chosen)


def faces_of(scale: Scale) -> tuple[int, ...]:
    """The face of each step, the lowest first; zeros where there are more steps than faces."""
    return FACES.get(len(scale.points), (0,) * len(scale.points))


def wrong_words(item: Item, wrong: Wrong, text: str) -> str:
    """What is wrong with an answer, naming the question: in the list above the form it stands alone."""
    if wrong is Wrong.TOO_LONG:
        return _(
            "Ý kiến “%(question)s” dài quá. Xin rút gọn còn tối đa %(n)s ký tự.",
            question=text,
            n=LONGEST_WORDS,
        )
    if item.kind is ItemKind.SCALE:
        return _("Xin chọn một mức cho câu “%(question)s”.", question=text)
    if item.kind is ItemKind.WORDS:
        return _("Xin trả lời câu “%(question)s”.", question=text)
    return _("Xin chọn câu trả lời cho câu “%(question)s”.", question=text)
