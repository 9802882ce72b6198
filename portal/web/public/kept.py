"""How well the promise was kept, as the first page shows it: four figures of the last whole month."""

from dataclasses import dataclass

from flask import url_for

from portal.domain.figures import Satisfaction
from portal.domain.time import local_day
from portal.domain.unit_figures import UnitFigures, working_days
from portal.queries.kept_promise import kept_promise as last_promise
from portal.web.shared.acting import now, session, settings
from portal.web.shared.figures.periods import period_words
from portal.web.shared.office import receiving_unit
from portal.web.shared.sentences import _
from portal.web.shared.words import number, percent


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure in large type, with what it is, what it was counted from, and where it is explained."""

    value: str
    label: str
    note: str
    href: str


def kept_promise() -> list[Tile]:
    """How well the promise was kept in the last month; empty while nothing has fallen due."""
    found = last_promise(session(), settings(), now())
    if found is None:
        return []
    figures, address = found.figures, url_for("public.figures", period=found.period.code)
    note = _(
        "%(period)s, %(n)s phản ánh đến hạn", period=period_words(found.period), n=number(figures.due.due)
    )
    on_time = Tile(percent(figures.on_time_rate), _("trả lời đúng hạn"), note, f"{address}#due")
    return [
        on_time,
        *_speed(figures, f"{address}#speed"),
        *_satisfaction(figures.satisfaction("result"), f"{address}#satisfaction"),
        *_published(figures, f"{address}#publication"),
    ]


def _speed(figures: UnitFigures, href: str) -> list[Tile]:
    unit = receiving_unit()
    reckoning = settings().reckoning(unit.id, local_day(now())) if unit else None
    days = working_days(figures.median_hours, reckoning) if reckoning else None
    if days is None:
        return []
    value = _("%(n)s ngày", n=number(days))
    return [Tile(value, _("một nửa được trả lời trong thời gian này"), _("trung vị, ngày làm việc"), href)]


def _satisfaction(result: Satisfaction, href: str) -> list[Tile]:
    if result.share is None or result.interval is None:
        return []
    low, high = result.interval
    note = _("%(n)s phiếu, ± %(spread)s", n=number(result.n), spread=number((high - low) / 2, 2))
    return [Tile(percent(result.share), _("hài lòng với kết quả"), note, href)]


def _published(figures: UnitFigures, href: str) -> list[Tile]:
    rate = figures.publication_rate
    if rate.percent is None:
        return []
    note = _("%(part)s trên %(whole)s câu trả lời", part=number(rate.part), whole=number(rate.whole))
    return [Tile(percent(rate), _("câu trả lời được công khai"), note, href)]
