"""Opening a case: the one act behind the web form, the hotline screen and every other channel."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from secrets import token_hex
from uuid import UUID

from sqlalchemy import bindparam, update

from portal.domain.contact import e164
from portal.domain.kinds import MAIN_KINDS, Channel, Kind, ReplyBy, SenderKind, Urgency
from portal.domain.periods import month_of
from portal.domain.policies import Leg, policy_for
from portal.domain.reference import new_reference, read_dossier_code
from portal.domain.states import State
from portal.domain.text import folded_words, nfc
from portal.domain.time import local_day
from portal.models.attachment import Attachment
from portal.models.case import Case, CaseEvent, CaseWords, Sender
from portal.models.clock import CaseClock
from portal.models.message import Message
from portal.queries.cases import case_by_submission
from portal.services.act import Act
from portal.services.bulk_rows import adopt, write_case, write_rows
from portal.services.clocks import show_on_case, start_leg, subject_of
from portal.services.errors import RuleBroken
from portal.services.messages import tell_sender
from portal.services.numbering import next_number
from portal.services.route_case import Destination, check_destination, route_by_hand, route_by_rule
from portal.services.transition import begin

LONGEST_SUBJECT = 200
LONGEST_BODY = 10_000


@dataclass(frozen=True, slots=True)
class NewSender:
    """Who sends, as they gave it; all empty is an anonymous sender."""

    kind: SenderKind = SenderKind.PERSON
    name: str = ""
    organisation: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    language: str = "vi"
    consents_to_name: bool = False
    consents_to_survey: bool = False
    consents_to_social: bool = False

    @property
    def has_contact(self) -> bool:
        """Whether there is any way to answer."""
        return any(each.strip() for each in (self.phone, self.email, self.address))


@dataclass(frozen=True, slots=True)
class NewCase:
    """What came in, by whatever channel; texts as given."""

    kind: Kind
    channel: Channel
    subject: str
    body: str
    receiving_unit_id: int
    sender: NewSender = field(default_factory=NewSender)
    reply_by: ReplyBy = ReplyBy.NONE
    category_id: int | None = None
    area_id: int | None = None
    place: str = ""
    proposal: str = ""
    urgency: Urgency = Urgency.NORMAL
    dossier_code: str = ""
    submission_key: str | None = None
    has_uploads: bool = False
    # Set when the matter came in before it was entered (rules §1).
    received_at: datetime | None = None
    backdating_reason: str = ""
    # The operator's own choice of unit, over the rules, with the reason.
    unit_id: int | None = None
    unit_reason: str = ""
    # Set for a part of another case, which alone talks to the sender.
    parent_id: int | None = None


def open_case(act: Act, new: NewCase) -> Case:
    """Open a case: registered, routed, its clocks started, its receipt queued.

    The same `submission_key` twice gives the case of the first time. Raises RuleBroken.
    """
    if new.submission_key:
        check_submission_key(new.submission_key)
        opened = case_by_submission(act.session, new.submission_key)
        if opened is not None:
            return opened
    _check(act, new)
    new = replace(new, receiving_unit_id=act.settings.standing_unit(new.receiving_unit_id, act.today))
    act.session.flush()  # what was begun before goes first; the statements below pass the session by
    act = act.holding()
    case, legs = _register(act, new)
    begin(act, case, channel=new.channel.value)
    _route(act, case, new, legs=legs)
    tell_sender(act, case, "received")
    _write(act, case)
    if new.has_uploads:
        _take_uploads(act, case)
    return case


def check_submission_key(key: str) -> None:
    """Refuse a key that no form of ours made. Raises RuleBroken."""
    try:
        UUID(key)
    except ValueError:
        raise RuleBroken("submission_key", "malformed") from None


def _check(act: Act, new: NewCase) -> None:
    if new.kind not in MAIN_KINDS:
        raise RuleBroken("kind", "other_procedure")
    if not new.body.strip():
        raise RuleBroken("body", "missing")
    if len(new.body) > LONGEST_BODY:
        raise RuleBroken("body", "too_long")
    if new.category_id is not None and new.category_id not in act.settings.categories:
        raise RuleBroken("category_id", "unknown")
    if new.area_id is not None and new.area_id not in act.settings.areas:
        raise RuleBroken("area_id", "unknown")
    if new.unit_id is not None:
        check_destination(act, Destination(new.unit_id, new.unit_reason))
    _check_moment(act, new)
    _check_sender(act, new)


def _check_moment(act: Act, new: NewCase) -> None:
    if new.received_at is None:
        return
    if new.received_at > act.now:
        raise RuleBroken("received_at", "future")
    if local_day(new.received_at) < act.today and not new.backdating_reason.strip():
        raise RuleBroken("backdating_reason", "missing")


def _check_sender(act: Act, new: NewCase) -> None:
    if new.parent_id is not None:
        return
    sender, policy = new.sender, act.settings.unit_policy(new.receiving_unit_id, act.today)
    if not sender.has_contact and not policy.accepts_anonymous:
        raise RuleBroken("phone", "contact_missing")
    if sender.phone.strip() and not e164(sender.phone):
        raise RuleBroken("phone", "malformed")
    needed = {ReplyBy.EMAIL: "email", ReplyBy.SMS: "phone", ReplyBy.PHONE: "phone", ReplyBy.POST: "address"}
    entry = needed.get(new.reply_by)
    if entry and not getattr(sender, entry).strip():
        raise RuleBroken(entry, "needed_for_reply")


def _register(act: Act, new: NewCase) -> tuple[Case, list[CaseClock]]:
    """The case in the register, with the legs that start at receipt."""
    case = _new_case(act, new)
    if policy_for(Leg.ANSWER, subject_of(act.settings, case), act.settings.clock_policies) is None:
        raise RuleBroken("kind", "no_response_clock")
    legs = [
        clock
        for leg in (Leg.ANSWER, Leg.TRANSFER)
        if (clock := start_leg(act, case, leg, started_at=case.received_at))
    ]
    show_on_case(case, legs[0])
    case.sender = _sender(new.sender)
    return case, legs


def _write(act: Act, case: Case) -> None:
    """Write the case as routed, in one go, and then what hangs on its number."""
    # Numbered last: what is refused must use up no number, and whoever opens the next case waits from here on.
    year, words = case.register_year, words_of(case)
    case.register_number = next_number(act.session, "register", case.receiving_unit_id, year=year)
    write_case(act.session, case)
    case.sender.case_id = case.id
    for row in act.held or ():
        if isinstance(row, CaseEvent | CaseClock | Message):
            row.case_id = case.id
    write_rows(act.session, [case.sender, *(act.held or ()), CaseWords(case_id=case.id, words=words)])
    adopt(act.session, case)


def _new_case(act: Act, new: NewCase) -> Case:
    received_at = new.received_at or act.now
    received_on = local_day(received_at)
    return Case(
        reference=new_reference(),
        code_nonce=token_hex(8),
        submission_key=new.submission_key,
        register_year=received_on.year,
        receiving_unit_id=new.receiving_unit_id,
        unit_id=new.receiving_unit_id,
        kind=new.kind,
        channel=new.channel,
        urgency=new.urgency,
        category_id=new.category_id,
        area_id=new.area_id,
        place=nfc(new.place).strip(),
        subject=heading_of(new.subject, new.body),
        body=nfc(new.body).strip(),
        proposal=nfc(new.proposal).strip(),
        dossier_code=read_dossier_code(new.dossier_code) or None,
        reply_by=new.reply_by,
        for_reference=not new.sender.has_contact and new.parent_id is None,
        parent_id=new.parent_id,
        received_at=received_at,
        received_month=month_of(received_on),
        entered_at=act.now,
        entered_by_id=act.actor.account_id,
        backdating_reason=nfc(new.backdating_reason).strip(),
        state=State.RECEIVED,
        event_count=0,
        returned_count=0,
    )


def heading_of(subject: str, body: str) -> str:
    """The subject as given, else the beginning of the text, cut at a word."""
    given = " ".join(nfc(subject).split())
    text = given or " ".join(nfc(body).split())
    if len(text) <= (LONGEST_SUBJECT if given else 90):
        return text
    longest = LONGEST_SUBJECT - 1 if given else 90
    return text[:longest].rsplit(" ", 1)[0] + "…"


def _sender(new: NewSender) -> Sender:
    anonymous = not (new.name.strip() or new.organisation.strip() or new.has_contact)
    return Sender(
        kind=SenderKind.ANONYMOUS if anonymous else new.kind,
        name=" ".join(nfc(new.name).split()),
        organisation=" ".join(nfc(new.organisation).split()),
        phone=e164(new.phone),
        email=new.email.strip().lower(),
        address=" ".join(nfc(new.address).split()),
        language=new.language,
        consents_to_name=new.consents_to_name,
        consents_to_survey=new.consents_to_survey,
        consents_to_social=new.consents_to_social,
    )


def words_of(case: Case) -> str:
    """What the search of staff finds a case by: its words and its sender's name, folded."""
    sender = case.sender
    told = (case.subject, case.body, case.proposal, case.place, sender.name, sender.organisation)
    return " ".join(folded_words(" ".join(told)))


def _route(act: Act, case: Case, new: NewCase, *, legs: list[CaseClock]) -> None:
    if new.unit_id is not None:
        route_by_hand(act, case, Destination(new.unit_id, new.unit_reason), legs=legs)
        return
    route_by_rule(act, case, legs=legs)


def _take_uploads(act: Act, case: Case) -> None:
    """Give the case the files uploaded with its form."""
    if case.submission_key is None:
        return
    act.session.connection().execute(_TAKEN, {"case": case.id, "key": case.submission_key})


_TAKEN = (
    update(Attachment)
    .where(Attachment.upload_key == bindparam("key"), Attachment.case_id.is_(None))
    .values(case_id=bindparam("case"), upload_key=None)
)
