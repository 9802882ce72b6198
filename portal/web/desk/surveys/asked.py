"""A questionnaire as it is typed in: every item with its number, its keys and what was typed so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.domain.surveys.answers import Wrong
from portal.domain.surveys.entry import BLANK, OPENING, Pick, picks_of
from portal.domain.surveys.questionnaire import Item, ItemKind
from portal.domain.time import local_day
from portal.queries.surveys.entry import Callee
from portal.web.desk.surveys.batch import Batch
from portal.web.shared.acting import now, settings
from portal.web.shared.asked_items import after_words, numbers_of
from portal.web.shared.sentences import _

PREFIX = "a-"


@dataclass(frozen=True, slots=True)
class AskedItem:
    """An item on the screen."""

    number: int
    item: Item
    name: str
    text: str
    hint: str
    picks: tuple[Pick, ...]
    typed: tuple[str, ...]
    error: str
    # Where it is asked only after an answer to another: that item's number, and the answers in words.
    after: str = ""

    @property
    def several(self) -> bool:
        """Whether more than one answer may be chosen."""
        return self.item.kind is ItemKind.SEVERAL

    @property
    def in_words(self) -> bool:
        """Whether it is answered in words."""
        return self.item.kind is ItemKind.WORDS

    @property
    def blank(self) -> str:
        """What stands for an item left blank on paper."""
        return BLANK


@dataclass(frozen=True, slots=True)
class AskedSection:
    """Items that stand together."""

    title: str
    items: tuple[AskedItem, ...]


@dataclass(frozen=True, slots=True)
class Interview:
    """What the interviewer says before the first question and after the last."""

    opening: str
    introduction: str
    closing: str


def asked_sections(
    batch: Batch, raw: Mapping[str, Sequence[str]], wrong: Mapping[str, Wrong]
) -> list[AskedSection]:
    """The questionnaire of a pile in the language it is in."""
    questionnaire, numbers = batch.asked.questionnaire, numbers_of(batch.asked.questionnaire)

    def asked(item: Item) -> AskedItem:
        return AskedItem(
            number=numbers[item.code],
            item=item,
            name=PREFIX + item.code,
            text=item.text.said(batch.language),
            hint=item.hint.said(batch.language) if item.hint else "",
            picks=picks_of(questionnaire, item, batch.language),
            typed=tuple(raw.get(item.code, ())),
            error=_wrong_words(wrong[item.code]) if item.code in wrong else "",
            after=after_words(questionnaire, item, batch.language),
        )

    return [
        AskedSection(section.title.said(batch.language), tuple(asked(item) for item in section.items))
        for section in questionnaire.sections
    ]


def interview_words(batch: Batch, callee: Callee | None = None) -> Interview:
    """What is read aloud around the questions; to somebody drawn, in the name of the unit that it is about."""
    unit_id = batch.place.unit_id
    if callee is not None:
        unit_id = settings().standing_unit(callee.unit_id, local_day(now()))
    unit = settings().units[unit_id]
    questionnaire = batch.asked.questionnaire
    return Interview(
        OPENING.said(batch.language).format(unit=unit.named(batch.language)),
        questionnaire.introduction.said(batch.language),
        questionnaire.thanks.said(batch.language),
    )


def _wrong_words(wrong: Wrong) -> str:
    return {
        Wrong.MISSING: _("Chưa nhập. Phiếu gốc để trống thì chọn “Bỏ trống”."),
        Wrong.UNKNOWN: _("Câu trả lời không có trong phiếu."),
        Wrong.TOO_LONG: _("Nội dung dài quá. Xin rút gọn."),
    }[wrong]
