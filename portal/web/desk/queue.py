"""The coordinator's queue: what no rule matched and what came back, oldest due first, with suggestions."""

from dataclasses import dataclass
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectField
from wtforms.validators import InputRequired, Length

from portal.domain.bulk import BulkKind
from portal.domain.permissions import Permission
from portal.domain.time import local_day
from portal.queries.coordination import Case, queue_page
from portal.services.route_case import Destination
from portal.web.desk.blueprint import blueprint
from portal.web.desk.case_filter import place_asked, place_query
from portal.web.desk.many_cases import planned, ticked
from portal.web.desk.suggested import SuggestedUnit, suggested_units
from portal.web.shared.acting import actor, commits, language, now, require, session, settings
from portal.web.shared.choices import choice
from portal.web.shared.due import DueView, due_view
from portal.web.shared.form import Form, Line, checks_itself
from portal.web.shared.numbers import whole
from portal.web.shared.sentences import _, _l

UNSOUND = 422
EXCERPT = 280
LONGEST_REASON = 1_000


class RouteMany(Form):
    """One unit and one reason for all ticked cases, or for the one whose suggestion is taken."""

    unit_id = SelectField(
        _l("Chuyển các phản ánh đã chọn đến"),
        validators=[InputRequired(_l("Xin chọn đơn vị."))],
        validate_choice=False,
    )
    reason = Line(
        _l("Lý do"),
        [
            InputRequired(_l("Xin ghi lý do chuyển.")),
            Length(max=LONGEST_REASON, message=_l("Lý do dài quá.")),
        ],
    )

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        units = (unit for unit in settings().units.values() if unit.stands(local_day(now())))
        named = (choice(unit.id, unit.named(language())) for unit in units)
        self.unit_id.choices = [choice("", _("Chọn đơn vị")), *named]

    @property
    def destination(self) -> Destination:
        """Where the cases go and why."""
        typed = self.unit_id.data or ""
        return Destination(whole(typed) or 0, self.reason.data)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One case of the queue, with why it came back and where it could go."""

    case: Case
    due: DueView
    excerpt: str
    returned: str
    returned_by: int | None
    suggestions: tuple[SuggestedUnit, ...]

    @property
    def ticked(self) -> str:
        """What its box sends: the case, and the version that was seen."""
        return f"{self.case.reference}.{self.case.version}"


@blueprint.get("/queue")
def queue() -> ResponseReturnValue:
    """A page of the queue."""
    require(Permission.ROUTE)
    return queue_view(RouteMany())


@blueprint.post("/queue/route")
@checks_itself
@commits
def route_many() -> ResponseReturnValue:
    """Route the ticked cases, or take a suggestion for one of them."""
    require(Permission.ROUTE)
    form = RouteMany()
    if not form.is_sound():
        return queue_view(form), UNSOUND
    to = form.destination
    return planned(BulkKind.ROUTE, ticked(), {"unit_id": to.unit_id, "reason": to.reason})


def queue_view(form: RouteMany) -> str:
    """The queue with the form under it; boxes that were ticked stay so."""
    page = queue_page(session(), actor(), today=local_day(now()), place=place_asked())
    suggestions = suggested_units(page.cases, page.returns)
    back = {each: page.returns[each].facts for each in page.returns}
    return render_template(
        "desk/queue.html",
        waiting=[
            Waiting(
                case=case,
                due=due_view(case),
                excerpt=excerpt(case.body),
                returned=back.get(case.id, {}).get("reason", ""),
                returned_by=back.get(case.id, {}).get("from_unit_id"),
                suggestions=suggestions[case.id],
            )
            for case in page.cases
        ],
        form=form,
        ticked=frozenset(request.form.getlist("case")),
        previous_url=url_for("desk.queue", **place_query(page.previous)) if page.previous else None,
        next_url=url_for("desk.queue", **place_query(page.next)) if page.next else None,
        tabs=queue_tabs(),
    )


def excerpt(text: str) -> str:
    """The beginning of a longer text, cut at a word."""
    flat = " ".join(text.split())
    return flat if len(flat) <= EXCERPT else flat[:EXCERPT].rsplit(" ", 1)[0] + "…"


def queue_tabs() -> list[dict[str, object]]:
    """The two sides of the coordinator's desk."""
    return [
        {
            "label": _("Chờ chuyển"),
            "href": url_for("desk.queue"),
            "current": request.endpoint != "desk.queue_quality",
        },
        {
            "label": _("Vừa trả lại, chuyển lại; chất lượng quy tắc"),
            "href": url_for("desk.queue_quality"),
            "current": request.endpoint == "desk.queue_quality",
        },
    ]
