"""Promises kept: early, on time, late and overdue dossiers, and the trend of twelve months."""

from portal.domain.dossier_figures import Kept
from portal.queries.dossier_figures import DossierPart
from portal.web.shared.figures.definitions import definitions
from portal.web.shared.figures.one_stop.shown import (
    DUE,
    RECEIVED,
    ShownDossiers,
    count_tile,
    dossier_part_words,
    units_of,
)
from portal.web.shared.figures.periods import month_words, this_month
from portal.web.shared.figures.pieces import (
    BarRow,
    Bars,
    Cell,
    Line,
    Point,
    Section,
    Table,
    share_note,
    share_tile,
    shares_of,
)
from portal.web.shared.sentences import _
from portal.web.shared.words import number, percent, unit_name


def kept_section(shown: ShownDossiers) -> Section:
    """On time or not, of what was promised for the period."""
    kept, rows = shown.figures.kept, shown.links.rows
    tiles = [
        share_tile(kept.on_time, _("đúng và sớm hạn"), ""),
        share_tile(kept.early, _("sớm hạn"), rows(DossierPart.EARLY, DUE)),
        count_tile(shown, kept.counts.late, DossierPart.LATE, tone="late"),
        count_tile(shown, kept.overdue.all, DossierPart.OVERDUE, tone="overdue"),
        count_tile(shown, kept.counts.not_updated, DossierPart.NOT_UPDATED),
        count_tile(shown, shown.figures.received.breaches, DossierPart.BREACHES, basis=RECEIVED, tone="late"),
        count_tile(shown, kept.counts.stopped, DossierPart.STOPPED),
    ]
    return Section(
        id="kept",
        title=_("Trả kết quả đúng hẹn"),
        tiles=tiles,
        bars=_bars(shown),
        table=_kept_table(shown),
        definitions=definitions(
            "dossiers.on_time_rate",
            "dossiers.early_rate",
            "dossiers.late",
            "dossiers.overdue",
            "dossiers.not_updated",
            "dossiers.supplement_breaches",
        ),
    )


def _bars(shown: ShownDossiers) -> Bars | None:
    units = [(unit_id, kept) for unit_id, kept in units_of(shown) if kept.on_time.whole]
    if not units:
        return None
    return Bars(
        title=_("Trả kết quả đúng hẹn theo đơn vị, %(period)s", period=shown.period),
        text="; ".join(f"{unit_name(each)} {percent(kept.on_time)}" for each, kept in units),
        parts=[
            {"label": _("Sớm hạn"), "tone": "in_time"},
            {"label": _("Đúng hạn"), "tone": "notice"},
            {"label": _("Trễ hạn"), "tone": "late"},
            {"label": _("Quá hạn"), "tone": "overdue"},
        ],
        rows=[_bar(shown, unit_id, kept) for unit_id, kept in units],
    )


def _bar(shown: ShownDossiers, unit_id: int, kept: Kept) -> BarRow:
    counts, share = kept.counts, kept.on_time
    parts = (counts.early, counts.on_time, counts.late, kept.overdue.all)
    words = _("%(percent)s (%(parts)s)", percent=percent(share), parts=share_note(share))
    return BarRow(unit_name(unit_id), words, shares_of(parts, share.whole), shown.links.unit(unit_id))


KEPT_PARTS = (
    DossierPart.ALL,
    DossierPart.EARLY,
    DossierPart.ON_TIME,
    DossierPart.LATE,
    DossierPart.OPEN,
    DossierPart.STOPPED,
)


def _kept_table(shown: ShownDossiers) -> Table:
    heads = [_("Đơn vị"), _("Đến hẹn"), *map(dossier_part_words, KEPT_PARTS[1:]), _("Quá hạn")]
    rows = [[unit_name(unit_id), *_numbers(shown, kept, unit_id)] for unit_id, kept in units_of(shown)]
    total = [_("Cộng"), *_numbers(shown, shown.figures.kept, None)]
    return Table(
        _("Trả kết quả đúng hẹn theo đơn vị, %(period)s", period=shown.period),
        [*heads, _("Tỷ lệ đúng, sớm hạn")],
        [*rows, total],
    )


def _numbers(shown: ShownDossiers, kept: Kept, unit_id: int | None) -> list[str | Cell]:
    return [
        *(shown.number(getattr(kept.counts, part.value), part, unit_id=unit_id) for part in KEPT_PARTS),
        shown.number(kept.overdue.all, DossierPart.OVERDUE, unit_id=unit_id),
        percent(kept.on_time),
    ]


def trend_section(shown: ShownDossiers) -> Section:
    """The on-time rate of the twelve months that end with the period."""
    months = {month: kept for month, kept in shown.figures.kept_by_month.items() if month <= this_month()}
    points = [
        Point(month_words(month), percent(kept.on_time), kept.on_time.part * 100 / kept.on_time.whole)
        for month, kept in months.items()
        if kept.on_time.whole
    ]
    title = _("Tỷ lệ trả kết quả đúng, sớm hạn từng tháng, vạch trên cùng là %(top)s", top="100%")
    text = "; ".join(f"{point.label} {point.value_words}" for point in points)
    heads = [_("Tháng"), _("Đúng, sớm hạn"), _("Trễ và quá hạn"), _("Tỷ lệ"), _("Có thư xin lỗi")]
    rows = [
        [
            month_words(month),
            number(kept.on_time.part),
            number(kept.all_late),
            percent(kept.on_time),
            percent(kept.coverage),
        ]
        for month, kept in months.items()
    ]
    return Section(
        id="dossier-trend",
        title=_("Mười hai tháng"),
        line=Line(title, text, points) if points else None,
        table=Table(title, heads, rows) if rows else None,
    )
