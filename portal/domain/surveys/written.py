"""A questionnaire written down as plain data, as it is stored and as it goes from office to office."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar, cast

from portal.domain.bilingual import Bilingual
from portal.domain.surveys.questionnaire import (
    Choice,
    Condition,
    Item,
    ItemKind,
    Point,
    Purpose,
    Questionnaire,
    Scale,
    Section,
)

E = TypeVar("E", ItemKind, Purpose)

FORMAT = "questionnaire/1"
Data = dict[str, Any]


class NotAQuestionnaire(ValueError):
    """What was read is none; `place` says where, as in "sections[0].items[2].kind"."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


def written(questionnaire: Questionnaire) -> Data:
    """The questionnaire as plain data; `read` makes the same of it again."""
    return {
        "format": FORMAT,
        "code": questionnaire.code,
        "purpose": questionnaire.purpose.value,
        "basis": questionnaire.basis,
        "title": _text(questionnaire.title),
        "introduction": _text(questionnaire.introduction),
        "thanks": _text(questionnaire.thanks),
        "scales": [_scale(scale) for scale in questionnaire.scales],
        "sections": [_section(section) for section in questionnaire.sections],
    }


def read(data: object) -> Questionnaire:
    """The questionnaire that plain data tells of; unknown words are left aside. Raises NotAQuestionnaire."""
    reader = _Reader(data, "")
    if reader.word("format") != FORMAT:
        raise NotAQuestionnaire("format")
    return Questionnaire(
        code=reader.word("code"),
        purpose=reader.one_of("purpose", Purpose),
        basis=reader.word("basis", ""),
        title=reader.text("title"),
        introduction=reader.text("introduction", Bilingual("")),
        thanks=reader.text("thanks", Bilingual("")),
        scales=tuple(_read_scale(each) for each in reader.each("scales")),
        sections=tuple(_read_section(each) for each in reader.each("sections")),
    )


def _text(text: Bilingual) -> Data:
    return {"vi": text.vi, "en": text.en}


def _scale(scale: Scale) -> Data:
    points = [{"value": point.value, "label": _text(point.label)} for point in scale.points]
    return {
        "code": scale.code,
        "points": points,
        "satisfied_from": scale.satisfied_from,
        "low_to": scale.low_to,
    }


def _section(section: Section) -> Data:
    return {
        "code": section.code,
        "title": _text(section.title),
        "is_factor": section.is_factor,
        "items": [_item(item) for item in section.items],
    }


def _item(item: Item) -> Data:
    data: Data = {
        "code": item.code,
        "kind": item.kind.value,
        "text": _text(item.text),
        "required": item.required,
    }
    if item.hint is not None:
        data["hint"] = _text(item.hint)
    if item.scale:
        data["scale"] = item.scale
    if item.choices:
        data["choices"] = [{"code": each.code, "label": _text(each.label)} for each in item.choices]
    if item.when is not None:
        data["when"] = {"item": item.when.item, "answers": sorted(item.when.answers)}
    return data


class _Reader:
    """Takes typed values out of an object and says where something else stands."""

    def __init__(self, data: object, place: str) -> None:
        if not isinstance(data, Mapping):
            raise NotAQuestionnaire(place)
        self._data, self._place = cast(Mapping[str, object], data), place

    def word(self, name: str, default: str | None = None) -> str:
        value = self._data.get(name, default)
        if not isinstance(value, str):
            raise NotAQuestionnaire(self._at(name))
        return value

    def number(self, name: str) -> int:
        value = self._data.get(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise NotAQuestionnaire(self._at(name))
        return value

    def truth(self, name: str) -> bool:
        value = self._data.get(name, False)
        if not isinstance(value, bool):
            raise NotAQuestionnaire(self._at(name))
        return value

    def one_of(self, name: str, kind: type[E]) -> E:
        try:
            return kind(self.word(name))
        except ValueError as error:
            raise NotAQuestionnaire(self._at(name)) from error

    def has(self, name: str) -> bool:
        return self._data.get(name) is not None

    def text(self, name: str, default: Bilingual | None = None) -> Bilingual:
        if default is not None and not self.has(name):
            return default
        inner = self.inner(name)
        return Bilingual(inner.word("vi"), inner.word("en", ""))

    def inner(self, name: str) -> "_Reader":
        return _Reader(self._data.get(name), self._at(name))

    def each(self, name: str) -> list["_Reader"]:
        rows = self._data.get(name, [])
        if not isinstance(rows, Sequence) or isinstance(rows, str):
            raise NotAQuestionnaire(self._at(name))
        return [_Reader(row, f"{self._at(name)}[{number}]") for number, row in enumerate(rows)]

    def words(self, name: str) -> frozenset[str]:
        rows = self._data.get(name)
        if not isinstance(rows, list) or not all(isinstance(row, str) for row in rows):
            raise NotAQuestionnaire(self._at(name))
        return frozenset(cast(list[str], rows))

    def _at(self, name: str) -> str:
        return f"{self._place}.{name}" if self._place else name


def _read_scale(reader: _Reader) -> Scale:
    points = tuple(Point(each.number("value"), each.text("label")) for each in reader.each("points"))
    return Scale(reader.word("code"), points, reader.number("satisfied_from"), reader.number("low_to"))


def _read_section(reader: _Reader) -> Section:
    items = tuple(_read_item(each) for each in reader.each("items"))
    return Section(reader.word("code"), reader.text("title"), items, reader.truth("is_factor"))


def _read_item(reader: _Reader) -> Item:
    return Item(
        code=reader.word("code"),
        kind=reader.one_of("kind", ItemKind),
        text=reader.text("text"),
        required=reader.truth("required"),
        hint=reader.text("hint") if reader.has("hint") else None,
        scale=reader.word("scale", ""),
        choices=tuple(Choice(each.word("code"), each.text("label")) for each in reader.each("choices")),
        when=_read_condition(reader.inner("when")) if reader.has("when") else None,
    )


def _read_condition(reader: _Reader) -> Condition:
    return Condition(reader.word("item"), reader.words("answers"))
