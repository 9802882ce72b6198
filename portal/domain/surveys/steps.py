"""What is still to be asked while a ballot is filled in."""

from collections.abc import Collection

from portal.domain.surveys.answers import Answers, is_asked
from portal.domain.surveys.questionnaire import Item, Questionnaire


def followed_up(questionnaire: Questionnaire, answers: Answers, *, seen: Collection[str]) -> list[Item]:
    """The items that the answers lead to and that nobody has shown yet: those behind a branch taken just now."""
    return [
        item
        for item in questionnaire.items
        if item.when is not None and item.code not in {*seen, *answers} and is_asked(item, answers)
    ]


def next_item(questionnaire: Questionnaire, answers: Answers, *, passed: Collection[str]) -> Item | None:
    """Where one thing is asked at a time: the first that is neither answered nor passed over; None at the end."""
    left = (item for item in questionnaire.items if item.code not in {*passed, *answers})
    return next((item for item in left if is_asked(item, answers)), None)
