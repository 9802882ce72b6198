"""How satisfied senders were with answers, and the three rates of QĐ 766/QĐ-TTg, which are never mixed."""

from decimal import Decimal

from portal.domain.figures import FEWEST_BALLOTS
from portal.domain.measures.registry import measure
from portal.domain.reports.chapters.rows import value_of
from portal.domain.reports.content import ChapterContent, Part, Table, Value
from portal.domain.reports.facts import Facts
from portal.domain.unit_figures import QUESTIONS

QD766 = ("qd766.feedback_on_time", "qd766.feedback_satisfaction", "qd766.dossier_satisfaction")


def ratings_chapter(facts: Facts) -> ChapterContent:
    """Ballots about answers."""
    heading = facts.say("Mức độ hài lòng đối với câu trả lời", "Satisfaction with answers")
    return ChapterContent(heading, (_ratings(facts),))


def _ratings(facts: Facts) -> Part:
    if not facts.days.whole:
        words = facts.say(
            "Kỳ báo cáo không tròn tháng nên không nêu tỷ lệ hài lòng, để không suy ra được từng phiếu.",
            "The period is not made of whole months, so no rate is told: single ballots could be worked out.",
        )
        return Part("", (words,))
    ballots = facts.counted.cases.satisfaction(QUESTIONS[0]).n
    if ballots < FEWEST_BALLOTS:
        words = facts.say(
            "Trong kỳ có {n} phiếu đánh giá; dưới {few} phiếu thì không nêu tỷ lệ.",
            "There are {n} ballots; below {few} no rate is told.",
            n=facts.speech.number(ballots),
            few=str(FEWEST_BALLOTS),
        )
        return Part("", (words,))
    words = facts.say(
        "Người gửi đã đánh giá câu trả lời bằng {n} phiếu; tỷ lệ hài lòng tính trên các phiếu chọn mức hài lòng hoặc "
        "rất hài lòng. Phiếu do người gửi tự nguyện cho biết, không đại diện cho mọi người gửi.",
        "Senders rated answers with {n} ballots; the rate counts those satisfied or very satisfied. Ballots are "
        "voluntary and represent nobody but those who gave them.",
        n=facts.speech.number(ballots),
    )
    held_back = facts.say(
        "Tính tất cả phiếu của kỳ, kể cả phiếu mà trang số liệu công khai chưa nêu vì thuộc nhóm dưới {few} phiếu; "
        "số phiếu và tỷ lệ vì vậy có thể khác trang công khai.",
        "All ballots of the period count, also those that the public page of figures holds back in groups of fewer "
        "than {few}; numbers and rates may differ from that page.",
        few=str(FEWEST_BALLOTS),
    )
    return Part("", (words, held_back), (_table(facts),))


def _table(facts: Facts) -> Table:
    columns = (
        facts.say("Câu hỏi", "Question"),
        facts.say("Số phiếu", "Ballots"),
        facts.say("Tỷ lệ hài lòng", "Satisfaction rate"),
        facts.say("Khoảng tin cậy từ", "95% interval from"),
        facts.say("đến", "to"),
        facts.say("Kỳ trước", "Before"),
    )
    rows = tuple(_row(facts, f"ratings.{question}") for question in QUESTIONS)
    caption = facts.say("Tỷ lệ hài lòng theo câu hỏi", "Satisfaction by question")
    return Table(caption, facts.say("Hài lòng", "Satisfaction"), columns, rows)


def _row(facts: Facts, code: str) -> tuple[Value, ...]:
    found, before = facts.value(code), facts.value_before(code)
    name = measure(code).name.said(facts.spec.language).partition(": ")[2]
    name = f"{name[:1].upper()}{name[1:]}"
    return name, found.whole, found.percent, found.low, found.high, before.percent


def qd766_chapter(facts: Facts) -> ChapterContent:
    """The rates of the decision, by its own way of counting."""
    words = facts.say(
        "Cách tính của Quyết định 766/QĐ-TTg là phép trừ: người không có ý kiến được coi là hài lòng. Không gộp, "
        "không so sánh với tỷ lệ hài lòng tính từ phiếu.",
        "Decision 766/QĐ-TTg subtracts: who says nothing counts as satisfied. Never mix or compare these rates with "
        "those of ballots.",
    )
    columns = (
        facts.say("Chỉ số", "Figure"),
        facts.say("Số đạt", "Count"),
        facts.say("Trên tổng số", "Of"),
        facts.say("Tỷ lệ", "Rate"),
        facts.say("Kỳ trước", "Before"),
    )
    rows = tuple(_qd766_row(facts, code) for code in QD766)
    few = facts.say(
        "Ô trống: không nêu vì có quá ít phiếu, hoặc vì kỳ không tròn tháng.",
        "Empty: not told, as there are too few ballots or the period is not made of whole months.",
    )
    table = Table(
        facts.say("Ba tỷ lệ theo Quyết định 766/QĐ-TTg", "The three rates of Decision 766/QĐ-TTg"),
        facts.say("QĐ 766", "QĐ 766"),
        columns,
        rows,
        notes=(few,) if any(row[3] is None for row in rows) else (),
    )
    heading = facts.say("Ba tỷ lệ theo Quyết định 766/QĐ-TTg", "The three rates of Decision 766/QĐ-TTg")
    return ChapterContent(heading, (Part("", (words,), (table,)),))


def _qd766_row(facts: Facts, code: str) -> tuple[Value, ...]:
    found, name = facts.value(code), measure(code).name.said(facts.spec.language)
    before = value_of(code, facts.value_before(code))
    named = name.partition(": ")[2]
    rate: Decimal | None = found.percent
    told = (None, None) if found.suppressed else (found.part, found.whole)
    return f"{named[:1].upper()}{named[1:]}", *told, rate, before
