"""Sealed cases, for the designated person alone: stubs without content, and one case opened at a time."""

from dataclasses import dataclass
from datetime import datetime

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from portal.domain.kinds import Kind
from portal.domain.permissions import Permission
from portal.extensions import talisman
from portal.queries.cases import attachments
from portal.queries.sealed import Case, diversions, openings
from portal.services.divert_case import open_sealed, sealed_stubs
from portal.web.desk.blueprint import blueprint
from portal.web.shared.acting import act, commits, require, session
from portal.web.shared.captures import stored_file
from portal.web.shared.headers import INERT


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
    return render_template(
        "desk/sealed_case.html",
        stub=_stub(case, diversions(session(), [case.id]).get(case.id, {})),
        files=attachments(session(), case.id),
        openings=openings(session(), case.id),
    )


@blueprint.post("/sealed/<reference>/files/<int:file_id>")
@talisman(content_security_policy=INERT)  # type: ignore[untyped-decorator]
@commits
def unseal_file(reference: str, file_id: int) -> ResponseReturnValue:
    """One file of a sealed case; taking it is an opening like any other."""
    files = attachments(session(), _opened(reference).id)
    return stored_file(next((file for file in files if file.id == file_id), None) or abort(404))


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
