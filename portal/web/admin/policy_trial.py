"""Which clock policies would govern a case: tried on the screen, with the day its answer would be due."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import request

from portal.domain.clock import ClockFacts
from portal.domain.kinds import MAIN_KINDS, Channel, Kind, Urgency
from portal.domain.policies import ClockPolicy, Leg, Subject, policy_for
from portal.domain.time import at_time, local_day
from portal.domain.wording import term_words as words_of_term
from portal.queries.configuration import reach_of
from portal.web.admin.entry import Pick, node_choices, unit_choices
from portal.web.shared.acting import actor, language, now, settings
from portal.web.shared.choices import terms
from portal.web.shared.form import Form
from portal.web.shared.sentences import _, _l
from portal.web.shared.typed_time import DayField

# Far enough for every case there was and will be; beyond lies the end of all calendars.
FIRST_YEAR, LAST_YEAR = 2000, 2200


class TrialForm(Form):
    """A case as the policies see it."""

    class Meta:
        """A question that changes nothing needs no token."""

        csrf = False

    kind = Pick(_l("Loại"))
    channel = Pick(_l("Kênh"))
    urgency = Pick(_l("Mức khẩn"))
    category_id = Pick(_l("Lĩnh vực"))
    unit_id = Pick(_l("Đơn vị tiếp nhận"))
    received_on = DayField(_l("Ngày tiếp nhận"))

    def offer(self) -> "TrialForm":
        """Fill in what can be chosen."""
        units = [settings().units[each] for each in reach_of(settings(), actor())]
        self.kind.choices = terms(MAIN_KINDS)
        self.channel.choices = terms(Channel)
        self.urgency.choices = terms(Urgency)
        self.category_id.choices = node_choices(settings().categories, none=_("chưa chọn"))
        self.unit_id.choices = unit_choices(unit for unit in units if unit.stands(local_day(now())))
        return self

    def subject(self) -> Subject | None:
        """What was chosen, as the policies see a case; None when the day or the unit is missing."""
        unit_id, on = self.unit_id.number, self.received_on.data
        if on is None or not FIRST_YEAR <= on.year <= LAST_YEAR:
            return None
        if unit_id is None or unit_id not in settings().units:
            return None
        return Subject(
            kind=self.kind.among(Kind) or Kind.FEEDBACK,
            channel=self.channel.among(Channel) or Channel.WEB_FORM,
            urgency=self.urgency.among(Urgency) or Urgency.NORMAL,
            category_ids=settings().category_chain(self.category_id.number),
            unit_ids=settings().unit_chain(unit_id),
            received_on=on,
        )


@dataclass(frozen=True, slots=True)
class Governing:
    """The row that governs a leg; without one the leg has no term. The due date is the answer's alone."""

    leg: Leg
    row: ClockPolicy | None
    term: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Trial:
    """The question, and its answer once it was asked."""

    form: TrialForm
    asked: bool
    found: list[Governing]


def trial() -> Trial:
    """What the address asks, answered."""
    asked = "received_on" in request.args
    start: dict[str, Any] = {"received_on": local_day(now())}
    form = TrialForm(formdata=request.args if asked else None, data=start).offer()
    subject = form.subject() if asked and form.validate() else None
    if asked and subject is None and not form.errors:
        form.complain("received_on", _("Xin nhập ngày theo dạng ngày/tháng/năm, ví dụ 26/11/2026."))
    return Trial(form, asked, [_governing(leg, subject) for leg in Leg] if subject else [])


def _governing(leg: Leg, subject: Subject) -> Governing:
    row = policy_for(leg, subject, settings().clock_policies)
    if row is None:
        return Governing(leg, None, "", None)
    words = words_of_term(row.term.amount, row.term.unit, language())
    return Governing(leg, row, words, _due_on(row, subject) if leg is Leg.ANSWER else None)


def _due_on(row: ClockPolicy, subject: Subject) -> date:
    """When the answer to a case received at the opening of that day would be due."""
    unit_id, on = subject.unit_ids[0], subject.received_on
    reckoning = settings().reckoning(unit_id, on)
    facts = ClockFacts(
        received_at=at_time(on, reckoning.hours.opening()),
        term=row.term,
        deem_after_hours=settings().unit_policy(unit_id, on).deem_after_hours,
    )
    return reckoning.deadline(facts).due_on
