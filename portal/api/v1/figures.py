"""`GET /api/v1/figures`: the public figures of one period, for everybody, without a token (docs/api.md)."""

from flask import Response, request
from limits import parse

from portal.api.shared.acting import act_of_nobody, session, spend
from portal.api.shared.refusing import Refusal
from portal.api.v1.blueprint import blueprint
from portal.domain.measures.telling import figures_document
from portal.domain.periods import Period, Span, month_of, period_around, read_period
from portal.queries.office_day import office_day_minutes
from portal.queries.public_figures import Asked, counted_revision, public_figures
from portal.recent import Recent
from portal.services.act import Act

ASKING = parse("60/minute")
# Seconds for which others may keep an answer: figures change by the minute at most.
FRESH = 60
KEPT = 16

_DOCUMENTS: Recent[tuple[str, str, Asked], str] = Recent(KEPT)


@blueprint.get("/figures")
def figures() -> Response:
    """The figures of a period, of all units or of one; without a period, of the last whole month."""
    if not spend(ASKING, "figures", request.remote_addr or ""):
        raise Refusal(429, "too_many_calls", "At most 60 calls a minute; try again in a minute.")
    act = act_of_nobody()
    answer = Response(_document(act, _asked(act)), mimetype="application/json")
    answer.cache_control.public = True
    answer.cache_control.max_age = FRESH
    return answer


def _asked(act: Act) -> Asked:
    return Asked(act.today, office_day_minutes(act.settings, act.today), _period(act), _unit(act))


def _period(act: Act) -> Period:
    """The period asked for. Raises Refusal."""
    code = request.args.get("period", "")
    if not code:
        return period_around(Span.MONTH, act.today).moved(-1)
    period = read_period(code)
    if period is None or period.first > month_of(act.today):
        raise Refusal(404, "unknown_period", "A period is 2026-11, 2026-Q4, 2026-H2 or 2026, and has begun.")
    return period


def _unit(act: Act) -> int | None:
    """The unit asked for by its code. Raises Refusal."""
    code = request.args.get("unit", "")
    if not code or code == "all":
        return None
    unit = act.settings.unit_by_code(code)
    if unit is None:
        raise Refusal(404, "unknown_unit", "There is no unit with this code.")
    return unit.id


def _document(act: Act, asked: Asked) -> str:
    """The document, made once for each counting."""
    revision = counted_revision(session())
    if not revision:
        return _written(act, asked)
    return _DOCUMENTS.get((revision, act.settings.token, asked), lambda: _written(act, asked))


def _written(act: Act, asked: Asked) -> str:
    lines = figures_document(asked.today, public_figures(session(), act.settings, asked))
    return "".join(f"{line}\n" for line in lines)
