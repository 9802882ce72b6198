"""Chapter I: what came in, how the promise of an answer was kept, what is open, and how good the answers were."""

from collections.abc import Callable, Sequence

from portal.domain.charts.backlog import backlog_finding, bucket_words
from portal.domain.figures import CaseCounts
from portal.domain.measures.registry import measure
from portal.domain.periods import month_label
from portal.domain.reports.chapters.rows import figure_table
from portal.domain.reports.content import ChapterContent, Part, Plot, PlotKind, Table, Value
from portal.domain.reports.facts import Facts, UnitFacts
from portal.domain.reports.findings import (
    Change,
    change_words,
    sentence,
    share_change_words,
    share_words,
    target_gap_words,
)
from portal.domain.reports.pictures import backlog_picture, promise_picture, received_picture
from portal.domain.targets import TargetFigure

RECEIVED = ("in_time", "in_time_after_extension", "kept_by_notice", "late", "open", "stopped")
DUE = ("in_time", "in_time_after_extension", "kept_by_notice", "late", "overdue")
QUALITY = (
    "cases.median_days",
    "cases.p90_days",
    "cases.publication_rate",
    "cases.published_in_time_rate",
    "cases.reopen_rate",
    "cases.resolved_rate",
    "cases.return_rate",
)


def cases_chapter(facts: Facts) -> ChapterContent:
    """Feedback, petitions and questions."""
    parts = (_intake(facts), _promise(facts), _backlog(facts), _quality(facts))
    heading = facts.say(
        "Kết quả tiếp nhận, xử lý và trả lời phản ánh, kiến nghị",
        "Feedback and petitions: received, handled, answered",
    )
    return ChapterContent(heading, parts)


def _intake(facts: Facts) -> Part:
    total = facts.counted.cases.received
    change = Change(total.received, facts.before.cases.received.received, facts.period_before)
    number = facts.speech.number
    first = facts.say(
        "trong kỳ, đơn vị tiếp nhận {n} phản ánh, kiến nghị, câu hỏi",
        "in the period {n} feedback messages, petitions and questions were received",
        n=number(total.received),
    )
    standing = facts.say(
        "đến thời điểm báo cáo, đã trả lời {answered} việc, đang xử lý {open} việc (trong đó quá hạn {overdue} "
        "việc), dừng không có câu trả lời {stopped} việc",
        "as of this report {answered} are answered, {open} in progress ({overdue} of them overdue), {stopped} "
        "stopped without an answer",
        answered=number(total.answered),
        open=number(total.open),
        overdue=number(total.overdue),
        stopped=number(total.stopped),
    )
    picture = received_picture(facts)
    return Part(
        facts.say("Tình hình tiếp nhận", "Received"),
        (sentence(first, change_words(change, facts.speech)), sentence(standing), *_apart(facts)),
        (_received_table(facts),),
        (picture,) if picture else (),
    )


def _apart(facts: Facts) -> Sequence[str]:
    """Suggestions, praise, initiatives and information for reference, which stand beside all this."""
    apart = sum(each.received for each in facts.counted.apart.values())
    if not apart and not facts.counted.for_reference:
        return ()
    number = facts.speech.number
    words = facts.say(
        "ngoài ra, tính riêng: {n} góp ý, khen ngợi, sáng kiến và {m} thông tin tham khảo",
        "counted apart: {n} suggestions, words of praise and initiatives, and {m} items for reference",
        n=number(apart),
        m=number(facts.counted.for_reference),
    )
    return (sentence(words),)


def _by_unit(facts: Facts, values: Callable[[UnitFacts], tuple[Value, ...]]) -> tuple[tuple[Value, ...], ...]:
    return tuple((each.name, *values(each)) for each in facts.units)


def _received_table(facts: Facts) -> Table:
    def values(counts: CaseCounts) -> tuple[Value, ...]:
        return counts.received, *(getattr(counts, name) for name in RECEIVED)

    rows = _by_unit(facts, lambda unit: values(unit.cases.received))
    total = (facts.say("Cộng", "Total"), *values(facts.counted.cases.received))
    title = facts.say("Tiếp nhận theo đơn vị và kết quả", "Received, by unit and outcome")
    return Table(
        title,
        facts.say("Tiếp nhận", "Received"),
        (facts.say("Đơn vị", "Unit"), _name(facts, "received"), *(_name(facts, each) for each in RECEIVED)),
        (*rows, total),
        sums=True,
        plot=Plot(PlotKind.STACKED, title, tuple(range(2, 2 + len(RECEIVED))), len(rows)) if rows else None,
    )


def _name(facts: Facts, part: str) -> str:
    return measure(f"cases.{part}").name.said(facts.spec.language)


