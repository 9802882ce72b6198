"""Surveys of the office's own, each told by itself, and what became of what they rated low."""

from collections.abc import Iterator

from portal.domain.measures.surveys import Rates, rates_of
from portal.domain.reports.content import ChapterContent, Part, Table, Value
from portal.domain.reports.facts import Facts
from portal.domain.reports.spec import months_words
from portal.domain.surveys.counted import SurveyCount


def surveys_chapter(facts: Facts) -> ChapterContent:
    """A part for each survey, and one for remedies."""
    heading = facts.say("Khảo sát mức độ hài lòng", "Satisfaction surveys")
    return ChapterContent(heading, (*_surveys(facts), _remedies(facts)))


def _surveys(facts: Facts) -> Iterator[Part]:
    heading = facts.say("Kết quả khảo sát của đơn vị", "Results of the office's own surveys")
    months = _months(facts)
    if not facts.days.months:
        yield Part(heading, months)
        return
    if not facts.counted.surveys:
        words = facts.say(
            "Trong kỳ không có kết quả khảo sát nào để nêu: chưa đủ 5 phiếu, hoặc kỳ hay đợt khảo sát chưa kết thúc.",
            "No result can be told: fewer than 5 ballots, or the period or the survey has not ended yet.",
        )
        yield Part(heading, (*months, words))
        return
    if months:
        yield Part(heading, months)
    for number, code in enumerate(sorted(facts.counted.surveys), 1):
        yield _survey(facts, facts.counted.surveys[code], number=number)


def _months(facts: Facts) -> tuple[str, ...]:
    """Which months the results cover, where those are not all days of the report."""
    if facts.days.whole:
        return ()
    if not facts.days.months:
        none = facts.say(
            "Kỳ báo cáo không có tháng nào trọn vẹn nên không nêu kết quả khảo sát, để không suy ra được từng phiếu.",
            "There is no whole month in the period, so no result is told: single ballots could be worked out.",
        )
        return (none,)
    language = facts.spec.language
    covered = facts.say(
        "Kết quả khảo sát chỉ tính các tháng trọn vẹn trong kỳ ({months}), để không suy ra được từng phiếu.",
        "Results of surveys cover only the whole months of the period ({months}): otherwise single ballots could be "
        "worked out.",
        months=months_words(facts.days, language),
    )
    before = months_words(facts.days_before, language)
    compared = facts.say(
        "Cột “Kỳ trước” tính {months}.", "The column “Before” covers {months}.", months=before
    )
    return (f"{covered} {compared}" if before else covered,)


def _survey(facts: Facts, told: SurveyCount, *, number: int) -> Part:
    language, survey = facts.spec.language, told.survey
    words = facts.say(
        "Có {n} phiếu được nêu. Đây là khảo sát của đơn vị, không phải chỉ số SIPAS.",
        "{n} ballots are told. This is a survey of the office's own, not the SIPAS index.",
        n=facts.speech.number(told.counts.ballots),
    )
    columns = (
        facts.say("Nội dung", "About"),
        facts.say("Lượt trả lời", "Answers"),
        facts.say("Tỷ lệ hài lòng", "Satisfied"),
        facts.say("Khoảng tin cậy từ", "95% interval from"),
        facts.say("đến", "to"),
        facts.say("Từ bình thường trở xuống", "Neutral or below"),
        facts.say("Kỳ trước", "Before"),
    )
    caption = survey.name.said(language)
    rows = tuple(_row(facts, each) for each in rates_of(survey))
    few = facts.say(
        "Ô trống: dưới 5 lượt trả lời được nêu, hoặc không có khoảng tin cậy.",
        "Empty: fewer than 5 answers are told, or there is no interval.",
    )
    sheet = facts.say("Khảo sát {n}", "Survey {n}", n=str(number))
    table = Table(caption, sheet, columns, rows, notes=(few,))
    return Part(caption, (words, _chosen(facts, told)), (table,))


def _chosen(facts: Facts, told: SurveyCount) -> str:
    """Whether chance chose who was asked: said with every figure."""
    if told.survey.sample is None:
        return facts.say(
            "Phiếu tự nguyện, không đại diện cho mọi người đã đến làm thủ tục.",
            "Ballots are voluntary and represent nobody but those who gave them.",
        )
    return facts.say(
        "Người được hỏi do chọn ngẫu nhiên; kết quả không cộng chung với phiếu tự nguyện.",
        "Chance chose who was asked; the result is never added to that of voluntary ballots.",
    )


def _row(facts: Facts, rates: Rates) -> tuple[Value, ...]:
    found, before = rates.satisfied.value(facts.counted), rates.satisfied.value(facts.before)
    return (
        rates.part.name.said(facts.spec.language),
        found.whole,
        found.percent,
        found.low,
        found.high,
        rates.low.value(facts.counted).percent,
        before.percent,
    )


def _remedies(facts: Facts) -> Part:
    counts = facts.remedies
    heading = facts.say("Khắc phục nội dung được đánh giá thấp", "Remedies for what was rated low")
    columns = (facts.say("Việc khắc phục", "Remedies"), facts.say("Số việc", "Number"))
    rows = (
        (facts.say("Mở trong kỳ", "Opened in the period"), counts.opened),
        (facts.say("Xong trong kỳ", "Done in the period"), counts.done),
        (facts.say("Trong đó xong đúng hạn", "Of these in time"), counts.done_in_time),
        (facts.say("Đang thực hiện khi lập báo cáo", "Open when this was made"), counts.open),
        (facts.say("Trong đó quá hạn", "Of these overdue"), counts.overdue),
    )
    words = facts.say(
        "Mỗi nội dung có người đánh giá từ mức bình thường trở xuống là một việc phải khắc phục.",
        "Every question that somebody rates neutral or below is something to remedy.",
    )
    return Part(heading, (words,), (Table(heading, facts.say("Khắc phục", "Remedies"), columns, rows),))
