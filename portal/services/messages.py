"""Writes messages to the outbox, in the transaction of what they tell; the worker words and sends them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from portal.domain.kinds import ReplyBy
from portal.models.case import Case, Sender
from portal.models.message import CallBack, Message, MessageChannel
from portal.queries.settings import Person
from portal.services.act import Act

# What a sender must hear of even without e-mail; that an answer was issued is seen to where it is issued.
TOLD_BY_PHONE = frozenset({
    "asked",
    "extended",
    "interim_notice",
    "merged",
    "refused",
    "handed_over",
    "reopened",
    "reopening_refused",
})


def tell_sender(act: Act, case: Case, template: str, **facts: Any) -> Message | None:
    """Queue a message to the sender by the way they chose; None when there is no such way."""
    way = way_to(case.sender, case.reply_by)
    if way is None:
        _have_called(act, case, template, facts=facts)
        return None
    row = _message(act, template, way=way, facts=facts)
    row.case_id, row.language = case.id, case.sender.language
    act.keep(row)
    return row


def _have_called(act: Act, case: Case, template: str, *, facts: dict[str, Any]) -> None:
    """Who cannot be written to is phoned, or written to by post (rules §2)."""
    reachable = case.sender.phone or case.sender.address
    if template in TOLD_BY_PHONE and reachable and case.parent_id is None:
        call = CallBack(
            case_id=case.id, unit_id=case.unit_id, next_try_on=act.today, template=template, facts=facts
        )
        act.keep(call)


def tell_outside(act: Act, case: Case, template: str, *, to: str, **facts: Any) -> Message:
    """Queue a mail to a party without an account that was asked about a case; in office hours only."""
    row = _message(act, template, way=(MessageChannel.EMAIL, to), facts=facts)
    row.case_id, row.check_after = case.id, _in_office_hours(act, case)
    act.keep(row)
    return row


def way_to(sender: Sender, reply_by: ReplyBy) -> tuple[MessageChannel, str] | None:
    """Where a written message reaches the sender: e-mail first, SMS when that was asked for."""
    if sender.email and reply_by is not ReplyBy.SMS:
        return MessageChannel.EMAIL, sender.email
    if sender.phone and reply_by is ReplyBy.SMS:
        return MessageChannel.SMS, sender.phone
    return None


def tell_staff(
    act: Act, case: Case | None, template: str, *, to: Iterable[Person], always: bool = False, **facts: Any
) -> None:
    """Queue a mail to members of staff, each once; the actor and those who have left are left out.

    What is about a case reaches the deputies of absent ones too, whatever they are (rules §13).
    Who has not chosen mails at once reads it in the digest of the working morning, unless `always`.
    """
    told = act.settings.with_deputies(to, act.today) if case else {each.id: each for each in to}.values()
    for person in told:
        if person.id == act.actor.account_id or not (person.active and person.email):
            continue
        if not (always or person.mails_at_once):
            continue
        row = _message(act, template, way=(MessageChannel.EMAIL, person.email), facts=facts)
        row.case_id = case.id if case else None
        row.account_id, row.language = person.id, person.language
        row.check_after = _in_office_hours(act, case)
        act.keep(row)


def _in_office_hours(act: Act, case: Case | None) -> datetime:
    """Staff are never mailed at night or on a day of rest (rules §3)."""
    if case is None:
        return act.now
    reckoning = act.settings.reckoning(case.receiving_unit_id, act.today)
    return reckoning.hours.next_open(act.now, reckoning.calendar)


def _message(act: Act, template: str, *, way: tuple[MessageChannel, str], facts: dict[str, Any]) -> Message:
    channel, recipient = way
    return Message(
        channel=channel,
        template=template,
        recipient=recipient,
        facts=facts,
        created_at=act.now,
        check_after=act.now,
    )
