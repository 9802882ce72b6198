"""What came in and where it stands; and what is counted apart from everything else."""

from collections.abc import Callable, Iterator

from portal.domain.bilingual import Bilingual
from portal.domain.figures import CaseCounts
from portal.domain.kinds import Kind
from portal.domain.measures.measure import (
    Counted,
    Measure,
    Measured,
    UnitOfMeasure,
    number_of,
    share_of,
)
from portal.domain.measures.promise import APART, RULE


def _received(pick: Callable[[CaseCounts], int]) -> Callable[[Counted], Measured]:
    return lambda counted: number_of(pick(counted.cases.received))


def _ended(code: str, name: Bilingual, *, pick: Callable[[CaseCounts], int]) -> Measure:
    return Measure(
        f"cases.received_{code}",
        RULE,
        Bilingual(f"Tiếp nhận: {name.vi}", f"Received: {name.en}"),
        Bilingual(
            f"Việc tiếp nhận trong kỳ, đã được trả lời {name.vi}; xem định nghĩa theo việc đến hạn.",
            f"Cases received in the period and answered {name.en}; as defined for cases due.",
        ),
        _received(pick),
        UnitOfMeasure.CASES,
    )


INTAKE = (
    Measure(
        "cases.received",
        RULE,
        Bilingual("Tiếp nhận", "Received"),
        Bilingual(
            "Phản ánh, kiến nghị, câu hỏi được tiếp nhận trong kỳ, tính cho đơn vị đang giữ việc. Đúng hạn, "
            "sau gia hạn, theo thông báo, trễ hạn, đang xử lý và dừng cộng lại bằng số tiếp nhận.",
            "Feedback, petitions and questions received in the period, counted for the unit that holds them. "
            "On time, after extension, by notice, late, in progress and stopped add up to the number "
            "received.",
        ),
        _received(lambda counts: counts.received),
        UnitOfMeasure.CASES,
        exclusions=APART,
        parts=(
            "cases.received_in_time",
            "cases.received_in_time_after_extension",
            "cases.received_kept_by_notice",
            "cases.received_late",
            "cases.open",
            "cases.stopped",
        ),
    ),
    _ended("in_time", Bilingual("đúng hạn", "on time"), pick=lambda counts: counts.in_time),
    _ended(
        "in_time_after_extension",
        Bilingual("đúng hạn sau gia hạn", "on time after extension"),
        pick=lambda counts: counts.in_time_after_extension,
    ),
    _ended(
        "kept_by_notice",
        Bilingual("đúng hạn theo thông báo", "on time by notice"),
        pick=lambda counts: counts.kept_by_notice,
    ),
    _ended("late", Bilingual("trễ hạn", "late"), pick=lambda counts: counts.late),
    Measure(
        "cases.open",
        RULE,
        Bilingual("Đang xử lý", "In progress"),
        Bilingual(
            "Việc chưa có câu trả lời thỏa mãn thời hạn, gồm cả việc đã quá hạn.",
            "Cases without an answer that meets the time limit, including overdue ones.",
        ),
        _received(lambda counts: counts.open),
        UnitOfMeasure.CASES,
    ),
    Measure(
        "cases.stopped",
        RULE,
        Bilingual("Dừng, không có câu trả lời", "Stopped, no answer"),
        Bilingual(
            "Việc không tiếp nhận, đã chuyển cơ quan khác, người gửi rút, hoặc gộp.",
            "Cases not accepted, handed over to another agency, withdrawn by the sender, or merged.",
        ),
        _received(lambda counts: counts.stopped),
        UnitOfMeasure.CASES,
    ),
    Measure(
        "cases.received_overdue",
        RULE,
        Bilingual("Tiếp nhận: trong đó quá hạn", "Received: of them overdue"),
        Bilingual(
            "Việc tiếp nhận trong kỳ, chưa được trả lời mà ngày đến hạn đã qua; nằm trong số đang xử lý.",
            "Cases received in the period, not answered, whose due date has passed; among those in progress.",
        ),
        _received(lambda counts: counts.overdue),
        UnitOfMeasure.CASES,
    ),
    Measure(
        "cases.return_rate",
        RULE,
        Bilingual("Tỷ lệ trả lại", "Return rate"),
        Bilingual(
            "việc tiếp nhận trong kỳ đã bị trả lại đầu mối ít nhất một lần.",
            "cases received in the period and returned to the coordinator at least once.",
        ),
        lambda counted: share_of(counted.cases.return_rate),
        UnitOfMeasure.PERCENT,
        denominator=Bilingual("việc tiếp nhận trong kỳ.", "cases received in the period."),
    ),
)

_NAMES = {
    Kind.SUGGESTION: Bilingual("Góp ý", "Suggestions"),
    Kind.PRAISE: Bilingual("Khen ngợi", "Praise"),
    Kind.INITIATIVE: Bilingual("Sáng kiến", "Initiatives"),
}
_STANDS: tuple[tuple[str, Bilingual, Callable[[CaseCounts], int]], ...] = (
    ("answered", Bilingual("đã trả lời", "answered"), lambda counts: counts.answered),
    ("open", Bilingual("đang xử lý", "in progress"), lambda counts: counts.open),
    ("stopped", Bilingual("dừng, không có câu trả lời", "stopped, no answer"), lambda counts: counts.stopped),
)


def _apart(kind: Kind, pick: Callable[[CaseCounts], int]) -> Callable[[Counted], Measured]:
    return lambda counted: number_of(pick(counted.apart.get(kind, CaseCounts())))


def _of_kind(kind: Kind, name: Bilingual) -> Iterator[Measure]:
    """What came in of a kind that is counted apart, and where it stands."""
    yield Measure(
        f"apart.{kind}",
        RULE,
        name,
        Bilingual(
            "Số tiếp nhận trong kỳ; không tính vào tỷ lệ đúng hạn.",
            "Number received in the period; not counted in the on-time rate.",
        ),
        _apart(kind, lambda counts: counts.received),
        UnitOfMeasure.CASES,
        parts=tuple(f"apart.{kind}_{code}" for code, _words, _pick in _STANDS),
    )
    for code, stands, pick in _STANDS:
        yield Measure(
            f"apart.{kind}_{code}",
            RULE,
            Bilingual(f"{name.vi}: {stands.vi}", f"{name.en}: {stands.en}"),
            Bilingual(
                f"Trong số tiếp nhận trong kỳ: {stands.vi}.",
                f"Of those received in the period: {stands.en}.",
            ),
            _apart(kind, pick),
            UnitOfMeasure.CASES,
        )


APART_MEASURES = (
    *(measure for kind, name in _NAMES.items() for measure in _of_kind(kind, name)),
    Measure(
        "apart.for_reference",
        RULE,
        Bilingual("Thông tin tham khảo", "Information for reference"),
        Bilingual(
            "Việc gửi đến không kèm cách liên hệ, tiếp nhận trong kỳ: được xử lý nhưng không phải trả lời.",
            "Cases sent without contact details and received in the period: they are handled but need no "
            "answer.",
        ),
        lambda counted: number_of(counted.for_reference),
        UnitOfMeasure.CASES,
    ),
)
