"""Questionnaires being written, and the versions that are published of them and never change."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.domain.surveys.checking import CODE, Fault, faults_of
from portal.domain.surveys.questionnaire import Questionnaire
from portal.domain.surveys.written import read, written
from portal.models.survey import QuestionnaireRow, QuestionnaireVersion
from portal.services.act import Act
from portal.services.errors import ChangedMeanwhile, RuleBroken, ServiceError


class NotReady(ServiceError):
    """A draft that cannot be published yet."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(len(faults))
        self.faults = faults


def draft_of(session: Session, questionnaire_id: int) -> QuestionnaireVersion | None:
    """The draft of a questionnaire, if there is one."""
    return session.scalars(
        select(QuestionnaireVersion).where(
            QuestionnaireVersion.questionnaire_id == questionnaire_id,
            QuestionnaireVersion.published_at.is_(None),
        )
    ).one_or_none()


def bring_questionnaire(act: Act, questionnaire: Questionnaire) -> QuestionnaireVersion:
    """A draft that says this: of the questionnaire with the same code, or of a new one.

    Raises RuleBroken for a code that could never be published, and when that questionnaire asks for something
    else or has a draft that would be lost.
    """
    if not CODE.fullmatch(questionnaire.code):
        raise RuleBroken("code", "bad_code")
    row = act.session.scalars(
        select(QuestionnaireRow).where(QuestionnaireRow.code == questionnaire.code)
    ).one_or_none()
    if row is None:
        row = QuestionnaireRow(code=questionnaire.code, purpose=questionnaire.purpose, made_at=act.now)
        act.session.add(row)
        act.session.flush()
    if row.purpose is not questionnaire.purpose:
        raise RuleBroken("purpose", "other_purpose")
    if draft_of(act.session, row.id) is not None:
        raise RuleBroken("code", "has_draft")
    return _new_draft(act, row, questionnaire)


def begin_draft(act: Act, row: QuestionnaireRow) -> QuestionnaireVersion:
    """A draft that begins as the newest version; the one there is, where there is one. Raises RuleBroken."""
    found = draft_of(act.session, row.id)
    if found is not None:
        return found
    newest = act.session.scalars(
        select(QuestionnaireVersion)
        .where(QuestionnaireVersion.questionnaire_id == row.id)
        .order_by(QuestionnaireVersion.number.desc())
        .limit(1)
    ).first()
    if newest is None:
        raise RuleBroken("code", "nothing_to_begin_with")
    return _new_draft(act, row, read(newest.content))


def change_draft(act: Act, draft: QuestionnaireVersion, questionnaire: Questionnaire, *, seen: int) -> None:
    """Have a draft say something else.

    Raises RuleBroken for a published version and for another code or purpose, ChangedMeanwhile when somebody
    else changed it since edition `seen`, and StaleDataError when they do so at this very moment.
    """
    row = act.session.get_one(QuestionnaireRow, draft.questionnaire_id)
    if draft.published_at is not None:
        raise RuleBroken("version", "published")
    if draft.edition != seen:
        raise ChangedMeanwhile(row.code)
    if questionnaire.code != row.code or questionnaire.purpose is not row.purpose:
        raise RuleBroken("code", "other_code")
    draft.content = written(questionnaire)
    draft.changed_at, draft.changed_by_id = act.now, act.actor.account_id
    act.session.flush()


def publish_draft(act: Act, draft: QuestionnaireVersion) -> None:
    """Publish a draft; from now on it is what people are asked. Raises NotReady, and RuleBroken when published."""
    if draft.published_at is not None:
        raise RuleBroken("version", "published")
    if faults := faults_of(read(draft.content)):
        raise NotReady(faults)
    draft.published_at, draft.published_by_id = act.now, act.actor.account_id
    act.session.flush()


def retire_questionnaire(act: Act, row: QuestionnaireRow, *, retired: bool = True) -> None:
    """Ask nobody any more with a questionnaire, or ask again; what was answered stays."""
    row.retired_at = act.now if retired else None
    act.session.flush()


def _new_draft(act: Act, row: QuestionnaireRow, questionnaire: Questionnaire) -> QuestionnaireVersion:
    last = select(func.max(QuestionnaireVersion.number)).where(
        QuestionnaireVersion.questionnaire_id == row.id
    )
    draft = QuestionnaireVersion(
        questionnaire_id=row.id,
        number=(act.session.scalar(last) or 0) + 1,
        content=written(questionnaire),
        changed_at=act.now,
        changed_by_id=act.actor.account_id,
    )
    act.session.add(draft)
    act.session.flush()
    return draft