def _promise(facts: Facts) -> Part:
    now, before = facts.counted.cases, facts.before.cases
    target = facts.targets.get(TargetFigure.ANSWERS_ON_TIME)
    number = facts.speech.number
    if not now.due.due:
        words = (facts.say("Trong kỳ chưa có việc nào đến hạn.", "Nothing has fallen due in the period."),)
        return Part(facts.say("Trả lời theo thời hạn", "Answers within the time limit"), words)
    rate = facts.say(
        "trong số {n} việc đến hạn trong kỳ, tỷ lệ trả lời đúng hạn là {rate}",
        "of {n} cases that fell due in the period, the share answered on time is {rate}",
        n=number(now.due.due),
        rate=share_words(now.on_time_rate, facts.speech),
    )
    moved = share_change_words(
        now.on_time_rate, before.on_time_rate, facts.period_before, speech=facts.speech
    )
    late = facts.say(
        "trả lời trễ hạn {late} việc; quá hạn chưa trả lời {overdue} việc",
        "{late} were answered late; {overdue} are overdue without an answer",
        late=number(now.due.late),
        overdue=number(now.due.overdue),
    )
    picture = promise_picture(facts)
    return Part(
        facts.say("Trả lời theo thời hạn", "Answers within the time limit"),
        (sentence(rate, target_gap_words(now.on_time_rate, target, facts.speech), moved), sentence(late)),
        (_due_table(facts), _months_table(facts)),
        (picture,) if picture else (),
    )


def _due_table(facts: Facts) -> Table:
    def values(counts: CaseCounts) -> tuple[Value, ...]:
        return counts.due, *(getattr(counts, name) for name in DUE)

    rows = tuple(
        (
            each.name,
            *values(each.cases.due),
            each.cases.on_time_rate.percent,
            each.targets.get(TargetFigure.ANSWERS_ON_TIME),
        )
        for each in facts.units
        if each.cases.due.due
    )
    whole = facts.counted.cases
    last = (whole.on_time_rate.percent, facts.targets.get(TargetFigure.ANSWERS_ON_TIME))
    title = facts.say("Kết quả trả lời theo đơn vị, việc đến hạn trong kỳ", "Answers by unit, cases due")
    ends = (facts.say("Tỷ lệ đúng hạn", "On-time rate"), facts.say("Chỉ tiêu", "Target"))
    return Table(
        title,
        facts.say("Đến hạn", "Due"),
        (facts.say("Đơn vị", "Unit"), *(_name(facts, each) for each in ("due", *DUE)), *ends),
        (*rows, (facts.say("Cộng", "Total"), *values(whole.due), *last)),
        sums=True,
        plot=Plot(PlotKind.STACKED, title, tuple(range(2, 2 + len(DUE))), len(rows)) if rows else None,
    )


def _months_table(facts: Facts) -> Table:
    title = facts.say("Tỷ lệ trả lời đúng hạn từng tháng", "On-time rate month by month")
    rows = tuple(
        (month_label(month), each.percent, each.part, each.whole) for month, each in facts.months.items()
    )
    columns = (
        facts.say("Tháng", "Month"),
        facts.say("Tỷ lệ đúng hạn", "On-time rate"),
        facts.say("Trả lời đúng hạn", "On time"),
        facts.say("Đến hạn", "Due"),
    )
    sheet = facts.say("Theo tháng", "By month")
    plot = Plot(PlotKind.LINE, title, (1,), len(rows)) if rows else None
    return Table(title, sheet, columns, rows, plot=plot, for_sheets_only=True)


def _backlog(facts: Facts) -> Part:
    backlog, language = facts.backlog, facts.spec.language
    title = facts.say("Việc đang xử lý theo hạn còn lại", "Open cases by time left")
    buckets = tuple((bucket_words(each, language), each.count) for each in backlog.buckets)
    columns = (
        facts.say("Ngày làm việc đến hạn", "Working days to the due date"),
        facts.say("Số việc", "Cases"),
    )
    plot = Plot(PlotKind.COLUMNS, title, (1,), len(buckets))
    table = Table(title, facts.say("Đang xử lý", "Open"), columns, buckets, plot=plot, for_sheets_only=True)
    words = facts.say(
        "tại thời điểm báo cáo, tính cả việc của các kỳ khác: {finding}",
        "as of this report, those of other periods among them: {finding}",
        finding=_lower(backlog_finding(backlog, language)),
    )
    picture = backlog_picture(facts, backlog)
    return Part(
        facts.say("Việc đang xử lý, quá hạn", "Open and overdue cases"),
        (sentence(words),),
        (table,) if backlog.all else (),
        (picture,) if picture else (),
    )


def _lower(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"


def _quality(facts: Facts) -> Part:
    found = facts.value("cases.median_days").number
    words = facts.say("Trong kỳ chưa có câu trả lời để tính thời gian.", "There is no answer to measure yet.")
    if found is not None:
        p90 = facts.value("cases.p90_days").number
        median, most = (facts.speech.number(each or 0, 1) for each in (found, p90))
        words = facts.say(
            "Một nửa số câu trả lời được gửi trong không quá {median} ngày làm việc, chín phần mười trong không quá "
            "{p90} ngày.",
            "Half of the answers took no more than {median} working days; nine in ten no more than {p90}.",
            median=median,
            p90=most,
        )
    caption = facts.say("Thời gian, công khai, xem xét lại", "Time, publication, reopening")
    table = figure_table(facts, caption, facts.say("Chất lượng", "Quality"), codes=QUALITY)
    heading = facts.say("Thời gian, công khai và xem xét lại", "Time, publication and reopening")
    return Part(heading, (words,), (table,))
