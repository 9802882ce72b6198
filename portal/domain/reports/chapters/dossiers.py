"""Chapter II: dossiers of the one-stop service, letters of apology, and the ways in and out."""

from portal.domain.dossier_figures import Kept
from portal.domain.figures import Share
from portal.domain.measures.registry import measure
from portal.domain.reports.chapters.rows import TARGETS, figure_table
from portal.domain.reports.content import ChapterContent, Part, Picture, Plot, PlotKind, Table, Value
from portal.domain.reports.facts import Facts
from portal.domain.reports.findings import (
    Change,
    change_words,
    sentence,
    share_change_words,
    share_words,
    target_gap_words,
)
from portal.domain.reports.pictures import LETTER_TIMINGS, letters_picture, targets_picture
from portal.domain.targets import TargetFigure

WAYS = (
    "dossiers.online_of_all",
    "dossiers.online_procedures_used",
    "dossiers.online_partial_share",
    "dossiers.online_full_share",
    "dossiers.postal_procedures_used",
    "dossiers.received_by_post",
    "dossiers.returned_by_post",
)
LETTERS = (
    "dossiers.apology_coverage",
    "dossiers.apology_before_due",
    "dossiers.apology_complete",
    "dossiers.new_date_kept",
)
PARTS = ("early", "on_time", "late", "open", "stopped")


def dossiers_chapter(facts: Facts) -> ChapterContent:
    """Dossiers and letters; a sentence alone where there are none."""
    heading = facts.say("Giải quyết hồ sơ một cửa và thư xin lỗi", "One-stop dossiers and letters of apology")
    if not facts.counted.kept.counts.all and not facts.counted.received.all:
        words = facts.say("Trong kỳ không có hồ sơ nào trên Cổng.", "There is no dossier in the period.")
        return ChapterContent(heading, (Part("", (words,)),))
    return ChapterContent(heading, (_kept(facts), _letters(facts), _ways(facts)))


def _kept(facts: Facts) -> Part:
    now, before = facts.counted.kept, facts.before.kept
    number, speech = facts.speech.number, facts.speech
    change = Change(facts.counted.received.all, facts.before.received.all, facts.period_before)
    came = facts.say(
        "trong kỳ tiếp nhận {n} hồ sơ", "{n} dossiers were received in the period", n=number(change.now)
    )
    rate = facts.say(
        "tỷ lệ giải quyết sớm và đúng hạn là {rate}, trong đó trước hạn {early}",
        "the share settled early or on time is {rate}, early {early}",
        rate=share_words(now.on_time, speech),
        early=share_words(now.early, speech),
    )
    target = facts.targets.get(TargetFigure.DOSSIERS_ON_TIME)
    moved = share_change_words(now.on_time, before.on_time, facts.period_before, speech=speech)
    late = facts.say(
        "hồ sơ trễ hạn và quá hạn: {n}, trong đó quá hạn chưa giải quyết {overdue}",
        "late and overdue dossiers: {n}, of them overdue and not settled {overdue}",
        n=number(now.all_late),
        overdue=number(now.overdue.all),
    )
    return Part(
        facts.say("Kết quả giải quyết theo ngày hẹn", "How promised dates were kept"),
        (
            sentence(came, change_words(change, speech)),
            sentence(rate, target_gap_words(now.on_time, target, speech), moved),
            sentence(late),
        ),
        (_table(facts),),
    )


def _table(facts: Facts) -> Table:
    rows = tuple((each.name, *_values(each.kept)) for each in facts.units if each.kept.counts.all)
    title = facts.say("Hồ sơ có ngày hẹn trong kỳ, theo đơn vị", "Dossiers promised for the period, by unit")
    language = facts.spec.language
    names = (measure(f"dossiers.{part}").name.said(language) for part in PARTS)
    columns = (
        facts.say("Đơn vị", "Unit"),
        facts.say("Hồ sơ", "Dossiers"),
        *names,
        facts.say("Trong đó quá hạn", "Of them overdue"),
        facts.say("Tỷ lệ đúng hạn", "On-time rate"),
    )
    total = (facts.say("Cộng", "Total"), *_values(facts.counted.kept))
    plot = Plot(PlotKind.STACKED, title, tuple(range(2, 2 + len(PARTS))), len(rows)) if rows else None
    note = facts.say(
        "Quá hạn là một phần của số đang giải quyết.", "Overdue dossiers are among the open ones."
    )
    sheet = facts.say("Hồ sơ", "Dossiers")
    return Table(title, sheet, columns, (*rows, total), sums=True, notes=(note,), plot=plot)


