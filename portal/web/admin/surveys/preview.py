"""A version as the public meets it: the very pages of a ballot, branches and thanks included, and nothing is kept."""

from dataclasses import replace
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.domain.bilingual import Bilingual
from portal.domain.surveys.checking import answerable, repeated_codes
from portal.domain.surveys.written import read
from portal.queries.surveys.questionnaires import Published
from portal.queries.surveys.versions import QuestionnaireVersion
from portal.web.admin.blueprint import blueprint
from portal.web.admin.surveys.versions import version_at
from portal.web.public.surveys.asking import Sheet
from portal.web.public.surveys.ballot import (
    LANGUAGE,
    UNSOUND,
    BallotForm,
    empty_ballot,
    sent_ballot,
    shown,
    unfinished,
)
from portal.web.shared.acting import language, settings
from portal.web.shared.form import checks_itself
from portal.web.shared.languages import speak

# What the tickets of previews are made out to: no ballot of theirs is taken anywhere else.
PREVIEW = "preview"


@blueprint.get("/surveys/versions/<int:version_id>/preview")
def preview_questionnaire(version_id: int) -> ResponseReturnValue:
    """The empty ballot."""
    version = _spoken(version_id)
    form = BallotForm(formdata=None)
    return _page(version, empty_ballot(form, _asked(version), PREVIEW), form)


@blueprint.post("/surveys/versions/<int:version_id>/preview")
@checks_itself
def try_questionnaire(version_id: int) -> ResponseReturnValue:
    """What comes next, as for whoever answers; where a ballot would be kept, the thanks and nothing else."""
    version = _spoken(version_id)
    form = BallotForm()
    filled = sent_ballot(form, _asked(version), PREVIEW)
    status = unfinished(filled)
    if status is not None or filled.ticket is None:
        return _page(version, filled.sheet, form), status or UNSOUND
    # Not the number of the version: what somebody typed at a real ballot in this browser stays.
    return render_template(
        "public/surveys/thanks.html",
        asked=filled.asked.questionnaire,
        version_id=PREVIEW,
        language=language(),
        **_marked(version),
    )


def _spoken(version_id: int) -> QuestionnaireVersion:
    """The version of the address, which says the language too: a preview changes nobody's own."""
    speak(request.form.get(LANGUAGE) or request.args.get(LANGUAGE))
    return version_at(version_id)


def _asked(version: QuestionnaireVersion) -> Published:
    """What a version asks, as if it were published; what is not written yet is left out, its title is its code."""
    questionnaire = answerable(read(version.content))
    if not questionnaire.title.vi.strip():
        title = Bilingual(questionnaire.code, questionnaire.title.en)
        questionnaire = replace(questionnaire, title=title)
    return Published(version.id, version.questionnaire_id, version.number, questionnaire)


def _page(version: QuestionnaireVersion, sheet: Sheet, form: BallotForm) -> str:
    return render_template(
        "public/surveys/ballot.html",
        **shown(sheet, form),
        action=url_for("admin.try_questionnaire", version_id=version.id, language=language()),
        draft="",
        where="",
        unit_id=next(unit.id for unit in settings().units.values() if unit.parent_id is None),
        ballot_language=language(),
        **_marked(version),
    )


def _marked(version: QuestionnaireVersion) -> dict[str, Any]:
    """What marks the page as a preview, says what it leaves out, and leads back."""
    return {
        "preview": version,
        "repeated": repeated_codes(read(version.content)),
        "again": url_for(".preview_questionnaire", version_id=version.id),
    }
