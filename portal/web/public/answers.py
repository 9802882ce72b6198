"""Published answers: found by words and filters, the newest first where nothing is searched."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.domain.text import nfc
from portal.domain.time import local_day
from portal.ports import SearchFilter, Unavailable
from portal.queries.categories import communes, with_those_below
from portal.queries.published import (
    BOUND,
    Publication,
    address_of,
    count_published,
    newest,
    published_by_ids,
)
from portal.web.public.blueprint import blueprint
from portal.web.public.excerpt import Found, marked
from portal.web.public.wished import Wished
from portal.web.shared.acting import language, now, ports, session, settings
from portal.web.shared.limits import SEARCHING, spend
from portal.web.shared.numbers import whole
from portal.web.shared.sentences import _
from portal.web.shared.words import number

PER_PAGE = 10
LONGEST_QUERY = 200
PERIODS = ("1", "3", "6", "12")
VERDICTS = {"in_time": False, "late": True}


@dataclass(frozen=True, slots=True)
class Wish(Wished):
    """What a reader looks for, as the address says it; whatever makes no sense is left out."""

    q: str = ""
    category: str = ""
    unit: str = ""
    area: str = ""
    period: str = ""
    verdict: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "Wish":
        """The wish in the query of an address."""
        office = settings()
        return cls(
            q=nfc(given.get("q", "")).strip()[:LONGEST_QUERY],
            category=_known(given.get("category", ""), office.categories),
            unit=_known(given.get("unit", ""), office.units),
            area=_known(given.get("area", ""), office.areas),
            period=given.get("period", "") if given.get("period") in PERIODS else "",
            verdict=given.get("verdict", "") if given.get("verdict") in VERDICTS else "",
        )

    def where(self) -> SearchFilter:
        """The wish as queries and the index take it; a category, unit or area means all below it too."""
        office = settings()
        return SearchFilter(
            category_ids=with_those_below(office.categories, int(self.category)) if self.category else None,
            unit_ids=office.units_below(int(self.unit)) if self.unit else None,
            area_ids=with_those_below(office.areas, int(self.area)) if self.area else None,
            from_month=_months_ago(int(self.period)) if self.period else None,
            late=VERDICTS.get(self.verdict),
        )


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of answers."""

    rows: list[Found]
    total_words: str
    previous_url: str = ""
    next_url: str = ""
    unavailable: bool = False


@blueprint.app_template_filter("answer_address")
def answer_address(row: Publication) -> str:
    """The last piece of a published answer's address."""
    return address_of(row)


@blueprint.get("/answers")
def answers() -> ResponseReturnValue:
    """The list, searched or the newest."""
    if not spend(SEARCHING):
        abort(429)
    wish = Wish.of(request.args)
    return render_template("public/answers.html", wish=wish, listing=listing_of(wish), choices=choices())


def listing_of(wish: Wish) -> Listing:
    """What is found; when the index cannot be asked, the newest answers and a word about it."""
    if not wish.q:
        return _newest(wish)
    try:
        return _searched(wish)
    except Unavailable:
        return _newest(wish, unavailable=True)


def _newest(wish: Wish, *, unavailable: bool = False) -> Listing:
    before = _whole(request.args.get("before", ""))
    found = newest(session(), wish.where(), before_id=before or None, limit=PER_PAGE)
    after = url_for("public.answers", **wish.query(), before=found.after_id) if found.after_id else ""
    return Listing(
        rows=[Found(row) for row in found.rows],
        total_words=_total(count_published(session(), wish.where())),
        previous_url=url_for("public.answers", **wish.query()) if before else "",
        next_url=after,
        unavailable=unavailable,
    )


def _searched(wish: Wish) -> Listing:
    start = min(_whole(request.args.get("start", "")), BOUND)
    hits = ports().index.search(wish.q, wish.where(), start=start, limit=PER_PAGE)
    by_id = {hit.publication_id: hit for hit in hits.hits}
    rows = published_by_ids(session(), list(by_id))
    beyond = start + PER_PAGE
    return Listing(
        rows=[Found(row, marked(by_id[row.id].excerpt, by_id[row.id].words)) for row in rows],
        total_words=_total(hits.total),
        previous_url=_page(wish, max(0, start - PER_PAGE)) if start else "",
        next_url=_page(wish, beyond) if hits.total > beyond and beyond < BOUND else "",
    )


def _page(wish: Wish, start: int) -> str:
    place: dict[str, Any] = {"start": start} if start else {}
    return url_for("public.answers", **wish.query(), **place)


def _total(total: int) -> str:
    words = f"{number(BOUND)}+" if total > BOUND else number(total)
    return _("%(n)s câu trả lời", n=words)


def choices() -> dict[str, list[tuple[str, str]]]:
    """What each filter offers."""
    office, here = settings(), language()
    today = local_day(now())
    handling = [unit for unit in office.units.values() if unit.stands(today)]
    return {
        "category": [(str(each.id), each.named(here)) for each in office.categories.values() if each.active],
        "unit": [(str(unit.id), unit.named(here)) for unit in handling],
        "area": [(str(area.id), area.name) for area in communes(office)],
        "period": [(n, _("%(n)s tháng gần đây", n=n)) for n in PERIODS],
        "verdict": [("in_time", _("Đúng hạn")), ("late", _("Trễ hạn"))],
    }


def _known(typed: str, nodes: Mapping[int, Any]) -> str:
    return typed if whole(typed) in nodes else ""


def _whole(typed: str) -> int:
    return whole(typed) or 0


def _months_ago(months: int) -> int:
    today = local_day(now())
    counted = today.year * 12 + today.month - months
    return counted // 12 * 100 + counted % 12 + 1
