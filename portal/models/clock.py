"""The clocks a case runs, with the facts each is reckoned from."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.clock import TimeUnit
from portal.domain.policies import Leg
from portal.domain.verdict import Verdict
from portal.extensions import Base
from portal.models.columns import Json, Moment, one_of


class CaseClock(Base):
    """One leg of a case; a reopened case runs a further round of its answer leg."""

    __tablename__ = "case_clocks"
    __table_args__ = (
        Index(
            "ix_case_clocks_check_after",
            "check_after",
            sqlite_where=text("check_after IS NOT NULL"),
            postgresql_where=text("check_after IS NOT NULL"),
        ),
        Index(
            "ix_case_clocks_running",
            "due_on",
            "case_id",
            sqlite_where=text("satisfied_at IS NULL AND NOT stopped"),
            postgresql_where=text("satisfied_at IS NULL AND NOT stopped"),
        ),
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    leg: Mapped[Leg] = mapped_column(one_of(Leg), primary_key=True)
    round: Mapped[int] = mapped_column(primary_key=True, default=1, autoincrement=False)
    policy_id: Mapped[int | None] = mapped_column(ForeignKey("clock_policies.id"))
    # The unit whose calendar and policy govern it: the receiving unit.
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))

    # The facts (portal.domain.clock.ClockFacts), from which every date below is recomputed.
    started_at: Mapped[datetime] = mapped_column(Moment)
    amount: Mapped[int]
    time_unit: Mapped[TimeUnit] = mapped_column(one_of(TimeUnit))
    deem_after_hours: Mapped[bool] = mapped_column(default=False)
    # [[asked_at, ended_at, is_open], …] in ISO form.
    pauses: Mapped[list[list[Any]]] = mapped_column(Json, default=list)
    extended_at: Mapped[datetime | None] = mapped_column(Moment)
    extended_until: Mapped[date | None]
    interim_notice_at: Mapped[datetime | None] = mapped_column(Moment)
    second_amount: Mapped[int | None]

    first_due_on: Mapped[date]
    due_on: Mapped[date]
    due_at: Mapped[datetime] = mapped_column(Moment)
    provisional: Mapped[bool] = mapped_column(default=False)

    satisfied_at: Mapped[datetime | None] = mapped_column(Moment)
    verdict: Mapped[Verdict | None] = mapped_column(one_of(Verdict))
    late_by: Mapped[int] = mapped_column(default=0)
    # Ended without being satisfied: withdrawn, handed over, diverted …
    stopped: Mapped[bool] = mapped_column(default=False)

    reminders_sent: Mapped[list[str]] = mapped_column(Json, default=list)
    check_after: Mapped[datetime | None] = mapped_column(Moment)
    last_error: Mapped[str] = mapped_column(String(200), default="")
