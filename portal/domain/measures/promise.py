"""How the promise was kept: by cases that fell due in the period."""

from collections.abc import Callable

from portal.domain.bilingual import Bilingual
from portal.domain.figures import CaseCounts
from portal.domain.measures.measure import (
    Counted,
    Measure,
    Measured,
    Notion,
    UnitOfMeasure,
    number_of,
    share_of,
)
from portal.domain.unit_figures import FEWEST_RANKED

RULE = "rules §10"
APART = Bilingual(
    "góp ý, khen ngợi, sáng kiến và thông tin tham khảo, được tính riêng; việc được niêm phong.",
    "suggestions, praise, initiatives and information for reference, which are counted apart; sealed cases.",
)
CASES_DUE = Bilingual("việc đến hạn.", "cases due.")


def due(pick: Callable[[CaseCounts], int]) -> Callable[[Counted], Measured]:
    """A count of the cases due."""
    return lambda counted: number_of(pick(counted.cases.due))


PROMISE = (
    Measure(
        "cases.due",
        RULE,
        Bilingual("Đến hạn", "Due"),
        Bilingual(
            "Phản ánh, kiến nghị, câu hỏi có hạn trả lời trong kỳ và đã được trả lời, hoặc đã hết hạn mà "
            "chưa được trả lời.",
            "Feedback, petitions and questions whose due date is in the period and that have been answered, "
            "or that are past their due date without an answer.",
        ),
        due(lambda counts: counts.due),
        UnitOfMeasure.CASES,
        exclusions=Bilingual(
            f"việc còn trong hạn, việc dừng không có câu trả lời; {APART.vi}",
            f"cases still within the time limit, cases stopped without an answer; {APART.en}",
        ),
        parts=(
            "cases.in_time",
            "cases.in_time_after_extension",
            "cases.kept_by_notice",
            "cases.late",
            "cases.overdue",
        ),
    ),
    Measure(
        "cases.on_time_rate",
        RULE,
        Bilingual("Tỷ lệ trả lời đúng hạn", "On-time answer rate"),
        Bilingual(
            "việc được trả lời đúng hạn, đúng hạn sau gia hạn hoặc đúng hạn theo thông báo.",
            "cases answered on time, on time after extension or on time by notice.",
        ),
        lambda counted: share_of(counted.cases.on_time_rate),
        UnitOfMeasure.PERCENT,
        denominator=CASES_DUE,
    ),
    Measure(
        "cases.response_rate",
        RULE,
        Bilingual("Tỷ lệ trả lời", "Answer rate"),
        Bilingual("việc đã được trả lời, kể cả trễ hạn.", "cases answered, including late ones."),
        lambda counted: share_of(counted.cases.response_rate),
        UnitOfMeasure.PERCENT,
        denominator=CASES_DUE,
    ),
    Measure(
        "cases.in_time",
        RULE,
        Bilingual("Đúng hạn", "On time"),
        Bilingual(
            "Câu trả lời đầu tiên được gửi trước 24 giờ ngày đến hạn ban đầu. Kết quả này được chốt khi trả "
            "lời, việc xem xét lại sau đó không làm thay đổi.",
            "The first answer was sent by midnight at the end of the original due date. This result is fixed "
            "when the answer is given and does not change if the case is reopened later.",
        ),
        due(lambda counts: counts.in_time),
        UnitOfMeasure.CASES,
    ),
    Measure(
        "cases.in_time_after_extension",
        RULE,
        Bilingual("Đúng hạn sau gia hạn", "On time after extension"),
        Bilingual(
            "Trả lời trong hạn mới mà lãnh đạo đơn vị đã gia hạn trước khi hết hạn ban đầu.",
            "Answered by the new due date, which the unit’s leader extended before the first due date "
            "passed.",
        ),
        due(lambda counts: counts.in_time_after_extension),
        UnitOfMeasure.CASES,
    ),
    Measure(
        "cases.kept_by_notice",
        RULE,
        Bilingual("Đúng hạn theo thông báo", "On time by notice"),
        Bilingual(
            "Trả lời trong hạn thứ hai, sau khi đã thông báo quá trình xử lý cho người gửi trước hạn ban đầu "
            "vì việc cần nhiều cơ quan phối hợp.",
            "Answered by the second due date, after an interim notice was sent to the sender before the "
            "first due date because several agencies had to work together.",
        ),
        due(lambda counts: counts.kept_by_notice),
        UnitOfMeasure.CASES,
    ),
    Measure(
        "cases.late",
        RULE,
        Bilingual("Trễ hạn", "Late"),
        Bilingual("Trả lời sau hạn cuối cùng có hiệu lực.", "Answered after the last due date in force."),
        due(lambda counts: counts.late),
        UnitOfMeasure.CASES,
    ),
    Measure(
        "cases.overdue",
        RULE,
        Bilingual("Quá hạn, chưa trả lời", "Overdue, not answered"),
        Bilingual(
            "Việc chưa được trả lời mà ngày đến hạn đã qua, tính đến thời điểm ghi ở đầu trang.",
            "Cases not answered whose due date has passed, as of the time at the top of the page.",
        ),
        due(lambda counts: counts.overdue),
        UnitOfMeasure.CASES,
    ),
)

RANKING = Notion(
    "cases.ranking",
    RULE,
    Bilingual("Xếp hạng", "Ranking"),
    Bilingual(
        "Xếp theo tỷ lệ trả lời đúng hạn; bằng nhau thì cùng hạng.",
        "Ranked by on-time answer rate; equal rates share a rank.",
    ),
    exclusions=Bilingual(
        f"đơn vị có dưới {FEWEST_RANKED} việc đến hạn trong kỳ.",
        f"units with fewer than {FEWEST_RANKED} cases due in the period.",
    ),
)
