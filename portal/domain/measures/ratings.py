"""How satisfied senders were with their answers; silence is silence (rules §6)."""

from portal.domain.bilingual import Bilingual
from portal.domain.figures import FEWEST_BALLOTS
from portal.domain.measures.measure import (
    Measure,
    Notion,
    UnitOfMeasure,
    ballots_of,
)

RULE = "rules §6, §10"
_WITHOUT = Bilingual(
    "người không đánh giá: không tính là hài lòng, cũng không tính là không hài lòng. Dưới 5 phiếu không nêu "
    "tỷ lệ; những phiếu đó được tính ở kỳ dài hơn hoặc ở đơn vị cấp trên.",
    "people who gave no rating: they count neither as satisfied nor as dissatisfied. With fewer than 5 "
    "ballots no rate is given; such ballots count in a longer period or in the unit above.",
)
QUESTION_NAMES = {
    "result": Bilingual("Kết quả giải quyết", "Outcome"),
    "time": Bilingual("Thời gian giải quyết", "Time taken"),
    "attitude": Bilingual("Thái độ phục vụ", "Staff attitude"),
}


def _question(question: str, name: Bilingual) -> Measure:
    return Measure(
        f"ratings.{question}",
        RULE,
        Bilingual(f"Tỷ lệ hài lòng: {name.vi.lower()}", f"Satisfaction rate: {name.en.lower()}"),
        Bilingual(
            "phiếu đánh giá chọn mức hài lòng hoặc rất hài lòng ở câu hỏi này.",
            "ballots that chose satisfied or very satisfied for this question.",
        ),
        lambda counted: ballots_of(counted.cases.satisfaction(question)),
        UnitOfMeasure.PERCENT,
        denominator=Bilingual(
            "phiếu đánh giá hợp lệ của các việc đến hạn trong kỳ.",
            "valid ballots for cases due in the period.",
        ),
        exclusions=_WITHOUT,
        fewest=FEWEST_BALLOTS,
    )


RATINGS = tuple(_question(question, name) for question, name in QUESTION_NAMES.items())

INTERVAL = Notion(
    "ratings.interval",
    RULE,
    Bilingual("Khoảng tin cậy 95%", "95% confidence interval"),
    Bilingual(
        "Khoảng Wilson (z = 1,959964): với số phiếu này, tỷ lệ thật nằm trong khoảng đó với độ tin cậy 95%. "
        "Càng ít phiếu, khoảng càng rộng.",
        "Wilson interval (z = 1.959964): with this number of ballots, the true rate lies in this interval "
        "with 95% confidence. The fewer the ballots, the wider the interval.",
    ),
)
