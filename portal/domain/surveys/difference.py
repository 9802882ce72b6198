"""What one version of a questionnaire says otherwise than another, piece by piece."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from portal.domain.surveys.questionnaire import Item, Questionnaire
from portal.domain.surveys.written import Data, written


class Way(Enum):
    """How a piece differs."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that differs: what it is ("item/polite"), and what it says before and after, in Vietnamese."""

    way: Way
    place: str
    before: str
    after: str


def differences(old: Questionnaire, new: Questionnaire) -> list[Piece]:
    """Everything that differs, in the order of the new one, what is gone last.

    A change that shows in no Vietnamese word, such as an English one or a new cut, is told as well.
    """
    pieces = list(_pieces(_parts(old), _parts(new)))
    changed = {piece.place for piece in pieces}
    return pieces + [piece for piece in _moves(old, new) if piece.place not in changed]


def _pieces(old: Mapping[str, Data], new: Mapping[str, Data]) -> Iterator[Piece]:
    for place, data in new.items():
        if place not in old:
            yield Piece(Way.ADDED, place, "", _words(data))
        elif old[place] != data:
            yield Piece(Way.CHANGED, place, _words(old[place]), _words(data))
    for place, data in old.items():
        if place not in new:
            yield Piece(Way.REMOVED, place, _words(data), "")


def _moves(old: Questionnaire, new: Questionnaire) -> Iterator[Piece]:
    """Items that stand elsewhere among those that are in both."""
    both = old.by_code.keys() & new.by_code.keys()
    before = [item.code for item in old.items if item.code in both]
    after = [item.code for item in new.items if item.code in both]
    for code in after:
        was, is_ = before.index(code), after.index(code)
        if was != is_ or _section_of(old, code) != _section_of(new, code):
            item: Item = new.by_code[code]
            yield Piece(Way.MOVED, f"item/{code}", item.text.vi, item.text.vi)


def _section_of(questionnaire: Questionnaire, code: str) -> str:
    return next(
        section.code for section in questionnaire.sections if code in {each.code for each in section.items}
    )


def _parts(questionnaire: Questionnaire) -> dict[str, Data]:
    data = written(questionnaire)
    parts = {"title": data["title"], "introduction": data["introduction"], "thanks": data["thanks"]}
    parts["basis"] = {"vi": data["basis"]}
    parts.update({f"scale/{scale['code']}": scale for scale in data["scales"]})
    for section in data["sections"]:
        head = {name: value for name, value in section.items() if name != "items"}
        parts[f"section/{section['code']}"] = head
        parts.update({f"item/{item['code']}": item for item in section["items"]})
    return parts


def _words(data: Data) -> str:
    """What a piece says in Vietnamese, with its answers."""
    own = data.get("vi") or (data.get("text") or data.get("title") or {}).get("vi", "")
    answers = [*data.get("points", ()), *data.get("choices", ())]
    labels = " / ".join(each["label"]["vi"] for each in answers)
    return f"{own} ({labels})" if own and labels else own or labels
