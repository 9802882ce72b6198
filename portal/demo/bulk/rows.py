"""The rows of one bulk case, table by table."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from portal.demo.bulk.lives import ACCEPTANCE, ANSWER, TRANSFER, BulkLife, Drawing
from portal.domain.answers import AnswerStatus, PublicationStatus
from portal.domain.clock import Deadline, Term
from portal.domain.events import EventKind
from portal.domain.kinds import Kind, ReplyBy, SenderKind, Urgency
from portal.domain.periods import month_of
from portal.domain.permissions import By
from portal.domain.policies import Leg
from portal.domain.reference import ALPHABET, PAYLOAD, reference_from
from portal.domain.states import OPEN_STATES, State
from portal.domain.text import folded_words
from portal.domain.time import local_day
from portal.domain.verdict import Judgement, Verdict
from portal.models.message import MessageChannel, MessageStatus
from portal.queries.figure_parts import MAIN

SIZE = len(ALPHABET) ** PAYLOAD
STRIDE = 1_299_709  # coprime to 23, so that numbers in order give references without order or repetition
SHIFT = 20_261_120  # the same in every run, or a second one would sooner or later repeat the references of the first
ROUTED = "Chuyển theo quy tắc của lĩnh vực."
LONGEST_BODY = 400

Row = tuple[Any, ...]


def reference_of(number: int) -> str:
    """A reference for each number, none twice."""
    index, payload = (number * STRIDE + SHIFT) % SIZE, ""
    for _ in range(PAYLOAD):
        index, remainder = divmod(index, len(ALPHABET))
        payload += ALPHABET[remainder]
    return reference_from(payload)


def state_of(life: BulkLife) -> State:
    """Where the case stands now."""
    if life.closed_at:
        return State.CLOSED
    if life.answered_at:
        return State.ANSWERED
    return State.IN_PROGRESS if life.accepted_at else State.ROUTED


CASE = (
    "id", "reference", "code_nonce", "version", "register_year", "register_number", "receiving_unit_id",
    "unit_id", "officer_id", "kind", "channel", "urgency", "category_id", "area_id", "place", "subject", "body",
    "proposal", "reply_by", "for_reference", "received_at", "received_month", "entered_at",
    "backdating_reason", "routed_at", "state", "is_open", "sealed", "outcome", "answer_status", "due_on",
    "due_month", "due_at", "provisional", "verdict", "late_by", "answered_at", "published_at",
    "publication_declined", "answer_minutes", "event_count", "returned_count", "reopened_count",
    "opinion_count", "merged_count", "child_count", "chased_count", "route_reason", "check_after",
)  # fmt: skip


class Rows:
    """Makes the rows; what is the same for all cases is handed in once."""

    def __init__(self, *, root: int, categories: dict[str, int], areas: dict[str, int]) -> None:
        self._root, self._categories, self._areas = root, categories, areas
        self._words: dict[str, str] = {}

    def case(self, life: BulkLife, *, register_number: int, published: bool, minutes: int | None) -> Row:
        """The case itself."""
        state, story = state_of(life), life.story
        received_on, due = local_day(life.received_at), life.due
        verdict = life.judgement
        return (
            life.number, reference_of(life.number), f"{life.number:016x}", 1, received_on.year,
            register_number, self._root, life.desk.unit_id, life.desk.officer_id if life.accepted_at else None,
            Kind(story.kind), story.channel, Urgency.NORMAL, self._categories[story.category],
            self._areas.get(story.area), "", story.subject[:200], story.body[:LONGEST_BODY], "", ReplyBy.EMAIL, False,
            life.received_at, received_on.year * 100 + received_on.month, life.received_at, "", life.received_at,
            state, state in OPEN_STATES, False, story.outcome if life.answered_at else None,
            AnswerStatus.ISSUED if life.answered_at else None, due.due_on, due.due_on.year * 100 + due.due_on.month,
            due.due_at, due.provisional, verdict.verdict if verdict else None, verdict.late_by if verdict else 0,
            life.answered_at, life.answered_at if published else None, False, minutes,
            sum(1 for _ in self._happened(life, published)), 0, 0, 0, 0, 0, 0, ROUTED, None,
        )  # fmt: skip

    def sender(self, life: BulkLife) -> Row:
        """A sender with a number and an address of their own."""
        phone = f"+8491{life.number % 10_000_000:07d}"
        return (life.number, SenderKind.PERSON, life.story.sender["name"] or "Nguyễn Văn An", "", phone,
                f"nguoidan{life.number}@example.com", "", "vi", False, False, False)  # fmt: skip

    def words(self, life: BulkLife) -> Row:
        """What staff find it by."""
        if life.story.key not in self._words:
            story = life.story
            told = (
                f"{story.subject[:200]} {story.body[:LONGEST_BODY]} {story.sender['name'] or 'Nguyễn Văn An'}"
            )
            self._words[story.key] = " ".join(folded_words(told))
        return life.number, self._words[life.story.key]

    def events(self, life: BulkLife, *, published: bool) -> Iterator[Row]:
        """The history, numbered from 1."""
        for number, (kind, at, actor_id, by, unit_id, facts) in enumerate(self._happened(life, published), 1):
            yield life.number, number, kind, at, actor_id, by, unit_id, facts

    def _happened(self, life: BulkLife, published: bool) -> Iterator[Row]:
        unit, officer, leader = life.desk.unit_id, life.desk.officer_id, life.desk.leader_id
        at = life.received_at
        yield EventKind.RECEIVED, at, None, By.SENDER, self._root, {"channel": life.story.channel.value}
        routed = {"unit_id": unit, "reason": ROUTED, "from_unit_id": self._root, "rule_id": None}
        yield EventKind.ROUTED, at, None, By.SYSTEM, self._root, routed
        if life.accepted_at:
            yield EventKind.ACCEPTED, life.accepted_at, officer, "", unit, {"officer_id": officer}
        if life.answered_at and life.judgement:
            facts = {"answer_id": life.number, "outcome": life.story.outcome.value,
                     "verdict": life.judgement.verdict.value, "late_by": life.judgement.late_by}  # fmt: skip
            yield EventKind.ANSWERED, life.answered_at, officer, "", unit, facts
            if published:
                yield (
                    EventKind.PUBLISHED,
                    life.answered_at,
                    leader,
                    "",
                    unit,
                    {"publication_id": None, "version": 1},
                )
        if life.closed_at:
            yield EventKind.CLOSED, life.closed_at, None, By.SYSTEM, unit, {}

    def clocks(self, life: BulkLife) -> Iterator[Row]:
        """The three legs."""
        routed = Judgement(Verdict.IN_TIME)
        yield self._clock(life, Leg.ANSWER, ANSWER, due=life.due, done=(life.answered_at, life.judgement))
        done = (life.accepted_at, life.acceptance_judgement)
        yield self._clock(life, Leg.ACCEPTANCE, ACCEPTANCE, due=life.acceptance_due, done=done)
        yield self._clock(
            life, Leg.TRANSFER, TRANSFER, due=life.transfer_due, done=(life.received_at, routed)
        )

    def _clock(
        self,
        life: BulkLife,
        leg: Leg,
        term: Term,
        *,
        due: Deadline,
        done: tuple[datetime | None, Judgement | None],
    ) -> Row:
        satisfied_at, judgement = done
        return (
            life.number, leg, 1, self._root, life.received_at, term.amount, term.unit, False, [],
            due.first_due_on, due.due_on, due.due_at, due.provisional, satisfied_at,
            judgement.verdict if judgement else None, judgement.late_by if judgement else 0, False, [], None, "",
        )  # fmt: skip

    def answer(self, life: BulkLife) -> Row:
        """The issued answer."""
        desk = life.desk
        return (life.number, life.number, 1, 1, AnswerStatus.ISSUED, life.story.outcome, life.story.answer[:600], "",
                False, "", desk.officer_id, life.answered_at, desk.leader_id, life.answered_at, desk.officer_id,
                life.answered_at, "")  # fmt: skip

    def message(self, life: BulkLife) -> Row:
        """The answer's message, sent."""
        recipient, facts = f"nguoidan{life.number}@example.com", {"answer_id": life.number}
        return (life.number, MessageChannel.EMAIL, "answered", "vi", recipient, facts, MessageStatus.SENT, 1, "", "",
                life.answered_at, life.answered_at)  # fmt: skip

    def held(self, life: BulkLife, minutes: int | None) -> Row | None:
        """The time its unit held it: routed as it came, so all the time to the answer; main kinds alone count."""
        if minutes is None or life.answered_at is None or Kind(life.story.kind) not in MAIN:
            return None
        return life.number, life.desk.unit_id, month_of(local_day(life.answered_at)), minutes

    def publication(self, life: BulkLife, drawing: Drawing) -> Row:
        """The public version."""
        story, judgement = life.story, life.judgement
        days = drawing.days_taken(life)
        commune = self._areas.get(story.area.split("/")[0]) if story.area else None
        return (life.number, life.number, life.number, 1, PublicationStatus.PUBLISHED,
                reference_of(life.number), story.public_subject, story.public_body, story.public_answer,
                self._categories[story.category], commune, life.desk.unit_id, life.received_at, life.answered_at,
                days, judgement.verdict if judgement else None, judgement.late_by if judgement else 0,
                life.desk.officer_id, life.desk.leader_id, life.answered_at, life.answered_at, "",
                0, 0, 0)  # fmt: skip


