"""Policies: dated rows that an administrator edits; the most specific one in force governs (rules §3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from portal.domain.clock import Term, TimeUnit
from portal.domain.kinds import Channel, Kind, Urgency
from portal.domain.reminders import Ladder


class Leg(StrEnum):
    """The clocks of a case; the answer leg is *the* response clock."""

    ANSWER = "answer"
    ACCEPTANCE = "acceptance"
    TRANSFER = "transfer"
    INTERIM_NOTICE = "interim_notice"


@dataclass(frozen=True, slots=True)
class Subject:
    """The case as a clock policy sees it; the units run from the receiving one up to the root."""

    kind: Kind
    channel: Channel
    urgency: Urgency
    category_ids: tuple[int, ...]
    unit_ids: tuple[int, ...]
    received_on: date


@dataclass(frozen=True, slots=True)
class ClockPolicy:
    """One dated row: the term of a leg for the cases it applies to. None means "whatever"."""

    id: int
    code: str
    leg: Leg
    term: Term
    valid_from: date
    valid_to: date | None = None
    kind: Kind | None = None
    channel: Channel | None = None
    urgency: Urgency | None = None
    category_id: int | None = None
    unit_id: int | None = None

    def applies_to(self, subject: Subject) -> bool:
        """Whether the row is in force on the day of receipt and all its conditions hold."""
        in_force = self.valid_from <= subject.received_on and (
            self.valid_to is None or subject.received_on <= self.valid_to
        )
        return (
            in_force
            and self.kind in (None, subject.kind)
            and self.channel in (None, subject.channel)
            and self.urgency in (None, subject.urgency)
            and (self.category_id is None or self.category_id in subject.category_ids)
            and (self.unit_id is None or self.unit_id in subject.unit_ids)
        )

    def specificity(self, subject: Subject) -> tuple[int, int, int, date]:
        """How narrowly the row fits: conditions met, nearness of unit and category, then the newest."""
        given = (self.kind, self.channel, self.urgency, self.category_id, self.unit_id)
        conditions = sum(condition is not None for condition in given)
        unit = _nearness(self.unit_id, subject.unit_ids)
        category = _nearness(self.category_id, subject.category_ids)
        return conditions, unit, category, self.valid_from


def _nearness(wanted: int | None, chain: tuple[int, ...]) -> int:
    """0 for "whatever"; else higher the nearer the wanted one stands to the start of the chain."""
    return len(chain) - chain.index(wanted) if wanted in chain else 0


def policy_for(leg: Leg, subject: Subject, policies: Iterable[ClockPolicy]) -> ClockPolicy | None:
    """The most specific row for a leg; None when the leg does not exist for such a case."""
    fitting = (row for row in policies if row.leg is leg and row.applies_to(subject))
    return max(fitting, key=lambda row: row.specificity(subject), default=None)


class SatisfiedBy(StrEnum):
    """What satisfies the answer leg (rules §3)."""

    WRITTEN = "written"
    PUBLIC = "public"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class UnitPolicy:
    """The switches of a unit; each is a dated row in the database, these are the shipped values."""

    deem_after_hours: bool = False
    accepts_anonymous: bool = True
    satisfied_by: SatisfiedBy = SatisfiedBy.WRITTEN
    two_persons: bool = True
    longest_wait: int = 5  # working days
    wait_rounds: int = 1
    second_term: int = 15  # working days from receipt
    interim_opens_second: bool = True
    longest_extension: int = 10  # working days
    reopen_window: int = 10  # working days after the answer
    closes_after: int = 10  # working days after the answer
    attachments_per_case: int = 5
    warn_at_percent: int = 50  # of the time from receipt to the due moment; 0 is never
    escalate_to_leader_after: int = 1  # working days after the due date; 0 is never
    escalate_to_oversight_after: int = 3  # working days after the due date; 0 is never

    letter_ahead: int = 2  # working days before the due date on which a letter of apology is called for
    proposed_delay: int = 3  # working days by which a letter proposes a new date
    # New dates a dossier may be given by ordinary letter ("không quá một lần", NĐ 61/2018 Đ19.9).
    most_reappointments: int = 1

    # The answer of a case already brings its own, confidential rating: nobody is asked twice unless a unit wants it.
    survey_after_case: bool = False
    survey_after_dossier: bool = True
    survey_delay: int = 2  # days from the answer or the return to the invitation
    survey_days: int = 30  # days in which an invitation can be used
    remedy_plan_after: int = (
        10  # working days after which a remedy without a measure is reminded of; 0 is never
    )

    # Reports that are made by themselves, of the office at the root (portal.domain.reports.schedule).
    report_reform: bool = True  # before 25 November
    report_index: bool = True  # before 25 December
    report_quarter: bool = False
    report_half_year: bool = False
    report_year: bool = False
    report_lead: int = 3  # working days before a report is due on which it is prepared
    report_due_day: int = 10  # of the month after a quarter, half-year or year
    # To whom they go and who gets a copy, a line each; without any, what is usual for the agency.
    report_addressees: str = ""
    report_recipients: str = ""

    def ladder(self) -> Ladder:
        """When a leg that starts under these switches speaks and goes up."""
        return Ladder(self.warn_at_percent, self.escalate_to_leader_after, self.escalate_to_oversight_after)

    def second(self) -> Term | None:
        """The term a timely interim notice opens, if the unit's policy lets it."""
        return Term(self.second_term, TimeUnit.WORKING_DAYS) if self.interim_opens_second else None


# The largest value of a number, where it is not that of any other.
MOST = {"warn_at_percent": 99, "report_lead": 20, "report_due_day": 28}