def _values(kept: Kept) -> tuple[Value, ...]:
    counts = kept.counts
    parts = (getattr(counts, name) for name in PARTS)
    return counts.all, *parts, kept.overdue.all, kept.on_time.percent


def _letters(facts: Facts) -> Part:
    kept = facts.counted.kept
    heading = facts.say("Thư xin lỗi và hẹn lại ngày trả kết quả", "Letters of apology and new dates")
    if not kept.all_late:
        return Part(heading, (facts.say("Không có hồ sơ trễ hạn.", "No dossier is late."),))
    target = facts.targets.get(TargetFigure.APOLOGY_COVERAGE)
    words = facts.say(
        "hồ sơ trễ hạn có thư xin lỗi: {rate}",
        "late dossiers with a letter: {rate}",
        rate=share_words(kept.coverage, facts.speech),
    )
    without = facts.say(
        "không có thư kịp thời: {n} hồ sơ",
        "without a letter in time: {n}",
        n=facts.speech.number(kept.all_late - kept.coverage.part),
    )
    picture = letters_picture(facts, kept)
    caption = facts.say("Thư xin lỗi", "Letters of apology")
    table = figure_table(facts, caption, facts.say("Thư xin lỗi", "Letters"), codes=LETTERS)
    told = sentence(words, target_gap_words(kept.coverage, target, facts.speech))
    pictures = (picture,) if picture else ()
    return Part(heading, (told, sentence(without)), (table, _timings(facts, kept)), pictures)


def _timings(facts: Facts, kept: Kept) -> Table:
    rows = tuple(
        (facts.say(vi, en).capitalize(), kept.with_letter(timing)) for timing, _ink, vi, en in LETTER_TIMINGS
    )
    title = facts.say("Hồ sơ trễ hạn theo thời điểm có thư xin lỗi", "Late dossiers by when the letter came")
    columns = (facts.say("Thời điểm có thư", "Letter"), facts.say("Hồ sơ", "Dossiers"))
    plot = Plot(PlotKind.COLUMNS, title, (1,), len(rows))
    sheet = facts.say("Thời điểm có thư", "When letters came")
    return Table(title, sheet, columns, rows, plot=plot, for_sheets_only=True)


def _ways(facts: Facts) -> Part:
    heading = facts.say("Hồ sơ trực tuyến và qua bưu chính công ích", "Online dossiers and public post")
    share = facts.counted.ways.online_of_all
    words = facts.say(
        "hồ sơ nộp trực tuyến: {rate}", "dossiers filed online: {rate}", rate=share_words(share, facts.speech)
    )
    caption = facts.say("Hồ sơ trực tuyến, bưu chính công ích", "Online dossiers, public post")
    table = figure_table(facts, caption, facts.say("Trực tuyến, bưu chính", "Online, post"), codes=WAYS)
    picture = _against_targets(facts)
    return Part(heading, (sentence(words),), (table,), (picture,) if picture else ())


def _against_targets(facts: Facts) -> Picture | None:
    """Every share of dossiers that has a target, beside it."""
    against = []
    for code in ("dossiers.on_time_rate", *LETTERS, *WAYS):
        found, target = facts.value(code), facts.targets.get(TARGETS[code]) if code in TARGETS else None
        if target is not None and found.part is not None and found.whole:
            against.append((
                measure(code).name.said(facts.spec.language),
                Share(found.part, found.whole),
                target,
            ))
    return targets_picture(facts, against)
