"""Points: standing ways in to a survey, which whoever comes by may use; and the sites that may frame one."""

from dataclasses import dataclass
from hashlib import blake2s
from secrets import choice

from sqlalchemy import select

from portal.domain.reference import ALPHABET
from portal.domain.surveys.framing import NotAnOrigin, read_origin
from portal.domain.surveys.ways import PointKind
from portal.domain.text import nfc
from portal.models.survey import FramingSite, SurveyPoint
from portal.queries.surveys.figures import SURVEYS
from portal.queries.surveys.questionnaires import current_version
from portal.services.act import Act
from portal.services.configure import Change, facts_of_row, note_change
from portal.services.errors import ChangedMeanwhile, RuleBroken
from portal.services.figure_revision import renew_revision
from portal.services.surveys.managing import require_surveys

CODE_LENGTH = 8
LONGEST_NAME = 120
COLUMNS = ("kind", "name", "unit_id", "questionnaire_id")


@dataclass(frozen=True, slots=True)
class PointFacts:
    """A point as typed."""

    kind: PointKind
    name: str
    unit_id: int
    questionnaire_id: int


def stand_of_point(point: SurveyPoint) -> str:
    """What somebody has before them who changes this point: a mark that any other change of it alters."""
    words = repr((point.name, point.questionnaire_id))
    return blake2s(words.encode(), digest_size=8).hexdigest()


def save_point(
    act: Act, facts: PointFacts, point: SurveyPoint | None = None, *, seen: str = ""
) -> SurveyPoint:
    """Open a point, or change what it is called and asks; its unit and kind stay, as its ballots were given there.

    `seen` is how the point stood when its page was opened. Raises NotPermitted, RuleBroken, ChangedMeanwhile.
    """
    require_surveys(act, facts.unit_id)
    _check(act, facts)
    # A point that is there goes on for the successor of its unit; a new one is opened for a unit that stands.
    if point is None and not act.settings.units[facts.unit_id].stands(act.today):
        raise RuleBroken("unit_id", "closed")
    before = facts_of_row(point, *COLUMNS) if point is not None else None
    if point is not None:
        _check_change(facts, point, seen)
    else:
        code = "".join(choice(ALPHABET) for _ in range(CODE_LENGTH))
        made = {"kind": facts.kind, "unit_id": facts.unit_id, "code": code, "made_at": act.now}
        point = SurveyPoint(**made, made_by_id=act.actor.account_id)
    point.name, point.questionnaire_id = nfc(facts.name).strip(), facts.questionnaire_id
    act.session.add(point)
    act.session.flush()
    done = Change.POINT_OPENED if before is None else Change.POINT_CHANGED
    after = facts_of_row(point, *COLUMNS)
    if before is not None and after["name"] != before["name"]:
        # Pages keep results with the names of points until something is counted anew.
        renew_revision(act, SURVEYS, counted=False)
    note_change(act, done, point.name, before=before, after=after, unit_id=point.unit_id)
    return point


def close_point(act: Act, point: SurveyPoint, *, closed: bool = True) -> None:
    """Let nobody answer at a point any more, or again; what was answered stays. Raises NotPermitted."""
    require_surveys(act, point.unit_id)
    point.closed_at = act.now if closed else None
    act.session.flush()
    done = Change.POINT_CLOSED if closed else Change.POINT_OPENED
    note_change(act, done, point.name, unit_id=point.unit_id)


def add_site(act: Act, origin: str) -> FramingSite:
    """Let another site show surveys in a frame. Raises NotPermitted, RuleBroken."""
    require_surveys(act)
    try:
        clean = read_origin(origin)
    except NotAnOrigin:
        raise RuleBroken("origin", "malformed") from None
    if act.session.scalar(select(FramingSite.id).where(FramingSite.origin == clean)) is not None:
        raise RuleBroken("origin", "taken")
    site = FramingSite(origin=clean, made_at=act.now, made_by_id=act.actor.account_id)
    act.session.add(site)
    act.session.flush()
    note_change(act, Change.FRAMING_SITE_ADDED, clean)
    return site


def remove_site(act: Act, site: FramingSite) -> None:
    """Let a site frame nothing any more. Raises NotPermitted."""
    require_surveys(act)
    origin = site.origin
    act.session.delete(site)
    act.session.flush()
    note_change(act, Change.FRAMING_SITE_REMOVED, origin)


def _check_change(facts: PointFacts, point: SurveyPoint, seen: str) -> None:
    if (facts.kind, facts.unit_id) != (point.kind, point.unit_id):
        raise RuleBroken("unit_id", "unknown")
    if seen != stand_of_point(point):
        raise ChangedMeanwhile(point.name)


def _check(act: Act, facts: PointFacts) -> None:
    name = nfc(facts.name).strip()
    if not name:
        raise RuleBroken("name", "missing")
    if len(name) > LONGEST_NAME:
        raise RuleBroken("name", "too_long")
    if current_version(act.session, facts.questionnaire_id) is None:
        raise RuleBroken("questionnaire_id", "not_published")
