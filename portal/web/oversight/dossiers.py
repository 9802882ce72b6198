"""Figures of dossiers and letters of apology, and the dossiers behind each number."""

from dataclasses import dataclass, replace
from typing import Any

from flask import abort, render_template, request, url_for

from portal.domain.dossiers import standing
from portal.domain.permissions import Permission
from portal.domain.time import local_day
from portal.queries.dossier_figures import (
    PAGE,
    Counted,
    DossierBasis,
    DossierPart,
    RowPlace,
    counted_dossiers,
    dossier_figures,
)
from portal.queries.dossier_state import facts_of
from portal.queries.figures import freshness, reach
from portal.queries.procedures import procedures_by_id
from portal.queries.targets import targets
from portal.services.errors import NotPermitted
from portal.web.oversight.blueprint import blueprint
from portal.web.oversight.dashboard import Asked, asked_for
from portal.web.shared.acting import actor, now, session, settings
from portal.web.shared.figures.definitions import VERSION
from portal.web.shared.figures.one_stop.sections import dossier_sections
from portal.web.shared.figures.one_stop.shown import ShownDossiers, dossier_part_words
from portal.web.shared.figures.periods import chooser, period_words
from portal.web.shared.figures.then_or_now import offered_units, split_note, then_or_now
from portal.web.shared.figures.units import unit_choices
from portal.web.shared.numbers import whole
from portal.web.shared.sentences import _

HERE = "oversight.dossier_figures_page"


@dataclass(frozen=True)
class StaffDossierLinks:
    """Numbers lead to the dossiers they count, for those who may see dossiers."""

    asked: Asked

    def rows(
        self,
        part: DossierPart,
        basis: DossierBasis,
        *,
        unit_id: int | None = None,
        procedure_id: int | None = None,
    ) -> str:
        """The list of the dossiers that a number counts."""
        if not actor().may(Permission.SEE_DOSSIERS):
            return ""
        query = {"part": part.value, "basis": basis.value, **self.asked.query}
        if unit_id is not None:
            query |= {"unit": unit_id, "own": 1}
        if procedure_id is not None:
            query["procedure"] = procedure_id
        return url_for("oversight.counted_dossiers_page", **query)

    def unit(self, unit_id: int) -> str:
        """The figures of one unit; empty when it is shown already."""
        query = {**self.asked.query, "unit": unit_id}
        return "" if unit_id == self.asked.unit_id else url_for(HERE, **query)


@blueprint.get("/dossiers")
def dossier_figures_page() -> str:
    """The figures of dossiers of the units within reach."""
    asked = asked_for()
    selection = asked.selection
    shown = ShownDossiers(
        dossier_figures(session(), selection),
        selection,
        StaffDossierLinks(asked),
        targets=tuple(targets(session())),
        unit_id=asked.unit_id,
    )
    return render_template(
        "oversight/dossiers.html",
        asked=asked,
        shown=shown,
        sections=dossier_sections(shown),
        chooser=chooser(asked.period, lambda period: url_for(HERE, **{**asked.query, "period": period.code})),
        units=unit_choices(offered_units(reach(actor(), settings()), asked.as_now)),
        ways=then_or_now(asked.as_now, lambda as_now: url_for(HERE, **replace(asked, as_now=as_now).query)),
        split_note=split_note(selection),
        fresh=freshness(session(), now()),
        version=VERSION,
    )


@blueprint.get("/dossiers/rows")
def counted_dossiers_page() -> str:
    """The dossiers that a number counts, newest first."""
    if not actor().may(Permission.SEE_DOSSIERS):
        raise NotPermitted(Permission.SEE_DOSSIERS)
    asked, wanted = asked_for(), _wanted()
    selection = asked.selection
    query: dict[str, Any] = {}
    if request.args.get("own") == "1" and asked.unit_id:
        selection, query = selection.own_of(asked.unit_id), {"own": 1}
    found = counted_dossiers(session(), actor(), replace(wanted, selection=selection))
    rows, more = found[:PAGE], len(found) > PAGE
    query |= {**asked.query, "part": wanted.part.value, "basis": wanted.basis.value}
    if wanted.procedure_id:
        query["procedure"] = wanted.procedure_id
    return render_template(
        "oversight/counted_dossiers.html",
        title=dossier_part_words(wanted.part),
        scope=_scope(asked, wanted),
        rows=_lines([row for _month, row in rows]),
        back_href=url_for(HERE, **asked.query),
        next_url=_page_after(query, *rows[-1]) if more else "",
    )


def _page_after(query: dict[str, Any], month: int, row: Any) -> str:
    return url_for("oversight.counted_dossiers_page", **query, after=f"{month}~{row.id}")


def _wanted() -> Counted:
    given = request.args
    if given.get("part") not in list(DossierPart) or given.get("basis") not in list(DossierBasis):
        abort(404)
    part, basis = DossierPart(given["part"]), DossierBasis(given["basis"])
    procedure = given.get("procedure", "")
    procedure_id = whole(procedure)
    return Counted(asked_for().selection, basis, part, procedure_id, _place(given.get("after", "")))


def _place(typed: str) -> RowPlace | None:
    in_month, _separator, last = typed.partition("~")
    month, number = whole(in_month), whole(last)
    if month is not None and number is not None and len(in_month) == 6:
        return RowPlace(month, number)
    return None


def _scope(asked: Asked, wanted: Counted) -> str:
    if wanted.basis is DossierBasis.DUE:
        return _("Hồ sơ có ngày hẹn trả đầu tiên trong %(period)s.", period=period_words(asked.period))
    return _("Hồ sơ tiếp nhận trong %(period)s.", period=period_words(asked.period))


def _lines(rows: list[Any]) -> list[dict[str, Any]]:
    procedures = procedures_by_id(session(), (row.procedure_id for row in rows))
    today = local_day(now())
    return [
        {
            "code": row.code,
            "procedure": procedures[row.procedure_id].name,
            "unit_id": row.unit_id,
            "received": row.received_at,
            "first_due_on": row.first_due_on,
            "due_on": row.due_on,
            "standing": standing(facts_of(row), today, settings().reckoning(row.unit_id, today).calendar),
            "timing": row.first_timing,
        }
        for row in rows
    ]
