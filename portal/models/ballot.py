"""Ballots, and the invitations that nothing leads to from them.

A ballot has no key of a person, a case, a dossier or an invitation, no moment but its day, and a random number, so
that its place among the others tells nothing. An invitation knows whom it invited and, once used, only that.
"""

from datetime import date, datetime
from functools import partial
from secrets import randbits
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, Numeric, String, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.surveys.ways import BallotWay, CampaignStatus, Population
from portal.extensions import Base
from portal.models.columns import Json, Moment, one_of


class Ballot(Base):
    """One person's answers to one version of a questionnaire."""

    __tablename__ = "ballots"
    __table_args__ = (
        # What is counted, and what was said in words.
        Index("ix_ballots_unit_month", "unit_id", "month", "version_id"),
        # The few of a sample among the many of its months.
        Index(
            "ix_ballots_campaign",
            "campaign_id",
            "unit_id",
            "month",
            sqlite_where=text("campaign_id IS NOT NULL"),
            postgresql_where=text("campaign_id IS NOT NULL"),
        ),
        # How many say exactly the same at one place on one day.
        Index("ix_ballots_alike", "unit_id", "given_on", "digest"),
    )

    id: Mapped[int] = mapped_column(
        BigInteger, primary_key=True, autoincrement=False, default=partial(randbits, 62)
    )
    version_id: Mapped[int] = mapped_column(ForeignKey("questionnaire_versions.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    given_on: Mapped[date]
    month: Mapped[int]
    way: Mapped[BallotWay] = mapped_column(one_of(BallotWay))
    point_id: Mapped[int | None] = mapped_column(ForeignKey("survey_points.id"))
    # Drawn by chance for this campaign; empty for whoever came by themselves.
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("survey_campaigns.id"))
    answers: Mapped[dict[str, Any]] = mapped_column(Json)
    # What was written in words, by item: never counted, never open data.
    words: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    # SHA-256 of version, answers and words.
    digest: Mapped[str] = mapped_column(String(64))
    # Words of portal.domain.surveys.trust.Doubt; a doubtful ballot is shown apart and never deleted.
    doubts: Mapped[list[str]] = mapped_column(Json, default=list)
    is_doubtful: Mapped[bool] = mapped_column(default=False)


class SurveyCampaign(Base):
    """A sampled survey: whom it asks, how they were drawn, and how far it is."""

    __tablename__ = "survey_campaigns"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("questionnaire_versions.id"))
    population: Mapped[Population] = mapped_column(one_of(Population))
    # Answered or returned on these days.
    first_on: Mapped[date]
    last_on: Mapped[date]
    # The margin of error and the share expected to answer that the size was reckoned from.
    margin: Mapped[Any] = mapped_column(Numeric(4, 3, asdecimal=True))
    response_percent: Mapped[int]
    seed: Mapped[str] = mapped_column(String(64))
    # Told when it is drawn: {"unit id": {"all": 120, "drawn": 30}}.
    strata: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    status: Mapped[CampaignStatus] = mapped_column(one_of(CampaignStatus), default=CampaignStatus.DRAFT)
    closes_on: Mapped[date]
    made_at: Mapped[datetime] = mapped_column(Moment)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    drawn_at: Mapped[datetime | None] = mapped_column(Moment)
    started_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(default=1)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Invitation(Base):
    """One invitation to one ballot. Its token is derived from its number and a key outside the database."""

    __tablename__ = "survey_invitations"
    __table_args__ = (
        Index("ix_survey_invitations_campaign", "campaign_id", "used"),
        Index("ix_survey_invitations_case", "case_id"),
        Index("ix_survey_invitations_dossier", "dossier_id"),
        Index("ix_survey_invitations_remind_at", "remind_at"),
    )

    id: Mapped[int] = mapped_column(
        BigInteger, primary_key=True, autoincrement=False, default=partial(randbits, 62)
    )
    # SHA-256 of the token.
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("questionnaire_versions.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("survey_campaigns.id"))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    dossier_id: Mapped[int | None] = mapped_column(ForeignKey("dossiers.id"))
    way: Mapped[BallotWay] = mapped_column(one_of(BallotWay))
    made_at: Mapped[datetime] = mapped_column(Moment)
    ends_on: Mapped[date]
    # Drawn for a campaign, and the invitation itself has not gone out yet.
    waits: Mapped[bool] = mapped_column(default=False)
    # That it was used, and never when: a moment would lead to the ballot.
    used: Mapped[bool] = mapped_column(default=False)
    reminders: Mapped[int] = mapped_column(default=0)
    remind_at: Mapped[datetime | None] = mapped_column(Moment)
