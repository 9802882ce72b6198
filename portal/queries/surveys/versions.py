"""Questionnaires with all their versions, as those who edit them see them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.domain.surveys.questionnaire import Questionnaire
from portal.domain.surveys.written import read
from portal.models.survey import QuestionnaireRow, QuestionnaireVersion
from portal.models.survey_figure import SurveyFigure

__all__ = [
    "Listed",
    "QuestionnaireRow",
    "QuestionnaireVersion",
    "draft_row",
    "listed_questionnaires",
    "published_before",
    "questionnaire_row",
    "version_row",
]


@dataclass(frozen=True, slots=True)
class Listed:
    """A questionnaire with its versions, the newest first, and the ballots counted of each."""

    row: QuestionnaireRow
    versions: Sequence[QuestionnaireVersion]
    ballots: dict[int, int]

    @property
    def newest(self) -> Questionnaire:
        """What the newest version says, be it a draft."""
        return read(self.versions[0].content)

    @property
    def draft(self) -> QuestionnaireVersion | None:
        """The version being written."""
        return next((each for each in self.versions if each.published_at is None), None)

    @property
    def published(self) -> QuestionnaireVersion | None:
        """The newest version that people are asked with."""
        return next((each for each in self.versions if each.published_at is not None), None)

    @property
    def total(self) -> int:
        """All ballots of all versions."""
        return sum(self.ballots.values())


def listed_questionnaires(session: Session, questionnaire_id: int | None = None) -> list[Listed]:
    """All questionnaires by code, or one: three statements."""
    rows = select(QuestionnaireRow).order_by(QuestionnaireRow.retired_at.is_not(None), QuestionnaireRow.code)
    versions = select(QuestionnaireVersion).order_by(QuestionnaireVersion.number.desc())
    if questionnaire_id is not None:
        rows = rows.where(QuestionnaireRow.id == questionnaire_id)
        versions = versions.where(QuestionnaireVersion.questionnaire_id == questionnaire_id)
    by_row: dict[int, list[QuestionnaireVersion]] = {}
    for version in session.scalars(versions):
        by_row.setdefault(version.questionnaire_id, []).append(version)
    counted = select(SurveyFigure.version_id, func.sum(SurveyFigure.ballots)).group_by(
        SurveyFigure.version_id
    )
    ballots = {version_id: int(number) for version_id, number in session.execute(counted)}
    return [
        Listed(row, found, {each.id: ballots.get(each.id, 0) for each in found})
        for row in session.scalars(rows)
        if (found := by_row.get(row.id, []))
    ]


def questionnaire_row(session: Session, questionnaire_id: int) -> QuestionnaireRow | None:
    """One questionnaire."""
    return session.get(QuestionnaireRow, questionnaire_id)


def version_row(session: Session, version_id: int) -> QuestionnaireVersion | None:
    """One version, draft or published."""
    return session.get(QuestionnaireVersion, version_id)


def draft_row(session: Session, version_id: int) -> QuestionnaireVersion | None:
    """A version that is still being written."""
    found = session.get(QuestionnaireVersion, version_id)
    return found if found is not None and found.published_at is None else None


def published_before(session: Session, version: QuestionnaireVersion) -> QuestionnaireVersion | None:
    """The version published before this one."""
    wanted = (
        select(QuestionnaireVersion)
        .where(
            QuestionnaireVersion.questionnaire_id == version.questionnaire_id,
            QuestionnaireVersion.number < version.number,
            QuestionnaireVersion.published_at.is_not(None),
        )
        .order_by(QuestionnaireVersion.number.desc())
        .limit(1)
    )
    return session.scalars(wanted).first()