SENDER = ("case_id", "kind", "name", "organisation", "phone", "email", "address", "language",
          "consents_to_name", "consents_to_survey", "consents_to_social")  # fmt: skip
WORDS = ("case_id", "words")
EVENT = ("case_id", "number", "kind", "at", "actor_id", "by", "unit_id", "facts")
CLOCK = ("case_id", "leg", "round", "unit_id", "started_at", "amount", "time_unit", "deem_after_hours", "pauses",
         "first_due_on", "due_on", "due_at", "provisional", "satisfied_at", "verdict", "late_by", "stopped",
         "reminders_sent", "check_after", "last_error")  # fmt: skip
ANSWERS = ("id", "case_id", "round", "version", "status", "outcome", "body", "apology", "as_document", "remark",
           "author_id", "submitted_at", "approver_id", "approved_at", "issued_by_id", "issued_at",
           "document_symbol")  # fmt: skip
MESSAGE = ("case_id", "channel", "template", "language", "recipient", "facts", "status", "attempts", "message_id",
           "last_error", "created_at", "sent_at")  # fmt: skip
PUBLICATION = ("id", "case_id", "answer_id", "version", "status", "reference", "title", "question", "answer",
               "category_id", "area_id", "unit_id", "received_at", "answered_at", "days_taken", "verdict", "late_by",
               "author_id", "approver_id", "drafted_at", "published_at", "reason", "picture_changes", "helpful_count",
               "unhelpful_count")  # fmt: skip
HELD = ("case_id", "unit_id", "month", "minutes")
RATING = ("case_id", "round", "result", "time", "attitude", "comment", "rated_at")
