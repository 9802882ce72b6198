"""Questionnaires with their versions, and the standing ways in to them."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.surveys.questionnaire import Purpose
from portal.domain.surveys.ways import PointKind
from portal.extensions import Base
from portal.models.columns import Json, Moment, one_of


class QuestionnaireRow(Base):
    """A questionnaire through all its versions."""

    __tablename__ = "questionnaires"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    purpose: Mapped[Purpose] = mapped_column(one_of(Purpose))
    made_at: Mapped[datetime] = mapped_column(Moment)
    retired_at: Mapped[datetime | None] = mapped_column(Moment)


class QuestionnaireVersion(Base):
    """One version: a draft until it is published, and unchangeable from then on."""

    __tablename__ = "questionnaire_versions"
    __table_args__ = (
        UniqueConstraint("questionnaire_id", "number"),
        # One draft at a time.
        Index(
            "uq_questionnaire_versions_draft",
            "questionnaire_id",
            unique=True,
            sqlite_where=text("published_at IS NULL"),
            postgresql_where=text("published_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    questionnaire_id: Mapped[int] = mapped_column(ForeignKey("questionnaires.id"))
    number: Mapped[int]
    # As portal.domain.surveys.written writes it.
    content: Mapped[dict[str, Any]] = mapped_column(Json)
    changed_at: Mapped[datetime] = mapped_column(Moment)
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    # Counted up by every change of a draft, so that two editors do not undo each other.
    edition: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": edition}  # noqa: RUF012


class SurveyPoint(Base):
    """A counter's QR code, a kiosk, a page or a frame elsewhere: whoever comes by may answer."""

    __tablename__ = "survey_points"

    id: Mapped[int] = mapped_column(primary_key=True)
    # Stands in the address; guessing it opens nothing that is not open to everybody.
    code: Mapped[str] = mapped_column(String(12), unique=True)
    kind: Mapped[PointKind] = mapped_column(one_of(PointKind))
    # What people call it: "Quầy số 3".
    name: Mapped[str] = mapped_column(String(120))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    questionnaire_id: Mapped[int] = mapped_column(ForeignKey("questionnaires.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    closed_at: Mapped[datetime | None] = mapped_column(Moment)


class FramingSite(Base):
    """Another site that may show our survey in a frame; nobody else may (frame-ancestors)."""

    __tablename__ = "framing_sites"

    id: Mapped[int] = mapped_column(primary_key=True)
    # Scheme, host and port: "https://xa-thanh-binh.example".
    origin: Mapped[str] = mapped_column(String(255), unique=True)
    made_at: Mapped[datetime] = mapped_column(Moment)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
