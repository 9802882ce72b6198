"""Results of surveys to take along: as CSV, a row for each place and item, and as sheets of a workbook."""

from collections.abc import Iterator, Sequence

from portal.domain.sheets import Column, FigureSheet, Measure
from portal.domain.surveys.results import Counts, Pooled, factor_result, item_result, overall_result
from portal.queries.surveys.results import SeriesResult
from portal.web.shared.acting import language, settings
from portal.web.shared.figures.definitions import VERSION
from portal.web.shared.figures.periods import month_words
from portal.web.shared.figures.surveys.definitions import survey_definitions
from portal.web.shared.figures.surveys.series import series_code
from portal.web.shared.figures.surveys.shown import (
    ShownSurveys,
    label_words,
    sample_words,
    series_words,
    title_words,
)
from portal.web.shared.figures.surveys.units import ranked_units
from portal.web.shared.sentences import _
from portal.web.shared.words import term_words, unit_name

WIDE = 48  # characters
HEADS = (
    *("period", "series", "sampled", "version", "unit_code", "part", "code"),
    *("ballots", "answers", "satisfied", "low", "percent", "wilson_low", "wilson_high"),
)


def survey_rows(shown: ShownSurveys) -> Iterator[Sequence[object]]:
    """Heads, then every series: the whole, its factors and items, and each unit that may be shown."""
    yield HEADS
    for result in shown.results.series:
        if result.is_shown:
            yield from _rows(shown, result)


def _rows(shown: ShownSurveys, result: SeriesResult) -> Iterator[list[object]]:
    unit = settings().units[shown.unit_id].code if shown.unit_id else ""
    for part, code, pooled in _parts(result, result.total):
        yield [*_head(shown, result), unit, part, code, result.total.ballots, *_measures(part, pooled)]
    asked = result.asked.published.questionnaire
    for unit_id in shown.units(result):
        counts = result.by_unit[unit_id]
        pooled = overall_result(asked, counts)
        place = settings().units[unit_id].code
        yield [*_head(shown, result), place, "unit", "", counts.ballots, *_measures("unit", pooled)]


def _head(shown: ShownSurveys, result: SeriesResult) -> list[object]:
    series, published = result.asked.series, result.asked.published
    code = series_code(series)
    return [shown.selection.period.code, code, int(series.is_sampled), published.questionnaire.code]


def _parts(result: SeriesResult, counts: Counts) -> Iterator[tuple[str, str, Pooled]]:
    asked = result.asked.published.questionnaire
    yield "all", "", overall_result(asked, counts)
    for section in asked.factors:
        yield "factor", section.code, factor_result(asked, counts, section)
    for item in asked.rated_items():
        yield "item", item.code, item_result(asked, counts, item)


def _measures(part: str, pooled: Pooled) -> list[object]:
    if pooled.share is None:
        return [""] * 6
    low, high = pooled.interval if part == "item" and pooled.interval else ("", "")
    return [pooled.answers, pooled.satisfied, pooled.low, pooled.share.percent, low, high]


def survey_sheets(shown: ShownSurveys, as_of: str) -> list[FigureSheet]:
    """The chosen series as sheets, with every definition."""
    result = shown.chosen
    sheets = [_overview(shown, as_of)]
    if result is not None and result.is_shown:
        notes = [
            each for each in (title_words(result), label_words(result), sample_words(result), as_of) if each
        ]
        sheets += [
            _items(result, notes),
            _units(shown, result, notes),
            _months(result, notes),
            _ways(result, notes),
        ]
    return [*sheets, _definitions(as_of)]


def _overview(shown: ShownSurveys, as_of: str) -> FigureSheet:
    rows: list[list[Measure]] = []
    for each in shown.results.series:
        pooled = overall_result(each.asked.published.questionnaire, each.total)
        ballots = each.total.ballots if each.is_shown else None
        rows.append([series_words(each), label_words(each), ballots, *_share(pooled)])
    columns = [Column(_("Khảo sát"), WIDE), Column(_("Cách chọn"), 30), Column(_("Số phiếu"))]
    title = _("Kết quả khảo sát, %(period)s", period=shown.period)
    return FigureSheet(_("Khảo sát"), title, [*columns, *_share_columns()], rows, [as_of])


def _items(result: SeriesResult, notes: list[str]) -> FigureSheet:
    asked = result.asked.published.questionnaire
    rows: list[list[Measure]] = []
    for section in asked.factors or asked.sections:
        rows.append([
            section.title.said(language()),
            *_share(factor_result(asked, result.total, section)),
            None,
            None,
        ])
        for item in section.items:
            if item.scale:
                pooled = item_result(asked, result.total, item)
                low, high = pooled.interval or (None, None)
                rows.append([item.text.said(language()), *_share(pooled), low, high])
    columns = [Column(_("Câu hỏi"), WIDE), *_share_columns(), Column(_("Từ")), Column(_("Đến"))]
    return FigureSheet(_("Từng câu hỏi"), _("Từng câu hỏi"), columns, rows, notes)


def _units(shown: ShownSurveys, result: SeriesResult, notes: list[str]) -> FigureSheet:
    rows: list[list[Measure]] = [
        [place, unit_name(unit_id), result.by_unit[unit_id].ballots, *_share(pooled)]
        for place, unit_id, pooled in ranked_units(result, shown.units(result))
    ]
    columns = [Column(_("Hạng")), Column(_("Đơn vị"), WIDE), Column(_("Số phiếu")), *_share_columns()]
    return FigureSheet(_("Theo đơn vị"), _("Theo đơn vị"), columns, rows, notes)


def _months(result: SeriesResult, notes: list[str]) -> FigureSheet:
    asked = result.asked.published.questionnaire
    rows: list[list[Measure]] = [
        [month_words(month), counts.ballots, *_share(overall_result(asked, counts))]
        for month, counts in result.by_month.items()
    ]
    columns = [Column(_("Tháng")), Column(_("Số phiếu")), *_share_columns()]
    return FigureSheet(_("Theo tháng"), _("Theo tháng"), columns, rows, notes)


def _ways(result: SeriesResult, notes: list[str]) -> FigureSheet:
    rows: list[list[Measure]] = [[term_words(way), ballots] for way, ballots in result.ways.items()]
    columns = [Column(_("Cách gửi phiếu"), WIDE), Column(_("Số phiếu"))]
    return FigureSheet(_("Theo cách gửi phiếu"), _("Theo cách gửi phiếu"), columns, rows, notes)


def _definitions(as_of: str) -> FigureSheet:
    columns = [
        Column(_("Số liệu"), 36),
        Column(_("Tử số, hoặc cách đếm"), 60),
        Column(_("Mẫu số"), 40),
        Column(_("Không tính"), 60),
    ]
    title = _("Cách tính từng số liệu, phiên bản %(version)s", version=VERSION)
    rows: list[list[Measure]] = [
        [each.name, each.counts, each.of, each.without] for each in survey_definitions()
    ]
    return FigureSheet(_("Định nghĩa"), title, columns, rows, [as_of])


def _share_columns() -> list[Column]:
    return [Column(_("Số lượt trả lời")), Column(_("Hài lòng")), Column(_("Từ bình thường trở xuống"))]


def _share(pooled: Pooled) -> list[Measure]:
    if pooled.share is None:
        return [None, None, None]
    return [pooled.answers, pooled.share.percent, type(pooled.share)(pooled.low, pooled.answers).percent]
