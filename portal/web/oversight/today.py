"""What the desk has to do today: the first thing on the dashboard, each number leading to its list."""

from datetime import date
from typing import Any

from flask import url_for

from portal.domain.charts.backlog import Backlog, backlog_of, bucket_words
from portal.domain.permissions import Permission
from portal.domain.time import local_day
from portal.queries.case_rows import CaseRow
from portal.queries.inbox import Asked, Filter, Pile, Whose, case_page, open_cases
from portal.web.desk.inbox import show_query
from portal.web.desk.tabs import bounded, count_with_tabs
from portal.web.shared.acting import actor, language, now, session, settings
from portal.web.shared.charts.backlog import backlog_chart
from portal.web.shared.charts.promise import gap_words
from portal.web.shared.figures.definitions import definitions
from portal.web.shared.figures.periods import month_words, this_month
from portal.web.shared.figures.pieces import Section, Table, Tile, charts_of
from portal.web.shared.figures.shown import Shown
from portal.web.shared.sentences import _
from portal.web.shared.words import day, number, percent

UNIT_LIST = "desk.unit"
NEXT_DAY = "next_day"


def today_section(shown: Shown) -> Section:
    """What is overdue, due and waiting, of the units shown, as of this moment; and how old it all is."""
    backlog = backlog_of(shown.figures.open_due, local_day(now()), settings().calendar)
    chart = backlog_chart(backlog)
    return Section(
        id="today",
        title=_("Hôm nay, %(day)s", day=day(now())),
        tiles=[*_waiting(shown), *_this_month(shown)],
        charts=charts_of([chart]),
        table=_table(backlog) if chart else None,
        definitions=definitions("cases.overdue", "cases.open"),
        note=_note(),
    )


def _note() -> str:
    return _(
        "Các số dẫn đến danh sách đếm mọi việc trên bàn làm việc, kể cả việc được xem xét lại và loại tính riêng; "
        "biểu đồ đếm phản ánh, kiến nghị, câu hỏi chưa có câu trả lời đầu tiên."
    )


def _table(backlog: Backlog) -> Table:
    """The columns as rows."""
    rows = [[bucket_words(each, language()), number(each.count)] for each in backlog.buckets]
    heads = [_("Hạn trả lời (ngày làm việc)"), _("Số việc")]
    return Table(_("Việc đang xử lý theo hạn trả lời"), heads, [*rows, [_("Cộng"), number(backlog.all)]])


def _waiting(shown: Shown) -> list[Tile]:
    """The heaps of the list of the units, counted together with the head of the page."""
    if not actor().may(Permission.SEE_CASES):
        return []
    today, filters = local_day(now()), _filters(shown)
    wanted = {
        name: open_cases(actor(), Asked(Whose.UNIT, each), today=today) for name, each in filters.items()
    }
    counts = count_with_tabs(wanted)
    labels = {
        Pile.OVERDUE.value: _("quá hạn"),
        Pile.DUE_TODAY.value: _("đến hạn hôm nay"),
        NEXT_DAY: _("đến hạn ngày làm việc tới, %(day)s", day=day(_next_day())),
        Pile.AWAITING_APPROVAL.value: _("câu trả lời chờ duyệt"),
    }
    tiles = [_tile(shown, name, label, count=counts[name]) for name, label in labels.items()]
    return [*tiles, *_oldest(filters[Pile.OVERDUE.value])]


def _filters(shown: Shown) -> dict[str, Filter]:
    units = settings().units_below(shown.unit_id) if shown.unit_id else None
    kind = shown.selection.kind
    piles = (Pile.OVERDUE, Pile.DUE_TODAY, Pile.AWAITING_APPROVAL)
    return {
        **{pile.value: Filter(pile=pile, unit_ids=units, kind=kind) for pile in piles},
        NEXT_DAY: Filter(unit_ids=units, kind=kind, due_from=_next_day(), due_to=_next_day()),
    }


def _next_day() -> date:
    return settings().calendar.add_working_days(local_day(now()), 1)


def _tile(shown: Shown, name: str, label: str, *, count: int) -> Tile:
    kind = shown.selection.kind
    only: dict[str, Any] = {"unit": shown.unit_id} if shown.unit_id else {}
    only |= {"kind": kind.value} if kind else {}
    next_day = day(_next_day())
    show = {"due_from": next_day, "due_to": next_day} if name == NEXT_DAY else show_query(Pile(name))
    href = url_for(UNIT_LIST, **only, **show) if count else ""
    late = name == Pile.OVERDUE.value and count
    return Tile(bounded(count), label, href=href, tone="late" if late else "")


def _oldest(overdue: Filter) -> list[Tile]:
    """The case whose due date passed first, and how long ago."""
    asked = Asked(Whose.UNIT, overdue, page=1)
    page = case_page(session(), actor(), asked, today=local_day(now()))
    return [_oldest_tile(page.rows[0])] if page.rows else []


def _oldest_tile(row: CaseRow) -> Tile:
    days = max(settings().calendar.working_days_between(row.due_on, local_day(now())), 1)
    return Tile(
        number(days),
        _("ngày làm việc quá hạn của việc lâu nhất"),
        row.reference,
        url_for("desk.case", reference=row.reference),
        "late",
    )


def _this_month(shown: Shown) -> list[Tile]:
    """The running month against its target, where the page reaches it."""
    month = shown.figures.by_month.get(this_month())
    if month is None or not month.due.due:
        return []
    gap = gap_words(month.on_time_rate, shown.target)
    label = _("đúng hạn trong tháng %(month)s đến nay", month=month_words(this_month()))
    return [Tile(percent(month.on_time_rate), label, gap)]
