"""How satisfied people are in surveys of the office's own; never called SIPAS (rules §9, §10, law §5.3).

What is asked differs from survey to survey, so the measures of one are made from its questionnaire.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from portal.domain.bilingual import Bilingual
from portal.domain.figures import FEWEST_BALLOTS, Share
from portal.domain.measures.measure import (
    AnswerLevel,
    Counted,
    Measure,
    Measured,
    Notion,
    SurveyRecipe,
    UnitOfMeasure,
    number_of,
    share_of,
)
from portal.domain.surveys.counted import Survey
from portal.domain.surveys.questionnaire import Item, Questionnaire
from portal.domain.surveys.results import Counts, Pooled, pooled_result
from portal.domain.unit_figures import FEWEST_RANKED

RULE = "rules §9, §10"
_WITHOUT = Bilingual(
    f"phiếu nghi vấn; câu hỏi bỏ trống; dưới {FEWEST_BALLOTS} phiếu thì không nêu. Phiếu tự nguyện và phiếu của "
    "mẫu ngẫu nhiên, phiếu của các phiên bản khác nhau không bao giờ cộng chung.",
    f"doubtful ballots; questions left empty; nothing is shown below {FEWEST_BALLOTS} ballots. Voluntary ballots and "
    "those of a random sample, and ballots of different versions, are never added up.",
)


def _base(
    code: str, name: Bilingual, *, numerator: Bilingual, denominator: Bilingual | None = None
) -> Notion:
    exclusions = _WITHOUT if denominator else None
    return Notion(f"surveys.{code}", RULE, name, numerator, exclusions, denominator)


BALLOTS = _base(
    "ballots",
    Bilingual("Số phiếu", "Ballots"),
    numerator=Bilingual("số phiếu không nghi vấn.", "ballots that are not doubtful."),
)
OVERALL = _base(
    "all",
    Bilingual("Tỷ lệ hài lòng (khảo sát của đơn vị)", "Satisfaction rate (the unit's own survey)"),
    numerator=Bilingual(
        "số lượt trả lời ở các mức hài lòng của mọi câu hỏi thuộc các nhóm nội dung.",
        "answers at satisfied levels to all questions of the groups.",
    ),
    denominator=Bilingual(
        "mọi lượt trả lời hợp lệ cho các câu hỏi đó.", "all valid answers to those questions."
    ),
)
FACTOR = _base(
    "factor",
    Bilingual("Tỷ lệ hài lòng theo nhóm nội dung", "Share of satisfied answers by group of questions"),
    numerator=Bilingual(
        "số lượt trả lời ở các mức hài lòng của các câu hỏi trong nhóm.",
        "answers at satisfied levels to the questions of the group.",
    ),
    denominator=Bilingual(
        "mọi lượt trả lời hợp lệ cho các câu hỏi của nhóm.",
        "all valid answers to the questions of the group.",
    ),
)
ITEM = _base(
    "item",
    Bilingual("Tỷ lệ hài lòng từng câu hỏi", "Satisfaction with each question"),
    numerator=Bilingual(
        "số phiếu trả lời câu hỏi ở các mức hài lòng (mức 4 và 5 của thang năm mức).",
        "ballots that answer the question at satisfied levels (4 and 5 of five).",
    ),
    denominator=Bilingual(
        "số phiếu có trả lời câu hỏi; khoảng tin cậy Wilson 95% tính trên số này.",
        "ballots that answer the question; the 95% Wilson interval is reckoned from their number.",
    ),
)
LOW = _base(
    "low",
    Bilingual("Tỷ lệ từ mức bình thường trở xuống", "Share of neutral or below"),
    numerator=Bilingual(
        "số lượt trả lời câu hỏi từ mức bình thường trở xuống (mức 1 đến 3 của thang năm mức).",
        "answers to the question neutral or below (levels 1 to 3 of five).",
    ),
    denominator=Bilingual("số lượt trả lời câu hỏi.", "answers to the question."),
)
DOUBTFUL = _base(
    "doubtful",
    Bilingual("Phiếu nghi vấn", "Doubtful ballots"),
    numerator=Bilingual(
        "phiếu trả lời nhanh đến mức không thể đọc kịp, lặp lại nhiều lần từ một máy hoặc với cùng một lời, hoặc do "
        "máy gửi. Phiếu được giữ nguyên, đếm riêng; một phiếu có thể có nhiều lý do.",
        "ballots answered faster than anybody can read, repeated from one device or with the same words, or sent by "
        "a machine. They are kept and counted apart; a ballot may have several reasons.",
    ),
)
UNITS = _base(
    "units",
    Bilingual("Xếp hạng đơn vị theo khảo sát", "Ranking of units by survey"),
    numerator=Bilingual(
        "theo tỷ lệ hài lòng của phiếu thuộc chính đơn vị, không gồm đơn vị trực thuộc; đơn vị có từ "
        f"{FEWEST_RANKED} phiếu trở lên mới được xếp hạng.",
        "by the share of satisfied answers on the unit's own ballots, without the units below it; only units with at "
        f"least {FEWEST_RANKED} ballots have a place.",
    ),
)
REMEDIES = _base(
    "remedies",
    Bilingual("Khắc phục nội dung được đánh giá thấp", "Remedies for what was rated low"),
    numerator=Bilingual(
        "mỗi việc là một nội dung của một đơn vị có lượt đánh giá từ mức bình thường trở xuống; mở trong kỳ theo "
        "ngày mở, xong trong kỳ theo ngày ghi nhận xong. Xong đúng hạn: xong không sau ngày hẹn hoàn thành. Quá "
        "hạn: chưa xong mà đã qua ngày hẹn, tính đến nay.",
        "each is one question of one unit that was rated neutral or below; opened in the period by the day of "
        "opening, done in the period by the day it was marked done. Done in time: done no later than the day named. "
        "Overdue: not done although that day has passed, as of now.",
    ),
)

# As they stand on the pages about surveys.
SURVEY_NOTIONS: Sequence[Notion] = (BALLOTS, OVERALL, FACTOR, ITEM, LOW, UNITS, DOUBTFUL, REMEDIES)


@dataclass(frozen=True)
class Part:
    """What a rate is about: everything, a factor or a question."""

    code: str
    name: Bilingual
    base: Notion
    items: tuple[Item, ...]

    @property
    def is_item(self) -> bool:
        """Whether each ballot answers it once, so that there is an interval."""
        return self.base is ITEM


@dataclass(frozen=True)
class Rates:
    """The two figures of a part: how many are satisfied, and how many neutral or below."""

    part: Part
    satisfied: Measure
    low: Measure


def survey_measures(counted: Counted) -> Iterator[Measure]:
    """The figures of every survey of which something may be told, in the order of their codes."""
    for code in sorted(counted.surveys):
        yield from measures_of(counted.surveys[code].survey)


@lru_cache(maxsize=64)
def measures_of(survey: Survey) -> Sequence[Measure]:
    """The figures of a survey: all together, each factor, each question; always in this order.

    Kept for equal surveys, as `rates_of` is: making them takes a millisecond, and each document has its own surveys.
    """
    rates = (figure for each in rates_of(survey) for figure in (each.satisfied, each.low))
    return (_ballots(survey), *rates)


@lru_cache(maxsize=64)
def rates_of(survey: Survey) -> Sequence[Rates]:
    """The rates of a survey with what each is about, in the order of `measures_of`."""
    return tuple(_rates(survey, part) for part in _parts(survey.questionnaire))


def _parts(asked: Questionnaire) -> Iterator[Part]:
    yield Part("all", OVERALL.name, OVERALL, asked.pooled_items)
    for section in asked.factors:
        if section.rated_items:
            yield Part(f"factor.{section.code}", section.title, FACTOR, section.rated_items)
    for item in asked.rated_items():
        yield Part(f"item.{item.code}", item.text, ITEM, (item,))


def _ballots(survey: Survey) -> Measure:
    return Measure(
        f"surveys.{survey.code}.ballots",
        RULE,
        _named(BALLOTS.name, survey),
        BALLOTS.numerator,
        lambda counted: number_of(_counts(counted, survey).ballots),
        UnitOfMeasure.BALLOTS,
        exclusions=_WITHOUT,
        fewest=FEWEST_BALLOTS,
        recipe=SurveyRecipe(survey.code, AnswerLevel.BALLOTS),
    )


def _rates(survey: Survey, part: Part) -> Rates:
    code, items = f"surveys.{survey.code}.{part.code}", tuple(item.code for item in part.items)

    def pooled(counted: Counted) -> Pooled:
        return pooled_result(survey.questionnaire, _counts(counted, survey), part.items)

    satisfied = Measure(
        f"{code}.satisfied",
        RULE,
        _named(part.name, survey),
        part.base.numerator,
        lambda counted: _satisfied(pooled(counted), with_interval=part.is_item),
        UnitOfMeasure.PERCENT,
        denominator=part.base.denominator,
        exclusions=_WITHOUT,
        fewest=FEWEST_BALLOTS,
        recipe=SurveyRecipe(survey.code, AnswerLevel.SATISFIED, items, part.is_item),
    )
    low = replace(
        satisfied,
        code=f"{code}.low",
        numerator=LOW.numerator,
        denominator=LOW.denominator,
        value=lambda counted: _low(pooled(counted)),
        recipe=SurveyRecipe(survey.code, AnswerLevel.LOW, items),
    )
    return Rates(part, satisfied, low)


def _named(name: Bilingual, survey: Survey) -> Bilingual:
    told = survey.name
    return Bilingual(f"{name.said('vi')} – {told.said('vi')}", f"{name.said('en')} – {told.said('en')}")


def _counts(counted: Counted, survey: Survey) -> Counts:
    found = counted.surveys.get(survey.code)
    return found.counts if found else Counts()


def _satisfied(pooled: Pooled, *, with_interval: bool) -> Measured:
    if pooled.share is None or pooled.interval is None:
        return Measured(suppressed=True)
    if not with_interval:
        return share_of(pooled.share)
    low, high = pooled.interval
    return Measured(pooled.share.part, pooled.share.whole, pooled.share.percent, low, high)


def _low(pooled: Pooled) -> Measured:
    return share_of(Share(pooled.low, pooled.answers)) if pooled.share else Measured(suppressed=True)
