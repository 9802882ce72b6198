"""How fast, how open and how good the answers were, and how long each unit held the cases."""

from collections.abc import Callable

from portal.domain.bilingual import Bilingual
from portal.domain.measures.measure import (
    Counted,
    Measure,
    Measured,
    UnitOfMeasure,
    number_of,
    share_of,
    tenths_of,
)
from portal.domain.measures.promise import APART, RULE
from portal.domain.unit_figures import days_of

_ANSWERED_DUE = Bilingual("việc đến hạn trong kỳ đã trả lời.", "cases due in the period and answered.")
_WAITS = Bilingual(
    "thời gian chờ người gửi bổ sung.", "time spent waiting for the sender to add information."
)


def _days(hours: Callable[[Counted], float | None]) -> Callable[[Counted], Measured]:
    return lambda counted: tenths_of(days_of(hours(counted), counted.day_minutes))


SPEED = (
    Measure(
        "cases.median_hours",
        RULE,
        Bilingual("Trung vị thời gian trả lời", "Median time to answer"),
        Bilingual(
            "Một nửa số câu trả lời có thời gian không dài hơn giá trị này. Thời gian tính bằng giờ làm việc "
            "từ khi tiếp nhận đến câu trả lời đầu tiên, làm tròn lên 0,1 giờ. Chỉ gồm các việc đến hạn trong "
            "kỳ đã được trả lời.",
            "Half of the answers took no longer than this value. The time is in working hours from receipt "
            "to the first answer, rounded up to 0.1 hour. Only cases due in the period that have been "
            "answered are included.",
        ),
        lambda counted: tenths_of(counted.cases.median_hours),
        UnitOfMeasure.HOURS,
        exclusions=_WAITS,
    ),
    Measure(
        "cases.p90_hours",
        RULE,
        Bilingual("Chín phần mười được trả lời trong", "Nine in ten answered within"),
        Bilingual(
            "Chín phần mười số câu trả lời có thời gian không dài hơn giá trị này, tính như trung vị.",
            "Nine in ten answers took no longer than this value, worked out like the median.",
        ),
        lambda counted: tenths_of(counted.cases.p90_hours),
        UnitOfMeasure.HOURS,
        exclusions=_WAITS,
    ),
    Measure(
        "cases.median_days",
        RULE,
        Bilingual("Trung vị thời gian trả lời, theo ngày làm việc", "Median time to answer, in working days"),
        Bilingual(
            "Trung vị tính bằng giờ chia cho số giờ làm việc một ngày của cơ quan, làm tròn 0,1 ngày.",
            "The median in hours divided by the office’s working hours in a day, rounded to 0.1 day.",
        ),
        _days(lambda counted: counted.cases.median_hours),
        UnitOfMeasure.DAYS,
        exclusions=_WAITS,
    ),
    Measure(
        "cases.p90_days",
        RULE,
        Bilingual("Chín phần mười, theo ngày làm việc", "Nine in ten, in working days"),
        Bilingual(
            "Chín phần mười tính bằng giờ chia cho số giờ làm việc một ngày của cơ quan, làm tròn 0,1 ngày.",
            "Nine in ten in hours divided by the office’s working hours in a day, rounded to 0.1 day.",
        ),
        _days(lambda counted: counted.cases.p90_hours),
        UnitOfMeasure.DAYS,
        exclusions=_WAITS,
    ),
)

_HELD_TIME = Bilingual(
    "Số giờ làm việc việc nằm ở đơn vị, từ khi tiếp nhận (hoặc từ khi được xem xét lại) đến khi trả lời, "
    "cộng mọi lần đơn vị giữ việc",
    "Working hours during which the case lay with the unit, from receipt (or from its reopening) to the "
    "answer, all its stays with the unit together",
)
_HELD_WITHOUT = Bilingual(
    "thời gian chờ người gửi bổ sung, thời gian việc được gộp vào việc khác.",
    "time spent waiting for the sender, time merged into another case.",
)


def _held(code: str, name: Bilingual, counts: Bilingual, *, value: Callable[[Counted], Measured]) -> Measure:
    return Measure(
        f"cases.held_{code}",
        "rules §3, §10",
        name,
        Bilingual(f"{_HELD_TIME.vi}: {counts.vi}", f"{_HELD_TIME.en}: {counts.en}"),
        value,
        UnitOfMeasure.HOURS,
        exclusions=_HELD_WITHOUT,
        public=False,
    )


