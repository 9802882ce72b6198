"""Puts a report together from its facts: the same facts give the same content to the letter."""

from collections.abc import Callable, Iterator

from portal.domain.measures.measure import Measure, Notion
from portal.domain.measures.registry import VERSION, defined
from portal.domain.measures.surveys import FACTOR, ITEM, LOW, OVERALL, REMEDIES
from portal.domain.official_paper import moment_words
from portal.domain.reports.chapters.attention import attention_chapter
from portal.domain.reports.chapters.cases import DUE, QUALITY, RECEIVED, cases_chapter
from portal.domain.reports.chapters.dossiers import LETTERS, PARTS, WAYS, dossiers_chapter
from portal.domain.reports.chapters.ratings import QD766, qd766_chapter, ratings_chapter
from portal.domain.reports.chapters.surveys import surveys_chapter
from portal.domain.reports.content import ChapterContent, Content, Table
from portal.domain.reports.facts import Facts
from portal.domain.reports.spec import Chapter
from portal.domain.time import VIETNAM, local_day
from portal.domain.unit_figures import QUESTIONS

COMPOSED: dict[Chapter, Callable[[Facts], ChapterContent]] = {
    Chapter.CASES: cases_chapter,
    Chapter.RATINGS: ratings_chapter,
    Chapter.SURVEYS: surveys_chapter,
    Chapter.DOSSIERS: dossiers_chapter,
    Chapter.QD766: qd766_chapter,
}
# The figures each chapter tells, whose definitions stand at the end.
TOLD: dict[Chapter, tuple[str, ...]] = {
    Chapter.CASES: (
        "cases.received",
        *(f"cases.received_{each}" for each in RECEIVED if each not in {"open", "stopped"}),
        "cases.open",
        "cases.stopped",
        "cases.due",
        *(f"cases.{each}" for each in DUE),
        "cases.on_time_rate",
        *QUALITY,
    ),
    Chapter.RATINGS: tuple(f"ratings.{each}" for each in QUESTIONS),
    Chapter.SURVEYS: tuple(each.code for each in (OVERALL, FACTOR, ITEM, LOW, REMEDIES)),
    Chapter.DOSSIERS: (*(f"dossiers.{each}" for each in PARTS), "dossiers.on_time_rate", *LETTERS, *WAYS),
    Chapter.QD766: QD766,
}


def compose(facts: Facts) -> Content:
    """The report."""
    agency, period = facts.head.agency, facts.period
    return Content(
        language=facts.spec.language,
        period=period,
        period_code=facts.days.code,
        head=facts.head,
        kind=facts.say("BÁO CÁO", "REPORT"),
        abstract=_abstract(facts),
        opening=facts.say(
            "Căn cứ số liệu trên Cổng tiếp nhận phản ánh, kiến nghị, {agency} báo cáo kết quả thực hiện {period} như "
            "sau; số liệu tính đến {moment}, so sánh với {before}.",
            "From the data of the citizen feedback portal, {agency} reports on {period} as follows; figures are as "
            "of {moment} and compared with {before}.",
            agency=agency,
            period=period,
            moment=as_of_words(facts),
            before=facts.period_before,
        ),
        chapters=tuple(_chapters(facts)),
        definitions=_definitions(facts),
        version=VERSION,
        as_of=facts.as_of.isoformat(timespec="seconds"),
        as_of_words=as_of_words(facts),
        closing=facts.say(
            "Trên đây là báo cáo kết quả {period} của {agency}.",
            "This is the report of {agency} on {period}.",
            agency=agency,
            period=period,
        ),
        notes=tuple(_notes(facts)),
    )


def as_of_words(facts: Facts) -> str:
    """The moment as of which figures are exact."""
    if facts.spec.language == "vi":
        return moment_words(facts.as_of)
    return f"{facts.as_of.astimezone(VIETNAM):%H:%M, %d/%m/%Y}"


def _abstract(facts: Facts) -> str:
    """What the report is about, under its title."""
    dossiers = Chapter.DOSSIERS in facts.spec.chapters
    about = facts.say(
        "Kết quả tiếp nhận, xử lý phản ánh, kiến nghị", "Feedback and petitions received and handled"
    )
    if dossiers:
        about += facts.say(" và giải quyết hồ sơ một cửa", ", and one-stop dossiers")
    return facts.say("{about} {period}", "{about}: {period}", about=about, period=facts.period)


def _chapters(facts: Facts) -> Iterator[ChapterContent]:
    for chapter, composed in COMPOSED.items():
        if chapter in facts.spec.chapters:
            yield composed(facts)
    yield attention_chapter(facts)


def _notes(facts: Facts) -> Iterator[str]:
    if facts.days.last > local_day(facts.as_of):
        yield facts.say(
            "Kỳ báo cáo chưa kết thúc tại thời điểm lập, còn kỳ so sánh đã trọn.",
            "The period has not ended yet; the one it is compared with has.",
        )
    yield facts.say(
        "Việc được niêm phong không được tính ở bất kỳ số liệu nào.", "Sealed cases are in no figure."
    )
    if facts.spec.as_now:
        yield facts.say(
            "Tính theo đơn vị hiện nay: đơn vị đã sắp xếp lại được tính cho đơn vị kế thừa.",
            "By the units of today: what ended counts for its successor.",
        )
    if not facts.days.whole:
        yield facts.say(
            "Kỳ không tròn tháng: tháng tròn lấy từ số liệu đã lưu, những ngày lẻ ở hai đầu đếm trực tiếp từng việc.",
            "Not whole months: whole ones come from kept figures, the days at the ends are counted from the cases.",
        )
    if facts.recounting:
        yield facts.say(
            "Tại thời điểm lập, một số thay đổi đang được tính lại.", "Some changes were still being counted."
        )


def _definitions(facts: Facts) -> Table:
    language = facts.spec.language
    told = (defined(code) for chapter in Chapter if chapter in facts.spec.chapters for code in TOLD[chapter])
    columns = (
        facts.say("Chỉ số", "Figure"),
        facts.say("Cách tính", "How it is counted"),
        facts.say("Mã", "Code"),
        facts.say("Phiên bản", "Version"),
    )
    rows = tuple(
        (each.name.said(language), definition_words(facts, each), each.code, _version(each)) for each in told
    )
    caption = facts.say(
        "Cách tính các số liệu, phiên bản {v}", "How figures are counted, version {v}", v=VERSION
    )
    return Table(caption, facts.say("Định nghĩa", "Definitions"), columns, rows)


def _version(each: Measure | Notion) -> int | str:
    return each.version if isinstance(each, Measure) else VERSION


def definition_words(facts: Facts, each: Measure | Notion) -> str:
    """A definition in one text: what is counted, of what, without what."""
    language = facts.spec.language
    text = _said(each.numerator.said(language))
    if each.denominator is not None:
        text += " " + facts.say(
            "Trên: {of}", "Of: {of}", of=_said(each.denominator.said(language), large=False)
        )
    if each.exclusions is not None:
        left = _said(each.exclusions.said(language), large=False)
        text += " " + facts.say("Không tính: {left}", "Leaves out: {left}", left=left)
    return text


def _said(words: str, *, large: bool = True) -> str:
    text = f"{words[:1].upper()}{words[1:]}" if large else words
    return f"{text.rstrip('.')}."
