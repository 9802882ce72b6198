"""The dossier a letter is about: kept in the session between the page of the dossier and what is sent."""

from dataclasses import dataclass

from flask import redirect, session, url_for
from flask.typing import ResponseReturnValue

from portal.domain.dossiers import Stage
from portal.domain.reference import read_dossier_code
from portal.queries.looked_up_dossiers import LookedUp, Procedure, looked_up
from portal.queries.procedures import procedure_by_code
from portal.services.open_case import heading_of
from portal.web.public.blueprint import blueprint
from portal.web.public.grants import DOSSIERS
from portal.web.public.letter import Letter
from portal.web.public.own_dossier import dates_of, for_its_applicant
from portal.web.shared import acting
from portal.web.shared.dossiers import STAGE_TONES, stage_of
from portal.web.shared.sentences import _

PLACE = "linked_dossier"
# The field of the matters of one-stop counters, where an office has it.
CATEGORY = "one_stop"


@dataclass(frozen=True, slots=True)
class LinkedDossier:
    """A dossier beside a letter or case: its stage for everybody, its dates where the secret was shown."""

    code: str
    procedure: Procedure
    stage: Stage
    tone: str
    dates: list[dict[str, str]]


@blueprint.post("/dossiers/<path:code>/feedback")
@for_its_applicant
def write_about_dossier(found: LookedUp) -> ResponseReturnValue:
    """On to the form, with the dossier in it; its code stands in no address."""
    session[PLACE] = found.dossier.code
    return redirect(url_for("public.send"), 303)


def begin_letter(form: Letter, *, procedure_code: str = "") -> Letter:
    """Write into an empty form what the page that led here was about: a linked dossier, or a procedure."""
    linked = session.get(PLACE, "")
    about = procedure_by_code(acting.session(), procedure_code[:64]) if procedure_code else None
    if about is not None:
        form.subject.data = heading_of(_("Thủ tục: %(name)s", name=about.name), "")
    if linked:
        form.dossier_code.data = linked
        known = (
            each for each in acting.settings().categories.values() if each.code == CATEGORY and each.active
        )
        form.category.data = next((str(each.id) for each in known), form.category.data)
    return form


def linked_dossier(form: Letter) -> LinkedDossier | None:
    """The dossier a letter is linked to, for its page; None when it was taken off or is gone."""
    linked = session.get(PLACE, "")
    return dossier_of(linked) if linked and linked == form.dossier_code.data else None


def dossier_of(code: str | None) -> LinkedDossier | None:
    """What may be shown here of the dossier that a case names."""
    found = looked_up(acting.session(), read_dossier_code(code)) if code else None
    if found is None:
        return None
    here = stage_of(found.dossier)
    granted = DOSSIERS.holds(found.dossier.code)
    dates = dates_of(found.dossier) if granted else []
    return LinkedDossier(found.dossier.code, found.procedure, here, STAGE_TONES[here], dates)


def forget_link(code: str) -> None:
    """Link nothing more to a dossier: its letter was sent, or it was taken off."""
    if session.get(PLACE) == code:
        session.pop(PLACE)
