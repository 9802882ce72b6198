"""The items of a questionnaire as people count them, and after which answers they are asked."""

from portal.domain.surveys.entry import picks_of
from portal.domain.surveys.questionnaire import Item, ItemKind, Questionnaire
from portal.web.shared.sentences import _


def numbers_of(questionnaire: Questionnaire) -> dict[str, int]:
    """The number of each item as people count them."""
    return {item.code: number for number, item in enumerate(questionnaire.items, 1)}


def after_words(questionnaire: Questionnaire, item: Item, language: str) -> str:
    """After which answer an item is asked; empty where it always is."""
    if item.when is None:
        return ""
    before = questionnaire.by_code.get(item.when.item)
    if before is None or not _has_picks(questionnaire, before):
        return _("Chỉ khi: chưa rõ")  # a draft may point at nothing
    picks = picks_of(questionnaire, before, language)
    labels = (pick.label.said(language) for pick in picks if pick.value in item.when.answers)
    number = numbers_of(questionnaire)[before.code]
    return _("Chỉ khi câu %(number)s là: %(answers)s", number=number, answers=", ".join(labels))


def _has_picks(questionnaire: Questionnaire, item: Item) -> bool:
    return item.kind is not ItemKind.SCALE or item.scale in {scale.code for scale in questionnaire.scales}
