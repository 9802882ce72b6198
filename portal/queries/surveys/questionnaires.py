"""Questionnaires as they were published; a published version never changes and so is read once in a process."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from portal.domain.surveys.questionnaire import Purpose, Questionnaire
from portal.domain.surveys.written import read
from portal.models.survey import QuestionnaireRow, QuestionnaireVersion
from portal.recent import Recent

KEPT = 64


@dataclass(frozen=True, slots=True)
class Published:
    """A published version with what it says."""

    version_id: int
    questionnaire_id: int
    number: int
    questionnaire: Questionnaire


_VERSIONS: Recent[tuple[int, str], Published] = Recent(KEPT)


def _published(row: QuestionnaireVersion) -> Published:
    """What a stored version says, read once."""
    # The moment is part of the key for tests, which use the same numbers again and again.
    key = (row.id, f"{row.published_at}{row.edition}{row.content.get('code')}")
    return _VERSIONS.get(key, lambda: Published(row.id, row.questionnaire_id, row.number, read(row.content)))


def published_version(session: Session, version_id: int) -> Published | None:
    """A published version; None for a draft and for none at all."""
    row = session.get(QuestionnaireVersion, version_id)
    return _published(row) if row is not None and row.published_at is not None else None


def published_versions(session: Session, version_ids: frozenset[int]) -> Mapping[int, Published]:
    """Several published versions: one statement."""
    wanted = select(QuestionnaireVersion).where(
        QuestionnaireVersion.id.in_(sorted(version_ids)), QuestionnaireVersion.published_at.is_not(None)
    )
    return {row.id: _published(row) for row in session.scalars(wanted)}


def retired_versions(session: Session, version_ids: Collection[int]) -> frozenset[int]:
    """Those of some versions whose questionnaire asks nobody any more. One statement."""
    wanted = (
        select(QuestionnaireVersion.id)
        .join(QuestionnaireRow, QuestionnaireRow.id == QuestionnaireVersion.questionnaire_id)
        .where(QuestionnaireVersion.id.in_(sorted(version_ids)), QuestionnaireRow.retired_at.is_not(None))
    )
    return frozenset(session.scalars(wanted))


def current_version(session: Session, questionnaire_id: int) -> Published | None:
    """The newest published version of a questionnaire that is not retired."""
    return _newest(session, QuestionnaireRow.id == questionnaire_id)


def current_for(session: Session, purpose: Purpose) -> Published | None:
    """The newest published version for a purpose; of several questionnaires the one published last."""
    return _newest(session, QuestionnaireRow.purpose == purpose)


def _newest(session: Session, condition: ColumnElement[bool]) -> Published | None:
    wanted = (
        select(QuestionnaireVersion)
        .join(QuestionnaireRow, QuestionnaireRow.id == QuestionnaireVersion.questionnaire_id)
        .where(
            condition,
            QuestionnaireRow.retired_at.is_(None),
            QuestionnaireVersion.published_at.is_not(None),
        )
        .order_by(QuestionnaireVersion.published_at.desc(), QuestionnaireVersion.id.desc())
        .limit(1)
    )
    row = session.scalars(wanted).first()
    return _published(row) if row is not None else None
