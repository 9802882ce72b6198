"""Remedies as a figure: how many were opened and done, how many are overdue, by unit."""

from collections.abc import Mapping

from portal.domain.measures.surveys import REMEDIES
from portal.queries.surveys.remedy_figures import RemedyCounts, RemedySource
from portal.web.shared.acting import settings
from portal.web.shared.figures.definitions import definitions
from portal.web.shared.figures.pieces import Section, Table, Tile, share_tile
from portal.web.shared.sentences import _
from portal.web.shared.words import number, percent, term_words, unit_name


def remedy_section(
    by_unit: Mapping[int, RemedyCounts],
    source: RemedySource,
    *,
    href: str = "",
    period: str,
    with_units: bool = True,
) -> Section:
    """The remedies of one source; empty where there are none.

    Everybody is told of all units together: one remedy of a small unit would tell of one low ballot.
    """
    total = sum(by_unit.values(), RemedyCounts())
    title = _("Khắc phục: %(source)s", source=term_words(source))
    if total == RemedyCounts():
        return Section(id=f"remedies-{source.value}", title=title)
    return Section(
        id=f"remedies-{source.value}",
        title=title,
        finding=_(
            "%(opened)s mở trong kỳ, %(done)s xong trong kỳ, %(overdue)s quá hạn",
            opened=number(total.opened),
            done=number(total.done),
            overdue=number(total.overdue),
        ),
        tiles=[
            Tile(number(total.opened), _("mở trong kỳ")),
            Tile(number(total.done), _("xong trong kỳ")),
            *([share_tile(total.in_time, _("xong đúng hạn"), "")] if total.done else []),
            Tile(number(total.open), _("đang mở"), href=href if total.open else ""),
            Tile(number(total.overdue), _("quá hạn"), tone="late" if total.overdue else ""),
        ],
        table=_table(by_unit, total, period) if with_units else None,
        definitions=definitions(REMEDIES.code),
    )


def _table(by_unit: Mapping[int, RemedyCounts], total: RemedyCounts, period: str) -> Table:
    rows = [[unit_name(each), *_cells(by_unit[each])] for each in settings().units if each in by_unit]
    heads = [
        _("Đơn vị"),
        _("Mở trong kỳ"),
        _("Xong trong kỳ"),
        _("Xong đúng hạn"),
        _("Đang mở"),
        _("Quá hạn"),
    ]
    rows.append([_("Cộng"), *_cells(total)])
    return Table(_("Khắc phục theo đơn vị, %(period)s", period=period), heads, rows)


def _cells(counts: RemedyCounts) -> list[str]:
    share = percent(counts.in_time) if counts.done else "–"
    return [number(counts.opened), number(counts.done), share, number(counts.open), number(counts.overdue)]
