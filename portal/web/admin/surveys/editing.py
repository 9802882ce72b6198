"""How every page of the editor changes a draft: as it was seen, or not at all."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from portal.domain.surveys.questionnaire import Questionnaire
from portal.domain.surveys.written import read
from portal.queries.surveys.versions import QuestionnaireVersion, version_row
from portal.services.surveys import manage_questionnaire as manage
from portal.web.admin.entry import UNSOUND, saved
from portal.web.shared.acting import act, session
from portal.web.shared.form import Form
from portal.web.shared.numbers import whole
from portal.web.shared.sentences import _


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft with what it says, and the edition that whoever changes it has seen."""

    row: QuestionnaireVersion
    questionnaire: Questionnaire
    seen: int

    @property
    def address(self) -> str:
        """Its outline."""
        return url_for("admin.questionnaire_draft", version_id=self.row.id)


def draft_of(version_id: int) -> Draft:
    """The draft; whoever comes late finds the version that was published, and NotFound where there is none."""
    row = version_row(session(), version_id)
    if row is None:
        raise NotFound
    if row.published_at is not None:
        flash(_("Bản này đã được ban hành."), "error")
        abort(redirect(url_for("admin.questionnaire_version", version_id=row.id), 303))
    seen = whole(request.form.get("seen")) if request.method == "POST" else row.edition
    return Draft(row, read(row.content), seen or 0)


def kept(draft: Draft, form: Form, changed: Callable[[], Questionnaire]) -> bool:
    """Whether the draft now says what was typed. Raises ChangedMeanwhile where somebody else was quicker."""
    return saved(form, lambda: manage.change(act(), draft.row, changed(), seen=draft.seen))


def edit_page(
    draft: Draft, form: Form, *, heading: str, template: str = "admin/surveys/edit.html", **context: Any
) -> ResponseReturnValue:
    """A form of the editor, which carries the edition that was seen."""
    page = render_template(template, draft=draft, form=form, heading=heading, **context)
    return page, UNSOUND if form.errors else 200
