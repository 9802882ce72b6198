"""What is typed about an item and about a scale: rows of answers in both languages, without JavaScript."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Self

from flask import request
from wtforms import BooleanField, SelectField, SelectMultipleField
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget

from portal.domain.bilingual import Bilingual
from portal.domain.surveys.checking import LONGEST_TEXT
from portal.domain.surveys.editing import new_code
from portal.domain.surveys.entry import picks_of
from portal.domain.surveys.questionnaire import Choice, Condition, Item, ItemKind, Point, Questionnaire, Scale
from portal.domain.text import nfc
from portal.services.errors import RuleBroken
from portal.web.admin.entry import Amount
from portal.web.admin.surveys.draft_words import both, both_of
from portal.web.shared.acting import language
from portal.web.shared.choices import choice, terms
from portal.web.shared.form import Form, Line, Words
from portal.web.shared.sentences import _, _l

SPARE = 4  # empty rows
NOT_TOO_LONG = Length(max=LONGEST_TEXT, message=_l("Lời dài quá 600 ký tự."))
VALUE = re.compile(r"-?\d{1,9}", re.ASCII)  # what a point of a scale may be worth


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A row of answers as typed: its code or value, the words, and where it stands."""

    key: str
    vi: str
    en: str
    place: str = ""


class ItemForm(Form):
    """An item; which of the parts below are used depends on how it is answered."""

    section = SelectField(_l("Thuộc phần"))
    kind = SelectField(_l("Trả lời bằng"))
    text_vi = Words(_l("Câu hỏi, tiếng Việt"), [NOT_TOO_LONG], render_kw={"rows": 2})
    text_en = Words(_l("Câu hỏi, tiếng Anh"), [NOT_TOO_LONG], render_kw={"rows": 2})
    hint_vi = Words(_l("Gợi ý, tiếng Việt"), [NOT_TOO_LONG], render_kw={"rows": 2})
    hint_en = Words(_l("Gợi ý, tiếng Anh"), [NOT_TOO_LONG], render_kw={"rows": 2})
    required = BooleanField(_l("Bắt buộc trả lời"))
    scale = SelectField(_l("Thang của câu này"), validate_choice=False)
    when_item = SelectField(
        _l("Chỉ hỏi sau câu"), description=_l("Chọn câu rồi bấm Lưu, sẽ hiện các câu trả lời để đánh dấu.")
    )
    when_answers = SelectMultipleField(
        _l("Khi câu đó được trả lời là"),
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def offer(self, questionnaire: Questionnaire, code: str | None) -> Self:
        """Fill in what can be chosen: sections, scales, and the items that stand before this one."""
        self._questionnaire, said = questionnaire, language()
        before = _before(questionnaire, code)
        numbered = ((item.code, f"{number}. {item.text.said(said)}") for number, item in before)
        self.section.choices = [choice(each.code, each.title.said(said)) for each in questionnaire.sections]
        self.kind.choices = terms(ItemKind)
        self.scale.choices = [choice("", _("(không)")), *(choice(each.code) for each in questionnaire.scales)]
        self.when_item.choices = [choice("", _("(luôn hỏi)")), *(choice(*each) for each in numbered)]
        self.when_answers.choices = self._answers(self.when_item.data or "")
        return self

    def item(self, code: str, rows: Sequence[AnswerRow]) -> Item:
        """The item as typed. Raises RuleBroken where no answer of the earlier item is marked."""
        kind, hint = ItemKind(self.kind.data), both(self, "hint")
        chosen = frozenset(self.when_answers.data or ())
        if self.when_item.data and not chosen:
            raise RuleBroken("when_answers", "none_marked")
        with_choices = kind in {ItemKind.CHOICE, ItemKind.SEVERAL}
        return Item(
            code=code,
            kind=kind,
            text=both(self, "text"),
            required=self.required.data,
            hint=hint if hint.vi or hint.en else None,
            scale=self.scale.data if kind is ItemKind.SCALE else "",
            choices=choices_of(rows) if with_choices else (),
            when=Condition(self.when_item.data, chosen) if self.when_item.data else None,
        )

    def _answers(self, code: str) -> list[Any]:
        item = self._questionnaire.by_code.get(code)
        if item is None or (item.kind is ItemKind.SCALE and item.scale not in _scales(self._questionnaire)):
            return []
        picks = picks_of(self._questionnaire, item)
        return [choice(pick.value, pick.label.said(language())) for pick in picks]


class ScaleForm(Form):
    """A scale's cuts; its steps are rows."""

    satisfied_from = Amount(
        _l("Hài lòng từ giá trị"),
        description=_l("Mức này trở lên tính là hài lòng."),
        render_kw={"data-width": "4"},
    )
    low_to = Amount(
        _l("Thấp đến giá trị"),
        description=_l("Mức này trở xuống mở việc cần khắc phục (mức trung bình trở xuống)."),
        render_kw={"data-width": "4"},
    )
    code = Line(_l("Mã của thang"), description=_l("Ví dụ: five_levels; bỏ trống thì tự đặt."))

    def scale(self, code: str, rows: Sequence[AnswerRow]) -> Scale:
        """The scale as typed. Raises RuleBroken for a value that is no number."""
        if any(not VALUE.fullmatch(row.key) for row in rows):
            raise RuleBroken("", "value")
        points = [Point(int(row.key), Bilingual(row.vi, row.en)) for row in rows]
        points.sort(key=lambda point: point.value)
        return Scale(code, tuple(points), self.satisfied_from.data or 0, self.low_to.data or 0)


def typed_item(item: Item, section: str) -> dict[str, Any]:
    """What an item says now."""
    texts = {"text": item.text, "hint": item.hint or Bilingual("")}
    when = {"when_item": item.when.item, "when_answers": sorted(item.when.answers)} if item.when else {}
    own = {"section": section, "kind": item.kind.value, "required": item.required, "scale": item.scale}
    return {**own, **both_of(texts), **when}


def typed_rows() -> list[AnswerRow]:
    """The rows that were sent and hold anything, in the order of their places."""
    columns = [request.form.getlist(f"row-{name}") for name in ("key", "vi", "en", "place")]
    rows = [AnswerRow(*(nfc(each).strip() for each in cells)) for cells in zip(*columns, strict=False)]
    filled = [row for row in rows if row.key or row.vi or row.en]
    # A place that is no number stands where it was.
    order = {
        id(row): float(row.place) if row.place.isdecimal() else at + 1.5 for at, row in enumerate(filled)
    }
    return sorted(filled, key=lambda row: order[id(row)])


def rows_of(answers: Iterable[Choice | Point]) -> list[AnswerRow]:
    """Choices or steps as rows."""
    return [
        AnswerRow(
            each.code if isinstance(each, Choice) else str(each.value),
            each.label.vi,
            each.label.en,
            str(place),
        )
        for place, each in enumerate(answers, 1)
    ]


def with_spare(rows: Sequence[AnswerRow]) -> list[AnswerRow]:
    """Rows with some empty ones below."""
    return [*rows, *[AnswerRow("", "", "")] * SPARE]


def choices_of(rows: Sequence[AnswerRow]) -> tuple[Choice, ...]:
    """Choices of rows; one without a code takes it from its words."""
    found: list[Choice] = []
    for row in rows:
        code = row.key or new_code(row.en or row.vi, [each.code for each in found])
        found.append(Choice(code, Bilingual(row.vi, row.en)))
    return tuple(found)


def _scales(questionnaire: Questionnaire) -> set[str]:
    return {scale.code for scale in questionnaire.scales}


def _before(questionnaire: Questionnaire, code: str | None) -> list[tuple[int, Item]]:
    """The items before one that answers can be told of, with their numbers; for a new one all of them."""
    found: list[tuple[int, Item]] = []
    for number, item in enumerate(questionnaire.items, 1):
        if item.code == code:
            break
        if item.kind is not ItemKind.WORDS:
            found.append((number, item))
    return found
