"""Promises to applicants: how the dates first promised were kept, and what was said to those who waited "
"longer."""

from collections.abc import Callable

from portal.domain.apologies import Timing
from portal.domain.bilingual import Bilingual
from portal.domain.dossier_figures import Kept
from portal.domain.measures.measure import (
    Counted,
    Measure,
    Measured,
    UnitOfMeasure,
    number_of,
    share_of,
)

RULE = "rules §8, §10"
_STOPPED = Bilingual(
    "hồ sơ đã dừng giải quyết, hồ sơ còn trong hạn.",
    "dossiers whose handling was stopped, dossiers still in time.",
)
_SOLVED = Bilingual(
    "hồ sơ đã giải quyết nhưng chưa cập nhật, được tính riêng.",
    "dossiers solved but not updated, which are counted apart.",
)
_PROMISED = Bilingual(
    "hồ sơ có ngày hẹn trả trong kỳ đã có kết quả, hoặc đã quá ngày hẹn mà chưa có kết quả.",
    "dossiers promised for the period that have a result, or whose date has passed without one.",
)
_LATE = Bilingual("hồ sơ trễ hạn và quá hạn của kỳ.", "late and overdue dossiers of the period.")


def _count(
    code: str,
    name: Bilingual,
    counts: Bilingual,
    *,
    pick: Callable[[Kept], int],
    exclusions: Bilingual | None = None,
    parts: tuple[str, ...] = (),
) -> Measure:
    return Measure(
        f"dossiers.{code}",
        RULE,
        name,
        counts,
        lambda counted: number_of(pick(counted.kept)),
        UnitOfMeasure.DOSSIERS,
        exclusions=exclusions,
        parts=parts,
    )


KEPT = (
    _count(
        "due",
        Bilingual("Đến hẹn", "Promised"),
        Bilingual(
            "Hồ sơ có ngày hẹn trả đầu tiên trong kỳ. Sớm hạn, đúng hạn, trễ hạn, đang giải quyết và đã dừng "
            "cộng lại bằng số này.",
            "Dossiers whose first promised date is in the period. Early, on time, late, being handled and "
            "stopped add up to this.",
        ),
        pick=lambda kept: kept.counts.all,
        parts=("dossiers.early", "dossiers.on_time", "dossiers.late", "dossiers.open", "dossiers.stopped"),
    ),
    Measure(
        "dossiers.on_time_rate",
        RULE,
        Bilingual("Tỷ lệ đúng và sớm hạn", "Share on time and early"),
        Bilingual(
            "hồ sơ có kết quả trước hoặc trong ngày, giờ hẹn trả ghi khi tiếp nhận.",
            "dossiers with a result before or within the day or hour promised at receipt.",
        ),
        lambda counted: share_of(counted.kept.on_time),
        UnitOfMeasure.PERCENT,
        denominator=_PROMISED,
        exclusions=_STOPPED,
    ),
    Measure(
        "dossiers.early_rate",
        RULE,
        Bilingual("Tỷ lệ sớm hạn", "Share of early dossiers"),
        Bilingual("hồ sơ có kết quả trước ngày hẹn trả.", "dossiers with a result before the promised day."),
        lambda counted: share_of(counted.kept.early),
        UnitOfMeasure.PERCENT,
        denominator=_PROMISED,
        exclusions=_STOPPED,
    ),
    _count(
        "early",
        Bilingual("Sớm hạn", "Early"),
        Bilingual("Hồ sơ có kết quả trước ngày hẹn trả.", "Dossiers with a result before the promised day."),
        pick=lambda kept: kept.counts.early,
    ),
    _count(
        "on_time",
        Bilingual("Đúng hạn", "On time"),
        Bilingual(
            "Hồ sơ có kết quả trong ngày, giờ hẹn trả.",
            "Dossiers with a result on the promised day, within its hour.",
        ),
        pick=lambda kept: kept.counts.on_time,
    ),
    _count(
        "late",
        Bilingual("Trễ hạn", "Late"),
        Bilingual(
            "Hồ sơ có kết quả sau ngày, giờ hẹn trả đầu tiên, kể cả khi đã hẹn lại.",
            "Dossiers with a result after the first promised day or hour, also when a new date was given.",
        ),
        pick=lambda kept: kept.counts.late,
    ),
    _count(
        "open",
        Bilingual("Đang giải quyết", "Being handled"),
        Bilingual(
            "Hồ sơ chưa có kết quả, gồm cả hồ sơ quá hạn và hồ sơ đã giải quyết, chưa cập nhật.",
            "Dossiers without a result, overdue ones and those solved but not updated among them.",
        ),
        pick=lambda kept: kept.counts.open,
    ),
    _count(
        "stopped",
        Bilingual("Đã dừng giải quyết", "Handling stopped"),
        Bilingual(
            "Hồ sơ kết thúc bằng thông báo dừng giải quyết.",
            "Dossiers ended by a notice that handling stops.",
        ),
        pick=lambda kept: kept.counts.stopped,
    ),
    _count(
        "overdue",
        Bilingual("Quá hạn, chưa giải quyết", "Overdue, not solved yet"),
        Bilingual(
            "Hồ sơ đã qua ngày hẹn đầu tiên mà chưa có kết quả.",
            "Dossiers whose first promised date has passed without a result.",
        ),
        pick=lambda kept: kept.overdue.all,
        exclusions=_SOLVED,
    ),
    _count(
        "not_updated",
        Bilingual("Đã giải quyết, chưa cập nhật", "Solved, not updated"),
        Bilingual(
            "Hồ sơ được ghi nhận có kết quả, kèm minh chứng, mà phần mềm một cửa chưa cập nhật.",
            "Dossiers marked, with evidence, as having a result that the one-stop software does not show "
            "yet.",
        ),
        pick=lambda kept: kept.counts.not_updated,
    ),
)


