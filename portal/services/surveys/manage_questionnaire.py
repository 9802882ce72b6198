"""Questionnaires as officials manage them: who may, and the trace that each change leaves."""

from sqlalchemy import func, select

from portal.domain.surveys.difference import differences
from portal.domain.surveys.questionnaire import Questionnaire
from portal.domain.surveys.written import read
from portal.models.survey import QuestionnaireRow, QuestionnaireVersion
from portal.services.act import Act
from portal.services.configure import Change, note_change
from portal.services.errors import ChangedMeanwhile, RuleBroken
from portal.services.surveys import edit_questionnaire as core
from portal.services.surveys.managing import require_surveys


def bring(act: Act, questionnaire: Questionnaire) -> QuestionnaireVersion:
    """A draft that says this, of a new questionnaire or of the one with the same code. Raises as its service does."""
    require_surveys(act)
    draft = core.bring_questionnaire(act, questionnaire)
    _note(act, Change.QUESTIONNAIRE_BROUGHT, questionnaire.code, number=draft.number)
    return draft


def begin(act: Act, row: QuestionnaireRow) -> QuestionnaireVersion:
    """A draft that begins as the newest version."""
    require_surveys(act)
    there_was = core.draft_of(act.session, row.id) is not None
    draft = core.begin_draft(act, row)
    if not there_was:
        _note(act, Change.QUESTIONNAIRE_BROUGHT, row.code, number=draft.number)
    return draft


def change(act: Act, draft: QuestionnaireVersion, questionnaire: Questionnaire, *, seen: int) -> None:
    """Have a draft say something else; what differs stands in the trace."""
    require_surveys(act)
    pieces = differences(read(draft.content), questionnaire)
    core.change_draft(act, draft, questionnaire, seen=seen)
    if pieces:
        before = {piece.place: piece.before for piece in pieces}
        after = {piece.place: piece.after or piece.way.value for piece in pieces}
        note_change(act, Change.QUESTIONNAIRE_CHANGED, questionnaire.code, before=before, after=after)


def publish(act: Act, draft: QuestionnaireVersion, *, seen: int) -> None:
    """Publish a draft as it was seen. Raises NotReady, ChangedMeanwhile, RuleBroken."""
    require_surveys(act)
    if draft.edition != seen:
        raise ChangedMeanwhile(str(draft.content.get("code")))
    core.publish_draft(act, draft)
    _note(act, Change.QUESTIONNAIRE_PUBLISHED, str(draft.content["code"]), number=draft.number)


def drop(act: Act, draft: QuestionnaireVersion) -> None:
    """Throw a draft away, and a questionnaire that has never been anything else. Raises RuleBroken."""
    require_surveys(act)
    if draft.published_at is not None:
        raise RuleBroken("version", "published")
    row = act.session.get_one(QuestionnaireRow, draft.questionnaire_id)
    act.session.delete(draft)
    act.session.flush()
    others = select(func.count()).where(QuestionnaireVersion.questionnaire_id == row.id)
    if not act.session.scalar(others):
        act.session.delete(row)
    _note(act, Change.QUESTIONNAIRE_DROPPED, row.code, number=draft.number)


def retire(act: Act, row: QuestionnaireRow, *, retired: bool) -> None:
    """Ask nobody any more with a questionnaire, or ask again."""
    require_surveys(act)
    core.retire_questionnaire(act, row, retired=retired)
    done = Change.QUESTIONNAIRE_RETIRED if retired else Change.QUESTIONNAIRE_RESTORED
    _note(act, done, row.code)


def _note(act: Act, done: Change, code: str, **facts: object) -> None:
    note_change(act, done, code, after=facts or None)