HELD = (
    Measure(
        "cases.stays",
        "rules §3, §10",
        Bilingual("Số lượt giữ", "Stays"),
        Bilingual(
            "Phản ánh, kiến nghị, câu hỏi được trả lời trong kỳ: mỗi việc tính một lượt cho từng đơn vị đã "
            "giữ việc đó, dù đơn vị nào trả lời. Việc được trả lời lại ở tháng khác tính thêm một lượt ở "
            "tháng đó.",
            "Feedback, petitions and questions answered in the period: each case counts once for every unit "
            "that held it, whichever unit answered. A case answered again in another month counts once more "
            "in that month.",
        ),
        lambda counted: number_of(counted.cases.stays),
        UnitOfMeasure.STAYS,
        exclusions=Bilingual(
            f"việc dừng không có câu trả lời; {APART.vi}",
            f"cases that stopped without an answer; {APART.en}",
        ),
        public=False,
    ),
    _held(
        "median_hours",
        Bilingual("Thời gian giữ, trung vị", "Time held, median"),
        Bilingual(
            "trung vị, mỗi lượt làm tròn lên 0,1 giờ.", "the median, each stay being rounded up to 0.1 hour."
        ),
        value=lambda counted: tenths_of(counted.cases.median_held_hours),
    ),
    _held(
        "p90_hours",
        Bilingual("Thời gian giữ, chín phần mười", "Time held, nine in ten"),
        Bilingual(
            "chín phần mười số lượt không dài hơn giá trị này, mỗi lượt làm tròn lên 0,1 giờ.",
            "nine in ten stays were no longer than this, each being rounded up to 0.1 hour.",
        ),
        value=lambda counted: tenths_of(counted.cases.p90_held_hours),
    ),
    _held(
        "hours",
        Bilingual("Thời gian giữ, tổng", "Time held, in all"),
        Bilingual("tổng cộng từ số phút.", "the total, made of minutes."),
        value=lambda counted: tenths_of(counted.cases.held_hours),
    ),
)

_ANSWERS = Bilingual("câu trả lời của các việc đến hạn trong kỳ.", "answers to cases due in the period.")
_WITHHELD = Bilingual(
    "câu trả lời mà lãnh đạo quyết định không công khai, có lý do.",
    "answers the leader decided not to publish, with a reason.",
)

PUBLICATION = (
    Measure(
        "cases.answered",
        RULE,
        Bilingual("Đã trả lời", "Answered"),
        Bilingual(
            "Việc đến hạn trong kỳ đã có câu trả lời, kể cả trễ hạn.",
            "Cases due in the period with an answer, late or not.",
        ),
        lambda counted: number_of(counted.cases.due.answered),
        UnitOfMeasure.CASES,
        parts=("cases.in_time", "cases.in_time_after_extension", "cases.kept_by_notice", "cases.late"),
    ),
    Measure(
        "cases.publication_rate",
        "rules §5, §10",
        Bilingual("Tỷ lệ công khai", "Publication rate"),
        Bilingual(
            "câu trả lời đã được công khai, kể cả bản sau đó được gỡ với lý do.",
            "answers published, including versions later withdrawn with a reason.",
        ),
        lambda counted: share_of(counted.cases.publication_rate),
        UnitOfMeasure.PERCENT,
        denominator=_ANSWERS,
        exclusions=_WITHHELD,
    ),
    Measure(
        "cases.published_in_time_rate",
        "rules §5, §10",
        Bilingual("Tỷ lệ công khai trong hạn", "Rate published in time"),
        Bilingual(
            "câu trả lời được công khai trước khi hết hạn trả lời.",
            "answers published before the answer was due.",
        ),
        lambda counted: share_of(counted.cases.published_in_time_rate),
        UnitOfMeasure.PERCENT,
        denominator=_ANSWERS,
        exclusions=_WITHHELD,
    ),
    Measure(
        "cases.not_published_with_reason",
        "rules §5, §10",
        Bilingual("Không công khai, có lý do", "Not published, with a reason"),
        Bilingual(
            "Câu trả lời mà lãnh đạo quyết định không công khai và ghi rõ lý do.",
            "Answers that the leader decided not to publish, with the reason recorded.",
        ),
        lambda counted: number_of(counted.cases.due.not_published_with_reason),
        UnitOfMeasure.CASES,
    ),
    Measure(
        "cases.reopen_rate",
        "rules §6, §10",
        Bilingual("Tỷ lệ xem xét lại", "Reopening rate"),
        Bilingual(
            "việc đã trả lời được xem xét lại ít nhất một lần.", "answered cases reopened at least once."
        ),
        lambda counted: share_of(counted.cases.reopen_rate),
        UnitOfMeasure.PERCENT,
        denominator=_ANSWERED_DUE,
    ),
    Measure(
        "cases.resolved_rate",
        "rules §2, §10",
        Bilingual("Tỷ lệ đã giải quyết, có minh chứng", "Share resolved, with evidence"),
        Bilingual(
            "việc đã trả lời mà đơn vị ghi nhận đã giải quyết xong trên thực tế, kèm ảnh hoặc văn bản. Trả "
            "lời chưa phải là giải quyết xong.",
            "answered cases that the unit has on record as settled in fact, with a photo or document. An "
            "answer is not yet a resolution.",
        ),
        lambda counted: share_of(counted.cases.resolved_rate),
        UnitOfMeasure.PERCENT,
        denominator=_ANSWERED_DUE,
    ),
)
