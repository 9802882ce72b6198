"""Entering the scores of one-stop work that only people can tell (TT 01/2018, law §5.4)."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.one_stop_evaluation import ENTERED, MOST, Indicator
from portal.domain.permissions import Permission
from portal.domain.text import nfc
from portal.models.dossier_figure import EnteredIndicator
from portal.services.act import Act
from portal.services.errors import NotPermitted, RuleBroken

LONGEST_EVIDENCE = 1_000


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter of a year of one unit."""

    unit_id: int
    year: int
    number: int


def enter_indicator(
    act: Act, of: Quarter, indicator: Indicator, *, score: Decimal | None, evidence: str
) -> None:
    """Enter a score from 0 to 2 with its evidence; None takes an earlier one back. Every entry is kept.

    Raises NotPermitted, RuleBroken.
    """
    if not act.actor.may(Permission.ENTER_INDICATORS, of.unit_id):
        raise NotPermitted(Permission.ENTER_INDICATORS)
    if indicator not in ENTERED:
        raise RuleBroken("indicator", "computed")
    if score is not None and not Decimal(0) <= score <= MOST:
        raise RuleBroken("score", "out_of_range")
    if score is not None and not evidence.strip():
        raise RuleBroken("evidence", "missing")
    if len(evidence) > LONGEST_EVIDENCE:
        raise RuleBroken("evidence", "too_long")
    act.session.add(
        EnteredIndicator(
            unit_id=of.unit_id,
            year=of.year,
            quarter=of.number,
            indicator=indicator.value,
            tenths=None if score is None else int(score * 10),
            evidence=nfc(evidence).strip(),
            entered_by_id=act.actor.account_id,
            entered_at=act.now,
        )
    )
    act.session.flush()


def entered_indicators(session: Session, of: Quarter) -> dict[Indicator, Decimal]:
    """The scores that stand: of each indicator the one entered last, unless it was taken back."""
    wanted = select(EnteredIndicator).where(
        EnteredIndicator.unit_id == of.unit_id,
        EnteredIndicator.year == of.year,
        EnteredIndicator.quarter == of.number,
    )
    last = {row.indicator: row.tenths for row in session.scalars(wanted.order_by(EnteredIndicator.id))}
    return {Indicator(each): Decimal(tenths) / 10 for each, tenths in last.items() if tenths is not None}
