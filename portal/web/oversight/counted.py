"""The cases behind a number of the dashboard, a page at a time."""

from dataclasses import dataclass
from typing import Any

from flask import abort, render_template, request, url_for

from portal.domain.figures import FEWEST_BALLOTS
from portal.domain.kinds import COUNTED_APART, Kind
from portal.domain.permissions import Permission
from portal.domain.unit_figures import QUESTIONS
from portal.queries.figure_parts import MAIN
from portal.queries.figure_rows import Asked, Basis, Part, Place, counted_cases, may_open
from portal.queries.figures import Selection, freshness
from portal.queries.kept_figures import load_figures
from portal.services.errors import NotPermitted
from portal.web.desk.case_lists import lines
from portal.web.oversight.blueprint import blueprint
from portal.web.oversight.dashboard import DASHBOARD, asked_for
from portal.web.shared.acting import actor, now, session
from portal.web.shared.figures.periods import shown_period
from portal.web.shared.figures.shown import part_words
from portal.web.shared.numbers import whole
from portal.web.shared.sentences import _
from portal.web.shared.words import term_words, unit_name


@dataclass(frozen=True, slots=True)
class Counted:
    """Which number is unfolded: a part, on a basis, of one unit's own cases or of all, of a kind counted apart."""

    part: Part
    basis: Basis
    own: bool
    kind: Kind | None

    @property
    def query(self) -> dict[str, Any]:
        """What an address needs to ask the same."""
        kind = {"kind": self.kind.value} if self.kind else {}
        own = {"own": "1"} if self.own else {}
        return {"part": self.part.value, "basis": self.basis.value, **own, **kind}


@blueprint.get("/dashboard/cases")
def counted() -> str:
    """The cases that a number of the dashboard counts, those that came or fall due last first."""
    asked, wanted = asked_for(), counted_for()
    if not may_open(actor(), wanted.part):
        raise NotPermitted(Permission.SEE_CASES)
    selection = asked.selection
    if wanted.own and asked.unit_id:
        selection = selection.own_of(asked.unit_id)
    if wanted.part is Part.RATED and not enough_ballots(selection):
        abort(404)
    kinds = (asked.kind,) if asked.kind else _kinds(wanted)
    rows = Asked(selection, wanted.basis, wanted.part, kinds, place_asked())
    page = counted_cases(session(), actor(), rows)
    query = {**asked.query, **wanted.query}
    return render_template(
        "oversight/counted.html",
        title=_title(wanted),
        scope=_scope(wanted, asked.unit_id, shown_period(asked.period, asked.kind)),
        lines=lines(page.rows),
        by_stays=wanted.part is Part.HELD,
        back_href=url_for(DASHBOARD, **asked.query),
        previous_url=page_url(query, page.previous),
        next_url=page_url(query, page.next),
        fresh=freshness(session(), now()),
    )


def counted_for() -> Counted:
    """What the address asks for; 404 for a number that no page shows."""
    given = request.args
    if given.get("part") not in list(Part) or given.get("basis") not in list(Basis):
        abort(404)
    if given["part"] == Part.RATED and given["basis"] != Basis.DUE:
        abort(404)  # ratings are told of the cases due in a period only
    if (given["part"] == Part.HELD) is not (given["basis"] == Basis.ANSWERED):
        abort(404)  # times held, and they alone, are told by the answers of a period
    kind = Kind(given["kind"]) if given.get("kind") in [each.value for each in COUNTED_APART] else None
    return Counted(Part(given["part"]), Basis(given["basis"]), given.get("own") == "1", kind)


def _kinds(wanted: Counted) -> tuple[Kind, ...]:
    if wanted.part is Part.FOR_REFERENCE:
        return tuple(Kind)
    return (wanted.kind,) if wanted.kind else MAIN


def enough_ballots(selection: Selection) -> bool:
    """Whether so many have rated that no single one is found out."""
    total = load_figures(session(), selection, freshness(session(), now())).total
    return total.satisfaction(QUESTIONS[0]).n >= FEWEST_BALLOTS


def _title(wanted: Counted) -> str:
    words = part_words(wanted.part)
    return f"{term_words(wanted.kind)}: {words[:1].lower()}{words[1:]}" if wanted.kind else words


def _scope(wanted: Counted, unit_id: int | None, period: str) -> str:
    when = {
        Basis.RECEIVED: _("tiếp nhận trong %(period)s", period=period),
        Basis.DUE: _("đến hạn trong %(period)s", period=period),
        Basis.ANSWERED: _("giữ việc được trả lời trong %(period)s", period=period),
    }[wanted.basis]
    if unit_id is None:
        return _("Các đơn vị Ông/Bà theo dõi, %(when)s.", when=when)
    if wanted.own:
        return _("%(unit)s, %(when)s.", unit=unit_name(unit_id), when=when)
    return _("%(unit)s và các đơn vị trực thuộc, %(when)s.", unit=unit_name(unit_id), when=when)


def place_asked() -> Place | None:
    """Where the page starts, as an address says it."""
    for name in ("after", "before"):
        in_month, _separator, last = request.args.get(name, "").partition("~")
        month, number = whole(in_month), whole(last)
        if month is not None and number is not None and len(in_month) == 6:
            return Place(month, number, backwards=name == "before")
    return None


def page_url(query: dict[str, Any], place: Place | None) -> str:
    """The address of a neighbouring page; empty when there is none."""
    if place is None:
        return ""
    query = {**query, "before" if place.backwards else "after": f"{place.month}~{place.id}"}
    return url_for("oversight.counted", **query)
