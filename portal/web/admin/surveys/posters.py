"""The QR code of a counter's survey, as a picture and as a poster to hang up."""

from io import BytesIO

from flask import Response, abort, request, send_file, url_for
from flask.typing import ResponseReturnValue

from portal.adapters.look_up_code import look_up_code
from portal.domain.letter_form import Paper
from portal.domain.surveys.poster import SurveyPoster
from portal.domain.surveys.ways import PointKind
from portal.domain.time import local_day
from portal.extensions import talisman
from portal.queries.surveys.managed_points import SurveyPoint, managed_point
from portal.web.admin.blueprint import blueprint
from portal.web.shared.acting import actor, now, ports, session, settings
from portal.web.shared.headers import INERT
from portal.web.shared.office import office, office_in_messages

# A kiosk and a frame are met, not looked up with a telephone.
WITH_CODE = frozenset({PointKind.COUNTER, PointKind.PAGE})


@blueprint.get("/surveys/points/<int:point_id>/poster.pdf")
@talisman(content_security_policy=INERT)  # type: ignore[untyped-decorator]
def survey_poster(point_id: int) -> ResponseReturnValue:
    """The poster in both languages; `paper` is a5, or a4."""
    point = coded_point(point_id)
    paper = Paper.A5 if request.args.get("paper", "").lower() == "a5" else Paper.A4
    content = ports().printer.poster(poster_of(point), paper)
    return _handed(content, "application/pdf", name=f"khao-sat-{point.code}-{paper.value.lower()}.pdf")


@blueprint.get("/surveys/points/<int:point_id>/poster.svg")
@talisman(content_security_policy=INERT)  # type: ignore[untyped-decorator]
def survey_code(point_id: int) -> ResponseReturnValue:
    """The code alone, for papers and screens of the unit's own making."""
    point = coded_point(point_id)
    return _handed(look_up_code(address_of(point), "svg"), "image/svg+xml", name=f"khao-sat-{point.code}.svg")


def coded_point(point_id: int) -> SurveyPoint:
    """A way in with a code, for those who manage the surveys of its unit; everybody else finds nothing."""
    point = managed_point(session(), settings(), actor(), point_id=point_id)
    return point if point is not None and point.kind in WITH_CODE else abort(404)


def poster_of(point: SurveyPoint) -> SurveyPoster:
    """What the poster of a way in says, in the name of the unit that stands today."""
    unit = settings().units[settings().standing_unit(point.unit_id, local_day(now()))]
    return SurveyPoster(
        agency=office().name,
        unit_vi=unit.named("vi"),
        unit_en=unit.named("en"),
        point=point.name,
        address=address_of(point),
        hotline=office().hotline,
        dated=now(),
    )


def address_of(point: SurveyPoint) -> str:
    """Where the code leads, under the address that the office is known by."""
    return office_in_messages().base_url + url_for("public.survey", code=point.code, _external=False)


def _handed(content: bytes, media_type: str, *, name: str) -> Response:
    response = send_file(BytesIO(content), mimetype=media_type, as_attachment=True, download_name=name)
    response.headers["Cache-Control"] = "private, no-store"
    return response
