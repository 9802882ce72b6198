"""How fast, how open and how good the answers were."""

from portal.domain.figures import FEWEST_BALLOTS, Satisfaction
from portal.domain.measures.ratings import QUESTION_NAMES
from portal.domain.time import local_day
from portal.domain.unit_figures import QUESTIONS, UnitFigures
from portal.domain.unit_figures import days_of as as_days
from portal.queries.figure_rows import Basis, Part
from portal.queries.office_day import office_day_minutes as minutes_of_day
from portal.web.shared.acting import language, now, settings
from portal.web.shared.charts.satisfaction import satisfaction_chart
from portal.web.shared.figures.definitions import definitions
from portal.web.shared.figures.pieces import Cell, Section, Table, Tile, cell, charts_of, share_tile
from portal.web.shared.figures.shown import Shown, part_words
from portal.web.shared.sentences import _
from portal.web.shared.words import number, percent

DUE = Basis.DUE
PUBLICATION = (
    Part.ANSWERED,
    Part.PUBLISHED,
    Part.PUBLISHED_IN_TIME,
    Part.NOT_PUBLISHED_WITH_REASON,
    Part.REOPENED,
    Part.RESOLVED,
)


def speed_section(shown: Shown) -> Section:
    """The median and the 90th percentile of the time to the first answer."""
    total = shown.figures.total
    href = shown.links.rows(Part.ANSWERED, DUE) if total.answer_tenths else ""
    return Section(
        id="speed",
        title=_("Thời gian trả lời"),
        tiles=[
            _time_tile(total.median_hours, _("một nửa được trả lời trong"), href),
            _time_tile(total.p90_hours, _("chín phần mười được trả lời trong"), href),
        ],
        table=_speed_table(shown),
        definitions=definitions("cases.median_hours", "cases.p90_hours", "cases.median_days"),
    )


def _time_tile(hours: float | None, label: str, href: str) -> Tile:
    if hours is None:
        return Tile("–", label)
    return Tile(hours_words(hours), label, _("%(n)s ngày làm việc", n=number(days_of(hours), 1)), href)


def hours_words(hours: float | None) -> str:
    """Working hours to a tenth: "12,5 giờ"."""
    return "–" if hours is None else _("%(n)s giờ", n=number(hours, 1))


def days_of(hours: float | None) -> float | None:
    """Working hours as working days of the office that receives."""
    return as_days(hours, office_day_minutes())


def office_day_minutes() -> int:
    """How many minutes a working day of the receiving office has; 0 while nothing is set up."""
    return minutes_of_day(settings(), local_day(now()))


def _answered(figures: UnitFigures) -> bool:
    return figures.due.answered > 0


def _speed_table(shown: Shown) -> Table | None:
    rows = [
        [shown.unit_cell(unit_id), shown.number(Part.ANSWERED, DUE, unit_id), *_times(figures)]
        for unit_id, figures in shown.units(_answered)
    ]
    if not rows:
        return None
    total = [_("Cộng"), shown.number(Part.ANSWERED, DUE), *_times(shown.figures.total)]
    heads = [_("Đơn vị"), part_words(Part.ANSWERED), _("Trung vị (giờ)"), _("Trung vị (ngày)")]
    return Table(
        _("Thời gian trả lời theo đơn vị, %(period)s", period=shown.period),
        [*heads, _("Chín phần mười (giờ)"), _("Chín phần mười (ngày)")],
        [*rows, total],
    )


def _times(figures: UnitFigures) -> list[str]:
    median, p90 = figures.median_hours, figures.p90_hours
    return [
        number(median, 1),
        number(days_of(median), 1),
        number(p90, 1),
        number(days_of(p90), 1),
    ]


def held_section(shown: Shown) -> Section:
    """How long each unit held the cases that were answered, whoever answered them."""
    return Section(
        id="held",
        title=_("Thời gian giữ theo đơn vị"),
        table=_held_table(shown),
        definitions=definitions("cases.stays", "cases.held_median_hours", "cases.held_hours"),
        note="" if shown.figures.total.stays else _("Chưa có việc nào được trả lời trong kỳ."),
    )


def _held(figures: UnitFigures) -> bool:
    return figures.stays > 0


def _held_table(shown: Shown) -> Table | None:
    rows = [
        [shown.unit_cell(unit_id), *_held_cells(shown, figures, unit_id)]
        for unit_id, figures in shown.units(_held)
    ]
    if not rows:
        return None
    heads = [
        _("Đơn vị"),
        part_words(Part.HELD),
        _("Trung vị (giờ)"),
        _("Chín phần mười (giờ)"),
        _("Tổng (giờ)"),
    ]
    return Table(
        _("Thời gian giữ theo đơn vị, %(period)s", period=shown.period),
        heads,
        [*rows, [_("Cộng"), *_held_cells(shown, shown.figures.total, None)]],
    )


def _held_cells(shown: Shown, figures: UnitFigures, unit_id: int | None) -> list[str | Cell]:
    href = shown.links.rows(Part.HELD, Basis.ANSWERED, unit_id=unit_id)
    return [
        cell(figures.stays, href),
        number(figures.median_held_hours, 1),
        number(figures.p90_held_hours, 1),
        number(figures.held_hours, 1),
    ]