def _letters(code: str, name: Bilingual, timing: Timing) -> Measure:
    return _count(
        code,
        name,
        Bilingual(
            f"{name.vi}, trong số hồ sơ trễ hạn và quá hạn.", f"{name.en}, of the late and overdue ones."
        ),
        pick=lambda kept: kept.with_letter(timing),
    )


def _share(code: str, name: Bilingual, counts: Bilingual, *, value: Callable[[Counted], Measured]) -> Measure:
    return Measure(
        f"dossiers.{code}",
        "rules §8; NĐ 61/2018/NĐ-CP Đ19.9",
        name,
        counts,
        value,
        UnitOfMeasure.PERCENT,
        denominator=_LATE,
        exclusions=Bilingual(
            "thư phát hành sau khi đã trả kết quả: đó là lời xin lỗi, không phải thư hẹn lại.",
            "letters issued after the result was returned: an apology, not a new appointment.",
        ),
    )


LETTERS = (
    _count(
        "all_late",
        Bilingual("Trễ hạn và quá hạn", "Late and overdue"),
        Bilingual(
            "Hồ sơ trễ hạn, và hồ sơ quá hạn chưa giải quyết.",
            "Late dossiers, and overdue ones not solved yet.",
        ),
        pick=lambda kept: kept.all_late,
        exclusions=_SOLVED,
        parts=(
            "dossiers.letter_before_due",
            "dossiers.letter_on_due",
            "dossiers.letter_after_due",
            "dossiers.without_letter",
        ),
    ),
    _share(
        "apology_coverage",
        Bilingual("Hồ sơ trễ hạn có thư xin lỗi", "Late dossiers with a letter of apology"),
        Bilingual(
            "hồ sơ trễ hạn, quá hạn có thư xin lỗi phát hành trước khi trả kết quả.",
            "late or overdue dossiers whose letter of apology was issued before the result was returned.",
        ),
        value=lambda counted: share_of(counted.kept.coverage),
    ),
    _share(
        "apology_before_due",
        Bilingual("Có thư trước ngày hẹn", "With a letter before the due date"),
        Bilingual(
            "hồ sơ trễ hạn, quá hạn có thư phát hành chậm nhất một ngày trước ngày hẹn đầu tiên.",
            "late or overdue dossiers whose letter was issued at the latest one day before the first "
            "promised date.",
        ),
        value=lambda counted: share_of(counted.kept.lawful),
    ),
    _letters(
        "letter_before_due",
        Bilingual("Hồ sơ có thư trước ngày hẹn", "Dossiers with a letter before the due date"),
        Timing.BEFORE_DUE,
    ),
    _letters(
        "letter_on_due",
        Bilingual("Hồ sơ có thư đúng ngày hẹn", "Dossiers with a letter on the due date"),
        Timing.ON_DUE,
    ),
    _letters(
        "letter_after_due",
        Bilingual("Hồ sơ có thư sau ngày hẹn", "Dossiers with a letter after the due date"),
        Timing.AFTER_DUE,
    ),
    _letters(
        "without_letter",
        Bilingual("Hồ sơ không có thư kịp thời", "Dossiers without a letter in time"),
        Timing.NEVER,
    ),
    Measure(
        "dossiers.apology_complete",
        RULE,
        Bilingual("Thư đủ ba nội dung", "Letters with all three elements"),
        Bilingual(
            "hồ sơ trễ hạn có thư nêu lý do, xin lỗi và hẹn lại ngày trả kết quả.",
            "late dossiers whose letter gives a reason, an apology and a new date.",
        ),
        lambda counted: share_of(counted.kept.complete),
        UnitOfMeasure.PERCENT,
        denominator=Bilingual("hồ sơ đã có kết quả trễ hạn.", "dossiers with a late result."),
    ),
    Measure(
        "dossiers.new_date_kept",
        RULE,
        Bilingual("Giữ đúng ngày hẹn lại", "New date kept"),
        Bilingual(
            "hồ sơ có kết quả trong ngày, giờ đã hẹn lại.",
            "dossiers with a result by the day and hour promised anew.",
        ),
        lambda counted: share_of(counted.kept.new_date_kept),
        UnitOfMeasure.PERCENT,
        denominator=Bilingual(
            "hồ sơ được hẹn lại và đã có kết quả.", "dossiers with a new date and a result."
        ),
    ),
)
