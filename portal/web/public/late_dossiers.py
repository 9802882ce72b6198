"""Late dossiers with a letter of apology, for everybody: no names, nobody's words that could point to a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.domain.periods import Period, Span, month_before, period_of, read_period
from portal.domain.privacy.own_contact import OwnContact
from portal.domain.shown_reason import shown_reason
from portal.domain.time import local_day, start_of
from portal.queries.late_dossiers import BOUND, LateDossier, LatePage, LateWanted, count_late, late_dossiers
from portal.web.public.blueprint import blueprint
from portal.web.public.wished import Wished
from portal.web.shared.acting import language, now, session, settings
from portal.web.shared.dossiers import appointment_words
from portal.web.shared.limits import SEARCHING, spend
from portal.web.shared.numbers import whole
from portal.web.shared.sentences import _
from portal.web.shared.words import number, term_words, unit_name

# How many months the filter offers.
MONTHS = 24


@dataclass(frozen=True, slots=True)
class Wish(Wished):
    """What the list is narrowed to, as the address says it; whatever makes no sense is left out."""

    unit: str = ""
    month: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "Wish":
        """The wish in the query of an address."""
        unit, month = given.get("unit", ""), given.get("month", "")
        return cls(unit if whole(unit) in settings().units else "", month if _month(month) else "")

    def where(self) -> LateWanted:
        """The wish as the query takes it; a unit means all below it too."""
        period = _month(self.month)
        return LateWanted(
            unit_ids=settings().units_below(int(self.unit)) if self.unit else None,
            since=start_of(_first_day(period.first)) if period else None,
            until=start_of(_first_day(month_before(period.last, -1))) if period else None,
        )


def _month(code: str) -> Period | None:
    period = read_period(code) if code else None
    return period if period and period.span is Span.MONTH else None


def _first_day(month: int) -> date:
    return date(month // 100, month % 100, 1)


@blueprint.get("/dossiers/late", endpoint="late_dossiers")
def late() -> ResponseReturnValue:
    """The list, the latest letter first."""
    if not spend(SEARCHING):
        abort(429)
    wish = Wish.of(request.args)
    typed = request.args.get("before", "")
    before = whole(typed)
    found = late_dossiers(session(), wish.where(), before_id=before)
    return render_template(
        "public/late_dossiers.html",
        wish=wish,
        finding=finding(wish, count_late(session(), wish.where())),
        rows=[row_of(row) for row in found.rows],
        previous_url=url_for("public.late_dossiers", **wish.query()) if before else "",
        next_url=_next(wish, found),
        choices=choices(),
    )


def _next(wish: Wish, found: LatePage) -> str:
    return url_for("public.late_dossiers", **wish.query(), before=found.after_id) if found.after_id else ""


def finding(wish: Wish, total: int) -> str:
    """The heading: what the list shows, in one sentence."""
    n = f"{number(BOUND)}+" if total > BOUND else number(total)
    unit, month = unit_name(int(wish.unit)) if wish.unit else "", _month_words(wish.month)
    if unit and month:
        return _("%(unit)s đã xin lỗi về %(n)s hồ sơ trễ hẹn trong %(month)s", unit=unit, n=n, month=month)
    if unit:
        return _("%(unit)s đã xin lỗi về %(n)s hồ sơ trễ hẹn", unit=unit, n=n)
    if month:
        return _("%(n)s hồ sơ trễ hẹn đã có thư xin lỗi trong %(month)s", n=n, month=month)
    return _("%(n)s hồ sơ trễ hẹn đã có thư xin lỗi", n=n)


def _month_words(code: str) -> str:
    period = _month(code)
    return _("tháng %(month)s/%(year)s", month=period.first % 100, year=period.first // 100) if period else ""


def row_of(row: LateDossier) -> dict[str, str]:
    """One dossier as everybody may see it."""
    letter = row.letter
    new_at = letter.new_due_at
    again = _("Hẹn lại %(new)s.", new=appointment_words(local_day(new_at), new_at)) if new_at else ""
    return {
        "code": row.dossier.code,
        "procedure": row.procedure.name,
        "unit": unit_name(row.dossier.unit_id),
        "old": appointment_words(letter.old_due_on, letter.old_due_at),
        "new": again or _("Đã trả kết quả chậm."),
        "reason": reason_words(row),
    }


def reason_words(row: LateDossier) -> str:
    """Why it is late: the words of the code, and those given where nothing in them points to a person."""
    applicant = row.dossier.applicant
    own = OwnContact(applicant.phone, applicant.email, applicant.address)
    given = shown_reason(row.letter.reason_words, applicant=applicant.name, own=own)
    return ": ".join(filter(None, (term_words(row.letter.reason), given)))


def choices() -> dict[str, list[tuple[str, str]]]:
    """What each filter offers."""
    today, here = local_day(now()), language()
    this = today.year * 100 + today.month
    months = [period_of(Span.MONTH, month_before(this, back)) for back in range(MONTHS)]
    return {
        "unit": [
            (str(unit.id), unit.named(here)) for unit in settings().units.values() if unit.stands(today)
        ],
        "month": [(period.code, _month_words(period.code)) for period in months],
    }