def publication_section(shown: Shown) -> Section:
    """How many answers were published, in time, looked at again, and how many matters are settled."""
    total, rows = shown.figures.total, shown.links.rows
    withheld = total.due.not_published_with_reason
    href = rows(Part.NOT_PUBLISHED_WITH_REASON, DUE) if withheld else ""
    return Section(
        id="publication",
        title=_("Công khai, xem xét lại, đã giải quyết"),
        tiles=[
            share_tile(total.publication_rate, _("được công khai"), rows(Part.PUBLISHED, DUE)),
            share_tile(
                total.published_in_time_rate, _("công khai trong hạn"), rows(Part.PUBLISHED_IN_TIME, DUE)
            ),
            Tile(number(withheld), _("không công khai, có lý do"), href=href),
            share_tile(total.reopen_rate, _("được xem xét lại"), rows(Part.REOPENED, DUE)),
            share_tile(total.resolved_rate, _("đã giải quyết, có minh chứng"), rows(Part.RESOLVED, DUE)),
        ],
        table=_publication_table(shown),
        definitions=definitions(
            "cases.publication_rate",
            "cases.published_in_time_rate",
            "cases.not_published_with_reason",
            "cases.reopen_rate",
            "cases.resolved_rate",
        ),
        note=shown.links.published_note(),
    )


def _publication_table(shown: Shown) -> Table | None:
    rows = [
        [
            shown.unit_cell(unit_id),
            *shown.numbers(PUBLICATION, DUE, unit_id),
            percent(figures.publication_rate),
        ]
        for unit_id, figures in shown.units(_answered)
    ]
    if not rows:
        return None
    total = [_("Cộng"), *shown.numbers(PUBLICATION, DUE), percent(shown.figures.total.publication_rate)]
    return Table(
        _("Công khai, xem xét lại, đã giải quyết theo đơn vị, %(period)s", period=shown.period),
        [_("Đơn vị"), *map(part_words, PUBLICATION), _("Tỷ lệ công khai")],
        [*rows, total],
    )


def question_words() -> dict[str, str]:
    """The questions of a rating."""
    return {question: name.said(language()) for question, name in QUESTION_NAMES.items()}


def satisfaction_section(shown: Shown) -> Section:
    """The share of satisfied senders with its interval; below five ballots no percentage."""
    total, href = shown.figures.total, shown.links.rows(Part.RATED, DUE)
    words = question_words()
    asked = {words[each]: total.satisfaction(each) for each in QUESTIONS}
    caption = _(
        "Tỷ lệ hài lòng và rất hài lòng theo câu hỏi, %(period)s; vạch rộng là khoảng tin cậy 95%%.",
        period=shown.period,
    )
    return Section(
        id="satisfaction",
        title=_("Sự hài lòng của người gửi"),
        tiles=[_satisfaction_tile(total.satisfaction(each), words[each], href) for each in QUESTIONS],
        charts=charts_of([satisfaction_chart(asked, caption)]),
        table=_satisfaction_table(shown),
        definitions=definitions(*(f"ratings.{each}" for each in QUESTIONS), "ratings.interval"),
        note=shown.links.ratings_note(),
    )


def _satisfaction_tile(satisfaction: Satisfaction, label: str, href: str) -> Tile:
    n = number(satisfaction.n)
    if not satisfaction.n:
        return Tile("–", label, share_words(satisfaction))
    if satisfaction.interval is None:
        note = _("%(n)s phiếu, chưa đủ %(fewest)s phiếu để nêu tỷ lệ", n=n, fewest=FEWEST_BALLOTS)
        return Tile("–", label, note)
    low, high = satisfaction.interval
    note = _("%(n)s phiếu, khoảng tin cậy %(low)s – %(high)s", n=n, low=percent(low), high=percent(high))
    return Tile(percent(satisfaction.share), label, note, href)


def _satisfaction_table(shown: Shown) -> Table | None:
    rows = [[shown.unit_cell(unit_id), *_ballots(figures)] for unit_id, figures in shown.units(_rated)]
    if not rows:
        return None
    words = question_words()
    return Table(
        _("Sự hài lòng theo đơn vị, %(period)s", period=shown.period),
        [_("Đơn vị"), _("Số phiếu"), *(words[each] for each in QUESTIONS)],
        [*rows, [_("Cộng"), *_ballots(shown.figures.total)]],
        wide=True,
    )


def _rated(figures: UnitFigures) -> bool:
    return figures.satisfaction(QUESTIONS[0]).n > 0


def _ballots(figures: UnitFigures) -> list[str]:
    """The number of ballots, and each question's share with its interval."""
    return [
        number(figures.satisfaction(QUESTIONS[0]).n),
        *(share_words(figures.satisfaction(each)) for each in QUESTIONS),
    ]


def share_words(satisfaction: Satisfaction) -> str:
    """A share with its interval, or why there is none."""
    if satisfaction.interval is None:
        return _("dưới %(n)s phiếu", n=FEWEST_BALLOTS)
    low, high = satisfaction.interval
    return f"{percent(satisfaction.share)} ({number(low, 2)} – {number(high, 2)})"
