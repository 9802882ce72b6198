"""What each figure of dossiers counts, as conditions: counting and drill-down use the very same ones."""

from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, or_, select, true

from portal.domain.apologies import Timing
from portal.domain.dossier_channels import DossierChannel
from portal.domain.dossiers import Standing
from portal.domain.states import STOPPED_STATES
from portal.models.case import Case
from portal.models.dossier import Dossier
from portal.models.dossier_figure import DossierBasis
from portal.queries.figure_parts import MAIN

Condition = ColumnElement[bool]


class DossierPart(StrEnum):
    """The dossiers that one number counts; the kept ones are named like their columns."""

    ALL = "all"
    # One dossier stands in exactly one of these: early + on time + late + open + stopped = all.
    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"
    OPEN = "open"
    STOPPED = "stopped"
    NOT_UPDATED = "not_updated"
    SUPPLEMENTED = "supplemented"
    BREACHES = "breaches"
    COUNTER = "counter"
    ONLINE_PARTIAL = "online_partial"
    ONLINE_FULL = "online_full"
    POSTAL = "postal"
    RETURNED = "returned"
    RETURNED_BY_POST = "returned_by_post"
    ONLINE_LATE = "online_late"
    # Of those that ended late.
    BEFORE_DUE = "before_due"
    ON_DUE = "on_due"
    AFTER_DUE = "after_due"
    AFTER_RETURN = "after_return"
    NEVER = "never"
    COMPLETE = "complete"
    PROMISED_ANEW = "promised_anew"
    KEPT_ANEW = "kept_anew"
    # Made of the parts above, as of a day.
    OVERDUE = "overdue"
    ALL_LATE = "all_late"
    WITHOUT_LETTER = "without_letter"


STOPPED: Condition = Dossier.stopped_on.is_not(None)
OPEN: Condition = and_(Dossier.outcome.is_(None), ~STOPPED)
# Really open: what is solved but not updated is told apart.
OPEN_TIMED: Condition = and_(OPEN, Dossier.solved_on.is_(None))
ENDED_LATE: Condition = and_(Dossier.outcome == Standing.LATE, ~STOPPED)
# A letter issued after the return is an apology, never coverage.
UNCOVERED: Condition = or_(Dossier.first_timing.is_(None), Dossier.first_timing == Timing.AFTER_RETURN)
PROMISED_ANEW: Condition = and_(Dossier.reappointments > 0, Dossier.outcome.is_not(None), ~STOPPED)


def _ended(standing: Standing) -> Condition:
    return and_(Dossier.outcome == standing, ~STOPPED)


def _late_with(timing: Timing) -> Condition:
    return and_(ENDED_LATE, Dossier.first_timing == timing)


# What the worker counts, by the name of its column.
KEPT_COUNTS: dict[DossierPart, Condition] = {
    DossierPart.ALL: true(),
    DossierPart.EARLY: _ended(Standing.EARLY),
    DossierPart.ON_TIME: _ended(Standing.ON_TIME),
    DossierPart.LATE: ENDED_LATE,
    DossierPart.OPEN: OPEN,
    DossierPart.STOPPED: STOPPED,
    DossierPart.NOT_UPDATED: and_(OPEN, Dossier.solved_on.is_not(None)),
    DossierPart.SUPPLEMENTED: Dossier.supplement_requests == 1,
    DossierPart.BREACHES: Dossier.supplement_requests > 1,
    DossierPart.COUNTER: Dossier.channel_in == DossierChannel.COUNTER,
    DossierPart.ONLINE_PARTIAL: Dossier.channel_in == DossierChannel.ONLINE_PARTIAL,
    DossierPart.ONLINE_FULL: Dossier.channel_in == DossierChannel.ONLINE_FULL,
    DossierPart.POSTAL: Dossier.channel_in == DossierChannel.POSTAL,
    DossierPart.RETURNED: Dossier.returned_at.is_not(None),
    DossierPart.RETURNED_BY_POST: and_(
        Dossier.returned_at.is_not(None), Dossier.channel_out == DossierChannel.POSTAL
    ),
    DossierPart.ONLINE_LATE: and_(
        ENDED_LATE, Dossier.channel_in.in_([DossierChannel.ONLINE_PARTIAL, DossierChannel.ONLINE_FULL])
    ),
    DossierPart.BEFORE_DUE: _late_with(Timing.BEFORE_DUE),
    DossierPart.ON_DUE: _late_with(Timing.ON_DUE),
    DossierPart.AFTER_DUE: _late_with(Timing.AFTER_DUE),
    DossierPart.AFTER_RETURN: _late_with(Timing.AFTER_RETURN),
    DossierPart.NEVER: and_(ENDED_LATE, UNCOVERED),
    DossierPart.COMPLETE: and_(ENDED_LATE, Dossier.letter_complete, ~UNCOVERED),
    DossierPart.PROMISED_ANEW: PROMISED_ANEW,
    # The result was there within the day or hour promised anew.
    DossierPart.KEPT_ANEW: and_(PROMISED_ANEW, Dossier.kept_anew.is_(True)),
}


# Of what was kept: there is feedback, a petition or a question about it that was not stopped.
WITH_FEEDBACK: Condition = and_(
    Dossier.outcome.in_([Standing.EARLY, Standing.ON_TIME]),
    ~STOPPED,
    select(Case.id)
    .where(
        Case.dossier_code == Dossier.code,
        ~Case.sealed,
        Case.kind.in_(MAIN),
        Case.state.not_in(sorted(STOPPED_STATES)),
    )
    .correlate(Dossier)
    .exists(),
)


def counts_dossiers(part: DossierPart, today: date) -> Condition:
    """The condition that a dossier meets iff a figure counts it."""
    if part in KEPT_COUNTS:
        return KEPT_COUNTS[part]
    overdue = and_(OPEN_TIMED, Dossier.first_due_on < today)
    return {
        DossierPart.OVERDUE: overdue,
        DossierPart.ALL_LATE: or_(ENDED_LATE, overdue),
        DossierPart.WITHOUT_LETTER: and_(or_(ENDED_LATE, overdue), UNCOVERED),
    }[part]


def month_column(basis: DossierBasis) -> ColumnElement[int]:
    """The month by which a dossier belongs to a period: of its receipt, or of the date first promised."""
    column = Dossier.received_month if basis is DossierBasis.RECEIVED else Dossier.first_due_month
    return column.expression
