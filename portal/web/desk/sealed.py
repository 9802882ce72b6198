"""Sealed cases, for the designated person alone: stubs without content, and one case opened at a time."""

from dataclasses import dataclass
from datetime import datetime

import structlog
from flask import abort, render_template
from flask.typing import ResponseReturnValue

from portal.domain.kinds import Kind
from portal.domain.permissions import Permission
from portal.extensions import talisman
from portal.ports import SealBroken
from portal.queries.sealed import Case, diversions, openings
from portal.services.divert_case import open_sealed, sealed_stubs
from portal.services.read_sealed import read_sealed, read_sealed_file
from portal.web.desk.blueprint import blueprint
from portal.web.desk.sealed_words import sealed_words
from portal.web.shared.acting import act, commits, ports, require, session
from portal.web.shared.captures import held_file
from portal.web.shared.headers import INERT

log = structlog.get_logger("portal.sealed")


@dataclass(frozen=True, slots=True)
class Stub:
    """What may be shown of a sealed case without opening it."""

    case: Case
    procedure: Kind
    handed_to: str
    sealed_at: datetime | None


@blueprint.get("/sealed")
def sealed() -> ResponseReturnValue:
    """The stubs, newest first; no word of what was said and no name."""
    require(Permission.OPEN_SEALED)
    cases = sealed_stubs(act())
    facts = diversions(session(), [case.id for case in cases])
    return render_template("desk/sealed.html", stubs=[_stub(case, facts.get(case.id, {})) for case in cases])


@blueprint.post("/sealed/<reference>")
@commits
def unseal(reference: str) -> ResponseReturnValue:
    """Show one case whole; that it was opened, by whom and when, is kept."""
    case = _opened(reference)
    stub = _stub(case, diversions(session(), [case.id]).get(case.id, {}))
    try:
        document = read_sealed(act(), case, ports())
    except SealBroken as broken:
        return _broken(case, broken)
    return render_template(
        "desk/sealed_case.html",
        stub=stub,
        words=sealed_words(document),
        openings=openings(session(), case.id),
    )


@blueprint.post("/sealed/<reference>/files/<int:file_id>")
@talisman(content_security_policy=INERT)  # type: ignore[untyped-decorator]
@commits
def unseal_file(reference: str, file_id: int) -> ResponseReturnValue:
    """One file of a sealed case; taking it is an opening like any other."""
    case = _opened(reference)
    try:
        facts, content = read_sealed_file(act(), case, file_id, ports=ports()) or abort(404)
    except SealBroken as broken:
        return _broken(case, broken)
    return held_file(content, facts.media_type, name=facts.name)


def _broken(case: Case, broken: SealBroken) -> ResponseReturnValue:
    """What cannot be opened, said without a word of it; that it was tried is kept all the same."""
    log.error("sealed_case_unreadable", why=str(broken))
    return render_template("desk/sealed_broken.html", case=case), 503


def _opened(reference: str) -> Case:
    """A sealed case, its opening kept; nobody else learns whether there is such a case."""
    require(Permission.OPEN_SEALED)
    case = open_sealed(act(), reference)
    if case is None:
        abort(404)
    session().flush()
    return case


def _stub(case: Case, facts: dict[str, object]) -> Stub:
    at = facts.get("at")
    return Stub(
        case=case,
        procedure=Kind(str(facts.get("procedure", Kind.DENUNCIATION))),
        handed_to=str(facts.get("to", "")),
        sealed_at=at if isinstance(at, datetime) else None,
    )
