"""The catalogue of administrative procedures: found by words without accents, field, unit and online level."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.domain.clock import TimeUnit
from portal.domain.dossier_channels import OnlineLevel
from portal.domain.reference import read_dossier_code
from portal.domain.text import nfc
from portal.queries.procedures import (
    PAGE,
    Procedure,
    ProcedureFilter,
    fields_of_procedures,
    procedure_by_code,
    procedure_page,
    units_of_procedures,
)
from portal.web.public.blueprint import blueprint
from portal.web.public.wished import Wished
from portal.web.shared.acting import session, settings
from portal.web.shared.limits import SEARCHING, spend
from portal.web.shared.numbers import whole
from portal.web.shared.sentences import _
from portal.web.shared.words import day, number, term_words, unit_name

LONGEST_QUERY = 200


@dataclass(frozen=True, slots=True)
class Wish(Wished):
    """What a reader looks for, as the address says it; whatever makes no sense is left out."""

    q: str = ""
    field: str = ""
    unit: str = ""
    level: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "Wish":
        """The wish in the query of an address."""
        unit, level = given.get("unit", ""), given.get("level", "")
        return cls(
            q=nfc(given.get("q", "")).strip()[:LONGEST_QUERY],
            field=nfc(given.get("field", "")).strip()[:LONGEST_QUERY],
            unit=unit if whole(unit) in settings().units else "",
            level=level if level in set(OnlineLevel) else "",
        )

    def where(self, after: str) -> ProcedureFilter:
        """The wish as the query takes it; a unit means all below it too."""
        return ProcedureFilter(
            text=self.q,
            field=self.field,
            unit_ids=settings().units_below(int(self.unit)) if self.unit else None,
            level=OnlineLevel(self.level) if self.level else None,
            after=after,
        )


@blueprint.get("/procedures")
def procedures() -> ResponseReturnValue:
    """The catalogue, by code."""
    if not spend(SEARCHING):
        abort(429)
    wish, after = Wish.of(request.args), nfc(request.args.get("after", ""))[:64]
    found = procedure_page(session(), wish.where(after))
    last = found[PAGE - 1].code if len(found) > PAGE else ""
    return render_template(
        "public/procedures.html",
        wish=wish,
        rows=[(row, committed_words(row)) for row in found[:PAGE]],
        previous_url=url_for("public.procedures", **wish.query()) if after else "",
        next_url=url_for("public.procedures", **wish.query(), after=last) if last else "",
        choices=choices(),
    )


@blueprint.get("/procedures/<path:code>")
def procedure(code: str) -> ResponseReturnValue:
    """One procedure; one that is no longer in use says so."""
    found = procedure_by_code(session(), code) or procedure_by_code(session(), read_dossier_code(code))
    if found is None:
        abort(404)
    return render_template(
        "public/procedure.html", procedure=found, facts=facts_of(found), steps=steps_of(found)
    )


def committed_words(row: Procedure) -> str:
    """The time the office has committed itself to."""
    return term_amount(row.amount, row.time_unit)


def term_amount(amount: int, unit: TimeUnit) -> str:
    """An amount of time: "3 ngày làm việc"."""
    return f"{number(amount)} {term_words(unit)}"


def facts_of(row: Procedure) -> list[dict[str, str]]:
    """What the detail page says; what is not known is left out."""
    legal = (
        term_amount(row.legal_amount, row.legal_time_unit) if row.legal_amount and row.legal_time_unit else ""
    )
    facts = (
        (_("Mã thủ tục"), row.code),
        (_("Lĩnh vực"), row.field),
        (_("Cơ quan giải quyết"), unit_name(row.unit_id)),
        (_("Thời gian cam kết"), committed_words(row)),
        (_("Thời gian theo quy định"), legal),
        (_("Nộp trực tuyến"), term_words(row.online_level)),
        (_("Bưu chính công ích"), _("Nhận và trả qua bưu chính") if row.postal else _("Không áp dụng")),
        (_("Nơi niêm yết"), row.posted_where),
        (_("Cập nhật ngày"), day(row.updated_on)),
    )
    return [{"label": label, "value": value} for label, value in facts if value]


def steps_of(row: Procedure) -> list[dict[str, str]]:
    """The steps in their order, each with its time where one is set."""
    return [
        {
            "name": step["name"],
            "time": term_amount(step["amount"], TimeUnit(step["unit"])) if step.get("amount") else "",
        }
        for step in row.steps
    ]


def choices() -> dict[str, list[tuple[str, str]]]:
    """What each filter offers."""
    units = sorted(units_of_procedures(session()), key=lambda unit_id: settings().units[unit_id].code)
    return {
        "field": [(field, field) for field in fields_of_procedures(session())],
        "unit": [(str(unit_id), unit_name(unit_id)) for unit_id in units],
        "level": [(level.value, term_words(level)) for level in OnlineLevel],
    }
