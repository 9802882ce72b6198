"""A version of a questionnaire: as the public sees it, what it changed, and as a file."""

import json

from flask import Response, render_template
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from portal.domain.surveys.difference import differences
from portal.domain.surveys.questionnaire import Questionnaire
from portal.domain.surveys.written import read, written
from portal.queries.surveys.versions import (
    QuestionnaireVersion,
    listed_questionnaires,
    published_before,
    version_row,
)
from portal.web.admin.blueprint import blueprint
from portal.web.admin.surveys.difference import DifferenceView, difference_views
from portal.web.shared.acting import session
from portal.web.shared.asked_items import after_words, numbers_of


@blueprint.get("/surveys/versions/<int:version_id>")
def questionnaire_version(version_id: int) -> ResponseReturnValue:
    """A version as it is met on a phone, in both languages, and what it says otherwise than the one before."""
    version = version_at(version_id)
    questionnaire = read(version.content)
    return render_template(
        "admin/surveys/version.html",
        version=version,
        questionnaire=questionnaire,
        numbers=numbers_of(questionnaire),
        after=lambda item, language: after_words(questionnaire, item, language),
        changes=changes_of(version, questionnaire),
        found=listed_questionnaires(session(), version.questionnaire_id)[0],
    )


@blueprint.get("/surveys/versions/<int:version_id>/export")
def export_questionnaire(version_id: int) -> ResponseReturnValue:
    """A version as a file that another office can bring in."""
    version = version_at(version_id)
    questionnaire = read(version.content)
    text = json.dumps(written(questionnaire), ensure_ascii=False, indent=2) + "\n"
    name = f"{questionnaire.code}-{version.number}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, mimetype="application/json", headers=headers)


def changes_of(version: QuestionnaireVersion, questionnaire: Questionnaire) -> list[DifferenceView] | None:
    """What a version says otherwise than the one published before it; None where there is none."""
    before = published_before(session(), version)
    if before is None:
        return None
    old = read(before.content)
    return difference_views(differences(old, questionnaire), old, questionnaire)


def version_at(version_id: int) -> QuestionnaireVersion:
    """A version, published or not. Raises NotFound."""
    version = version_row(session(), version_id)
    if version is None:
        raise NotFound
    return version
