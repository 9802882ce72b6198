"""Questionnaires as they were published; a published version never changes and so is read once in a process."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from portal.domain.surveys.questionnaire import Purpose, Questionnaire
from portal.domain.surveys.written import read
from portal.models.survey import QuestionnaireRow, QuestionnaireVersion

KEPT = 64


@dataclass(frozen=True, slots=True)
class Published:
    """A published version with what it says."""

    version_id: int
    questionnaire_id: int
    number: int
    questionnaire: Questionnaire


class PublishedVersions:
    """The versions last looked at, by their number in the database and their content's own words."""

    def __init__(self, keep: int = KEPT) -> None:
        self._keep = keep
        self._kept: OrderedDict[tuple[int, str], Published] = OrderedDict()
        self._lock = Lock()

    def of(self, row: QuestionnaireVersion) -> Published:
        """What a stored version says."""
        # The moment is part of the key for tests, which use the same numbers again and again.
        key = (row.id, f"{row.published_at}{row.edition}{row.content.get('code')}")
        with self._lock:
            found = self._kept.get(key)
        return found or self._keep_new(key, row)

    def _keep_new(self, key: tuple[int, str], row: QuestionnaireVersion) -> Published:
        published = Published(row.id, row.questionnaire_id, row.number, read(row.content))
        with self._lock:
            self._kept[key] = published
            while len(self._kept) > self._keep:
                self._kept.popitem(last=False)
        return published


_VERSIONS = PublishedVersions()


def published_version(session: Session, version_id: int) -> Published | None:
    """A published version; None for a draft and for none at all."""
    row = session.get(QuestionnaireVersion, version_id)
    return _VERSIONS.of(row) if row is not None and row.published_at is not None else None


def published_versions(session: Session, version_ids: frozenset[int]) -> Mapping[int, Published]:
    """Several published versions: one statement."""
    wanted = select(QuestionnaireVersion).where(
        QuestionnaireVersion.id.in_(sorted(version_ids)), QuestionnaireVersion.published_at.is_not(None)
    )
    return {row.id: _VERSIONS.of(row) for row in session.scalars(wanted)}


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
    return _VERSIONS.of(row) if row is not None else None
