"""Ballots counted by the worker, by unit, month and way of choosing, and what has to be counted anew."""

from datetime import datetime
from functools import partial
from secrets import randbits

from sqlalchemy import BigInteger, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.extensions import Base
from portal.models.columns import Json, Moment


class SurveyFigure(Base):
    """The ballots of one unit, month and version; sampled and voluntary, sound and doubtful ones always apart."""

    __tablename__ = "survey_figures"
    __table_args__ = (Index("ix_survey_figures_month", "month", "unit_id"),)

    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    month: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version_id: Mapped[int] = mapped_column(ForeignKey("questionnaire_versions.id"), primary_key=True)
    # 0 for voluntary ballots, and 0 where there was no counter, kiosk, page or frame.
    campaign_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=0)
    point_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=0)
    is_doubtful: Mapped[bool] = mapped_column(primary_key=True, default=False)
    ballots: Mapped[int] = mapped_column(default=0)
    # How many gave each answer: {"item": {"5": 12}}.
    answers: Mapped[dict[str, dict[str, int]]] = mapped_column(Json, default=dict)
    ways: Mapped[dict[str, int]] = mapped_column(Json, default=dict)
    # Of doubtful ones: how many for each reason; a ballot may have several.
    doubts: Mapped[dict[str, int]] = mapped_column(Json, default=dict)
    # How many said something in words.
    worded: Mapped[int] = mapped_column(default=0)
    counted_at: Mapped[datetime] = mapped_column(Moment)


class SurveyMark(Base):
    """A unit and month with new ballots; only appended, so that nobody waits for anybody."""

    __tablename__ = "survey_marks"
    __table_args__ = (
        Index("ix_survey_marks_unit_month", "unit_id", "month"),
        # Of samples alone: whether a campaign's ballots wait is asked wherever results are told.
        Index(
            "ix_survey_marks_campaign",
            "campaign_id",
            sqlite_where=text("campaign_id IS NOT NULL"),
            postgresql_where=text("campaign_id IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, default=partial(randbits, 62))
    unit_id: Mapped[int]
    month: Mapped[int]
    # The campaign of a sampled ballot: nothing of it is told while this mark stands, and nobody else waits for it.
    campaign_id: Mapped[int | None]
