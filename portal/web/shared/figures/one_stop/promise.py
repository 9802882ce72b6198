"""Promises kept: early, on time, late and overdue dossiers, and the trend of twelve months."""

from portal.domain.charts.findings import parts_finding
from portal.domain.charts.marks import Ink
from portal.domain.charts.stacked import Part as PartDrawn
from portal.domain.dossier_figures import Kept
from portal.domain.targets import TargetFigure
from portal.queries.dossier_figures import DossierPart
from portal.web.shared.acting import language
from portal.web.shared.charts.drawn import Drawn
from portal.web.shared.charts.promise import KeptPromise, promise_chart
from portal.web.shared.charts.units import UnitParts, parts_chart
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
from portal.web.shared.figures.pieces import Cell, Section, Table, charts_of, share_tile
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
        charts=charts_of([_trend(shown), _parts(shown)]),
        table=_kept_table(shown),
        more_tables=_trend_tables(shown),
        definitions=definitions(
            "dossiers.on_time_rate",
            "dossiers.early_rate",
            "dossiers.late",
            "dossiers.overdue",
            "dossiers.not_updated",
            "dossiers.supplement_breaches",
        ),
    )


def _parts(shown: ShownDossiers) -> Drawn | None:
    parts = [
        PartDrawn(dossier_part_words(DossierPart.EARLY), Ink.GOOD),
        PartDrawn(dossier_part_words(DossierPart.ON_TIME), Ink.NOTICE),
        PartDrawn(dossier_part_words(DossierPart.LATE), Ink.LATE),
        PartDrawn(_("Quá hạn"), Ink.OVERDUE),
    ]
    kept = shown.figures.kept
    counts = _counts(kept)
    said = [
        (counts[0], "sớm hạn", "early"),
        (counts[1], "đúng hạn", "on time"),
        (counts[2], "trễ hạn", "late"),
        (counts[3], "quá hạn chưa giải quyết", "overdue and not settled"),
    ]
    units = [(each, _counts(one), percent(one.on_time)) for each, one in units_of(shown) if one.on_time.whole]
    title = parts_finding((kept.on_time.whole, "hồ sơ đến hẹn", "dossiers due"), said, language())
    caption = _("Kết quả của số hồ sơ đến hẹn của mỗi đơn vị, %(period)s.", period=shown.period)
    return parts_chart(UnitParts(title, parts, units, caption))


def _counts(kept: Kept) -> tuple[int, ...]:
    return kept.counts.early, kept.counts.on_time, kept.counts.late, kept.overdue.all


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


def _months(shown: ShownDossiers) -> dict[int, Kept]:
    """The twelve months that end with the period, as far as time has come."""
    return {month: kept for month, kept in shown.figures.kept_by_month.items() if month <= this_month()}


def _trend(shown: ShownDossiers) -> Drawn | None:
    rates = {month: kept.on_time for month, kept in _months(shown).items()}
    names = ("Trả kết quả đúng, sớm hạn", "Results on time or early")
    target = shown.target(TargetFigure.DOSSIERS_ON_TIME)
    last = shown.selection.period.last
    told = KeptPromise(names, shown.figures.kept.on_time, rates, target, last, this_month())
    return promise_chart(told, _("Tỷ lệ trả kết quả đúng, sớm hạn từng tháng."))


def _trend_tables(shown: ShownDossiers) -> list[Table]:
    heads = [_("Tháng"), _("Đúng, sớm hạn"), _("Trễ và quá hạn"), _("Tỷ lệ"), _("Có thư xin lỗi")]
    rows = [
        [
            month_words(month),
            number(kept.on_time.part),
            number(kept.all_late),
            percent(kept.on_time),
            percent(kept.coverage),
        ]
        for month, kept in _months(shown).items()
    ]
    return [Table(_("Tỷ lệ trả kết quả đúng, sớm hạn từng tháng"), heads, rows)] if rows else []
