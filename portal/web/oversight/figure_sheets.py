"""The dashboard as sheets of a workbook: the same figures, with charts and with every definition."""

from collections.abc import Callable, Sequence

from portal.domain.kinds import COUNTED_APART, Kind
from portal.domain.sheets import ChartKind, Column, FigureSheet, Measure, SheetChart
from portal.domain.unit_figures import UnitFigures
from portal.queries.figure_rows import Part
from portal.queries.figures import Freshness
from portal.web.oversight.figure_columns import (
    FigureColumn,
    due_columns,
    few_ballots_words,
    held_columns,
    publication_columns,
    received_columns,
    satisfaction_columns,
    speed_columns,
)
from portal.web.shared.figures.definitions import VERSION, all_definitions
from portal.web.shared.figures.periods import month_words, this_month
from portal.web.shared.figures.shown import PARTS_OF_DUE, PARTS_OF_RECEIVED, Shown, count_of, part_words
from portal.web.shared.sentences import _
from portal.web.shared.words import moment, term_words, unit_name

UNIT = 36  # characters, for the names of units


def sheets_of(shown: Shown, fresh: Freshness) -> list[FigureSheet]:
    """All sheets of the workbook."""
    as_of = _("Tính đến %(moment)s.", moment=moment(fresh.as_of))
    of_one_kind = shown.selection.kind is not None
    tables = (
        (_("Đến hạn"), _("Trả lời đúng hạn theo đơn vị"), due_columns(), len(PARTS_OF_DUE)),
        (_("Tiếp nhận"), _("Tiếp nhận theo đơn vị"), received_columns(), len(PARTS_OF_RECEIVED)),
        (_("Thời gian"), _("Thời gian trả lời theo đơn vị"), speed_columns(), 0),
        (_("Thời gian giữ"), _("Thời gian giữ theo đơn vị"), held_columns(), 0),
        (_("Công khai"), _("Công khai và xem xét lại theo đơn vị"), publication_columns(), 0),
        (_("Hài lòng"), _("Sự hài lòng theo đơn vị"), satisfaction_columns(), 0),
    )
    # Of one kind of cases there are no ratings and no times held, and nothing that is counted apart.
    untold = {_("Thời gian giữ"), _("Hài lòng")} if of_one_kind else set()
    sheets = [
        _by_unit(shown, name, title, columns=columns, drawn=drawn, notes=[as_of])
        for name, title, columns, drawn in tables
        if name not in untold
    ]
    apart = [] if of_one_kind else [_apart(shown, as_of)]
    return [*sheets, _by_month(shown, as_of), *apart, _definitions(as_of)]


def _by_unit(
    shown: Shown, name: str, title: str, *, columns: Sequence[FigureColumn], drawn: int, notes: list[str]
) -> FigureSheet:
    """A row for each unit and one for all; the parts of the whole are drawn where there are any."""
    units = shown.units(_is_there)
    rows = [[unit_name(unit_id), *_values(columns, figures)] for unit_id, figures in units]
    total = [_("Cộng"), *_values(columns, shown.figures.total)]
    # The first column names the unit, the second is the whole.
    parts = tuple(range(2, 2 + drawn))
    chart = SheetChart(ChartKind.STACKED_BARS, title, parts, len(rows)) if drawn and rows else None
    return FigureSheet(
        name=name,
        title=f"{title}, {shown.period}",
        columns=[Column(_("Đơn vị"), UNIT), *(each.column for each in columns)],
        rows=[*rows, total],
        notes=[*notes, few_ballots_words()] if name == _("Hài lòng") else notes,
        chart=chart,
    )


def _is_there(figures: UnitFigures) -> bool:
    return True


def _values(columns: Sequence[FigureColumn], figures: UnitFigures) -> list[Measure]:
    return [each.value(figures) for each in columns]


def _by_month(shown: Shown, as_of: str) -> FigureSheet:
    columns: list[tuple[str, Callable[[UnitFigures], Measure]]] = [
        (_("Tỷ lệ đúng hạn"), lambda figures: figures.on_time_rate.percent),
        (_("Tiếp nhận"), lambda figures: figures.received.received),
        (_("Đến hạn"), lambda figures: figures.due.due),
        (_("Trễ hạn"), lambda figures: figures.due.late),
        (_("Quá hạn, chưa trả lời"), lambda figures: figures.due.overdue),
    ]
    months = shown.months
    rows = [
        [month_words(month), *(value(each) for _name, value in columns)] for month, each in months.items()
    ]
    last = month_words(min(shown.selection.period.last, this_month()))
    title = _("Mười hai tháng đến %(month)s", month=last)
    return FigureSheet(
        name=_("Theo tháng"),
        title=title,
        columns=[Column(_("Tháng")), *(Column(heading) for heading, _value in columns)],
        rows=rows,
        notes=[as_of],
        chart=SheetChart(ChartKind.LINE, _("Tỷ lệ trả lời đúng hạn từng tháng"), (1,), len(rows))
        if rows
        else None,
    )


def _apart(shown: Shown, as_of: str) -> FigureSheet:
    parts = (Part.RECEIVED, Part.ANSWERED, Part.OPEN, Part.STOPPED)
    rows: list[list[Measure]] = []
    for kind in Kind:
        if kind in COUNTED_APART:
            counts = shown.figures.apart.get(kind)
            rows.append([term_words(kind), *(count_of(counts, part) if counts else 0 for part in parts)])
    rows.append([part_words(Part.FOR_REFERENCE), shown.figures.for_reference, None, None, None])
    return FigureSheet(
        name=_("Tính riêng"),
        title=_("Tính riêng, %(period)s", period=shown.period),
        columns=[Column(_("Loại"), UNIT), *(Column(part_words(part)) for part in parts)],
        rows=rows,
        notes=[as_of],
    )


def _definitions(as_of: str) -> FigureSheet:
    return FigureSheet(
        name=_("Định nghĩa"),
        title=_("Cách tính từng số liệu, phiên bản %(version)s", version=VERSION),
        columns=[
            Column(_("Số liệu"), UNIT),
            Column(_("Tử số, hoặc cách đếm"), 60),
            Column(_("Mẫu số"), 40),
            Column(_("Không tính"), 60),
        ],
        rows=[[each.name, each.counts, each.of, each.without] for each in all_definitions()],
        notes=[as_of],
    )
