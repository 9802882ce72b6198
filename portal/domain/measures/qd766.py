"""The three rates of the satisfaction group of QĐ 766/QĐ-TTg, as that decision defines them (law §3.4).

They subtract: who says nothing counts as satisfied. So they stand in a group of their own and are never to be
mixed with ballots, where silence is silence.
"""

from portal.domain.bilingual import Bilingual
from portal.domain.figures import FEWEST_BALLOTS
from portal.domain.measures.measure import (
    Counted,
    Measure,
    Measured,
    UnitOfMeasure,
    share_of,
)

RULE = "QĐ 766/QĐ-TTg 23/6/2022; rules §10"
_NEVER_MIXED = Bilingual(
    "Cách tính này trừ dần: im lặng được tính là hài lòng. Không so sánh, không gộp với tỷ lệ hài lòng theo "
    "phiếu đánh giá hoặc phiếu khảo sát.",
    "This way of counting subtracts: silence counts as satisfied. Never compare or mix it with the "
    "satisfaction rates of ballots or surveys.",
)
_ALL_CASES = Bilingual(
    "phản ánh, kiến nghị thuộc thẩm quyền đến hạn trong kỳ.",
    "feedback and petitions within competence that fell due in the period.",
)


def _satisfied_senders(counted: Counted) -> Measured:
    """Suppressed where ratings are: from the rate of a few cases one could tell how a single sender rated."""
    if any(counted.cases.satisfaction(question).n < FEWEST_BALLOTS for question in ("result",)):
        return Measured(suppressed=True)
    return share_of(counted.cases.subtractive_satisfaction)


QD766 = (
    Measure(
        "qd766.feedback_on_time",
        RULE,
        Bilingual(
            "QĐ 766: phản ánh, kiến nghị xử lý đúng hạn",
            "Decision 766: feedback and petitions handled in time",
        ),
        Bilingual(
            "phản ánh, kiến nghị, câu hỏi được trả lời đúng hạn hoặc trước hạn, kể cả hạn đã gia hạn hoặc "
            "theo thông báo.",
            "feedback, petitions and questions answered by their due date, also one extended or given by "
            "notice.",
        ),
        lambda counted: share_of(counted.cases.on_time_rate),
        UnitOfMeasure.PERCENT,
        denominator=_ALL_CASES,
        exclusions=Bilingual(
            "việc dừng không có câu trả lời: không tiếp nhận, chuyển cơ quan khác, rút, gộp.",
            "cases stopped without an answer: not accepted, handed over, withdrawn, merged.",
        ),
    ),
    Measure(
        "qd766.feedback_satisfaction",
        RULE,
        Bilingual(
            "QĐ 766: hài lòng trong xử lý phản ánh, kiến nghị",
            "Decision 766: satisfaction with the handling of feedback and petitions",
        ),
        Bilingual(
            "tổng số trừ đi, mỗi việc một lần: việc trễ hạn hoặc quá hạn, việc người gửi đề nghị xem xét "
            "lại, việc có "
            f"phiếu đánh giá kết quả không hài lòng hoặc rất không hài lòng. {_NEVER_MIXED.vi}",
            "all of them less, each once: those late or overdue, those whose sender asked to have them "
            "looked at "
            f"again, those whose result was rated dissatisfied or very dissatisfied. {_NEVER_MIXED.en}",
        ),
        _satisfied_senders,
        UnitOfMeasure.PERCENT,
        denominator=_ALL_CASES,
        exclusions=Bilingual(
            "phiếu đánh giá của nhóm dưới 5 phiếu được trừ ở kỳ dài hơn hoặc đơn vị cấp trên; ở đó không nêu "
            "tỷ lệ.",
            "ratings of groups of fewer than 5 are subtracted in a longer period or in the unit above; there "
            "no rate is given.",
        ),
        fewest=FEWEST_BALLOTS,
    ),
    Measure(
        "qd766.dossier_satisfaction",
        RULE,
        Bilingual(
            "QĐ 766: hài lòng trong giải quyết thủ tục hành chính",
            "Decision 766: satisfaction with the handling of procedures",
        ),
        Bilingual(
            "tổng số trừ đi, mỗi hồ sơ một lần: hồ sơ trễ hạn hoặc quá hạn, hồ sơ có phản ánh, kiến nghị. "
            f"{_NEVER_MIXED.vi}",
            "all of them less, each once: those late or overdue, those about which there is feedback or a "
            "petition. "
            f"{_NEVER_MIXED.en}",
        ),
        lambda counted: share_of(counted.kept.subtractive_satisfaction),
        UnitOfMeasure.PERCENT,
        denominator=Bilingual(
            "hồ sơ có ngày hẹn trả trong kỳ đã có kết quả, hoặc đã quá ngày hẹn mà chưa có kết quả.",
            "dossiers promised for the period that have a result, or whose date has passed without one.",
        ),
        exclusions=Bilingual(
            "hồ sơ đã dừng giải quyết; phiếu khảo sát, vì phiếu ẩn danh không gắn với hồ sơ nào.",
            "dossiers whose handling was stopped; survey ballots, which are anonymous and belong to no "
            "dossier.",
        ),
    ),
)
