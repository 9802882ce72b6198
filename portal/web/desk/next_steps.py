"""Which steps a person may take with a case now, and which of them is the next one."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from flask import url_for

from portal.domain.answers import AnswerStatus, PublicationStatus
from portal.domain.events import EventKind
from portal.domain.permissions import Permission, Role
from portal.domain.states import State
from portal.domain.time import local_day
from portal.domain.workflow import NOTES
from portal.queries.case_file import CaseFile
from portal.services.clocks import grace, waits
from portal.services.correct_record import may_correct
from portal.services.open_steps import open_steps
from portal.services.transition import units_concerned
from portal.web.desk.coordination_forms import may_notify
from portal.web.desk.ending_forms import DeclineRefusalForm, RefuseForm
from portal.web.desk.following_up import follow_ups, may_resolve
from portal.web.desk.step_form import Group, StepForm
from portal.web.desk.step_forms import (
    FORMS,
    AcceptForm,
    AssignForm,
    RefuseReopeningForm,
    ReopenForm,
    ReplyForm,
    RouteForm,
)
from portal.web.shared.acting import actor, now, settings
from portal.web.shared.sentences import _

# What is to be done first where a case stands like this; everything else stands below.
FIRST: dict[State, tuple[type[StepForm], ...]] = {
    State.RECEIVED: (RouteForm,),
    State.ROUTED: (AcceptForm, AssignForm),
    State.WAITING_FOR_SENDER: (ReplyForm,),
    State.REOPEN_REQUESTED: (ReopenForm, RefuseReopeningForm),
}


# While it is proposed not to accept a case, deciding that comes first.
REFUSAL_FIRST: tuple[type[StepForm], ...] = (RefuseForm, DeclineRefusalForm)


@dataclass(frozen=True, slots=True)
class Way:
    """A way to a page on which the work goes on."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class NextSteps:
    """The next step and the others, as forms and as ways to further pages."""

    first: list[StepForm] = field(default_factory=list)
    others: list[StepForm] = field(default_factory=list)
    ways: list[Way] = field(default_factory=list)
    divert_href: str = ""
    merge_href: str = ""
    reclassify_href: str = ""

    @property
    def groups(self) -> list[tuple[str, list[StepForm]]]:
        """The other steps under their headings, those without any left out."""
        titles = {
            Group.OFFICE: _("Trong cơ quan"),
            Group.SENDER: _("Với người gửi"),
            Group.ENDING: _("Kết thúc"),
        }
        sorted_out = [
            (titles[group], [form for form in self.others if form.group is group]) for group in Group
        ]
        return [(title, forms) for title, forms in sorted_out if forms]

    @property
    def nothing(self) -> bool:
        """Whether there is nothing for this person to do."""
        return not (self.first or self.others or self.ways)


def next_steps(file: CaseFile, tried: StepForm | None = None) -> NextSteps:
    """What this person may do with the case now; the form that was just refused keeps what was typed."""
    events = set(_events(file))
    forms = _forms(file, events, tried)
    first = REFUSAL_FIRST if file.case.refusal_proposer_id else FIRST.get(file.case.state, ())
    return NextSteps(
        first=[form for form in forms if isinstance(form, first)],
        others=[form for form in forms if not isinstance(form, first)],
        ways=_ways(file),
        divert_href=_divert_href(file) if EventKind.DIVERTED in events and not file.case.parent_id else "",
        reclassify_href=_reclassify_href(file) if EventKind.RECLASSIFIED in events else "",
        merge_href=_merge_href(file) if EventKind.MERGED in events and not file.case.parent_id else "",
    )


def _forms(file: CaseFile, events: set[EventKind], tried: StepForm | None) -> list[StepForm]:
    """The steps that can be taken, each with its form."""
    kinds = dict.fromkeys(FORMS[event] for event in FORMS if event in events)
    forms = [tried if isinstance(tried, kind) else _fresh(kind, file) for kind in kinds]
    for form in forms:
        form.see(file)
    return [form for form in forms if form.possible]


def _fresh(kind: type[StepForm], file: CaseFile) -> StepForm:
    form = kind(file.case)
    form.show(file.case)
    return form


def _events(file: CaseFile) -> Iterator[EventKind]:
    for event in open_steps(actor(), file.case):
        check = CHECKS.get(event)
        if check is None or check(file):
            yield event
    if _may_decline(file):
        yield EventKind.REFUSAL_DECLINED
    yield from _coordination(file)
    yield from follow_ups(file)
    if _may_split(file):
        yield EventKind.SPLIT
    if may_correct(actor(), file.case):
        yield EventKind.RECORD_CORRECTED
    if may(Permission.NOTE, file):
        yield EventKind.NOTED


def may(permission: Permission, file: CaseFile) -> bool:
    """Whether the actor may do something with this case."""
    return actor().may(permission, *units_concerned(permission, file.case))


def _is_not_mine(file: CaseFile) -> bool:
    return file.case.officer_id != actor().account_id or file.case.state is State.ROUTED


def _has_rounds_left(file: CaseFile) -> bool:
    if file.case.parent_id is not None:  # only the whole talks to the sender
        return False
    if file.case.refusal_proposer_id is not None:
        return False
    policy = settings().unit_policy(file.case.receiving_unit_id, local_day(now()))
    return file.answer_clock is not None and waits(file.answer_clock) < policy.wait_rounds


def _may_be_extended(file: CaseFile) -> bool:
    clock = file.answer_clock
    return clock is not None and clock.extended_at is None and now() < clock.due_at


def _is_another(file: CaseFile) -> bool:
    """Not whoever proposed it."""
    return file.case.refusal_proposer_id not in {None, actor().account_id}


def _coordination(file: CaseFile) -> Iterator[EventKind]:
    """What several units may do together while the answer is being worked on."""
    if file.case.state not in NOTES[EventKind.OPINION_ASKED]:
        return
    if may(Permission.ASK_OPINION, file):
        yield EventKind.OPINION_ASKED
        if any(each.is_open for each in file.opinions):
            yield EventKind.OPINION_CANCELLED
    if may(Permission.NOTIFY_INTERIM, file) and may_notify(file):
        yield EventKind.INTERIM_NOTICE_SENT


def _may_split(file: CaseFile) -> bool:
    in_work = file.case.state in NOTES[EventKind.SPLIT]
    return in_work and file.case.parent_id is None and may(Permission.SPLIT, file)


def _may_decline(file: CaseFile) -> bool:
    proposer_id = file.case.refusal_proposer_id
    return proposer_id is not None and (proposer_id == actor().account_id or may(Permission.REFUSE, file))


def _decides(file: CaseFile) -> bool:
    """Not the author of the answer; and a second request is for oversight (rules §6)."""
    answered_by_me = bool(file.issued) and file.issued[-1].author_id == actor().account_id
    asked = sum(event.kind is EventKind.REOPENING_REQUESTED for event in file.events)
    first = file.case.state is State.REOPEN_REQUESTED and asked == 1
    return not answered_by_me and actor().has_role(Role.LEADER if first else Role.OVERSEER)


def _in_window(file: CaseFile) -> bool:
    issued_at = file.issued[-1].issued_at if file.issued else None
    if issued_at is None:
        return False
    unit_id, today = file.case.receiving_unit_id, local_day(now())
    window = settings().unit_policy(unit_id, today).reopen_window
    return now() < grace(issued_at, window, settings().reckoning(unit_id, today))


CHECKS = {
    EventKind.ACCEPTED: _is_not_mine,
    EventKind.ASKED: _has_rounds_left,
    EventKind.EXTENDED: _may_be_extended,
    EventKind.REFUSED: _is_another,
    EventKind.REOPENED: _decides,
    EventKind.REOPENING_REFUSED: _decides,
    EventKind.REOPENING_REQUESTED: _in_window,
}


def _ways(file: CaseFile) -> list[Way]:
    finders = (_queue_way, _answer_way, _publication_way, _slip_way, _resolution_way)
    found = (find(file) for find in finders)
    return [way for way in found if way is not None]


def _queue_way(file: CaseFile) -> Way | None:
    """The way to the suggestions for a case that has no unit yet."""
    if file.case.state is not State.RECEIVED or not may(Permission.ROUTE, file):
        return None
    return Way(_("Xem gợi ý đơn vị"), url_for("desk.queue_case", reference=file.case.reference))


def _answer_way(file: CaseFile) -> Way | None:
    """The way to the answer: to write it, to approve it, to issue it."""
    if file.case.state not in {State.IN_PROGRESS, State.WAITING_FOR_SENDER}:
        return None
    if not (may(Permission.WRITE_ANSWER, file) or may(Permission.APPROVE_ANSWER, file)):
        return None
    label = _answer_label(file)
    return Way(label, url_for("desk.answer", reference=file.case.reference)) if label else None


def _answer_label(file: CaseFile) -> str | None:
    waiting = _("Xem câu trả lời đang chờ duyệt")
    words = {
        None: _("Soạn câu trả lời"),
        AnswerStatus.DRAFT: _("Soạn tiếp câu trả lời"),
        AnswerStatus.SENT_BACK: _("Sửa câu trả lời theo ý kiến"),
        AnswerStatus.SUBMITTED: _("Duyệt câu trả lời") if may(Permission.APPROVE_ANSWER, file) else waiting,
        AnswerStatus.APPROVED: _("Gửi câu trả lời đã duyệt"),
    }
    return words.get(file.answer.status if file.answer else None)


def _publication_way(file: CaseFile) -> Way | None:
    """The way to the public version, once there is an answer that was issued."""
    if not file.issued or file.case.sealed or file.case.parent_id is not None:
        return None
    if not (may(Permission.WRITE_ANSWER, file) or may(Permission.PUBLISH, file)):
        return None
    return Way(_publication_label(file), url_for("desk.publication", reference=file.case.reference))


def _slip_way(file: CaseFile) -> Way | None:
    """The way to the slip of a case that was handed over."""
    if file.case.state is not State.HANDED_OVER:
        return None
    return Way(_("Phiếu chuyển (PDF)"), url_for("desk.transfer_slip", reference=file.case.reference))


def _resolution_way(file: CaseFile) -> Way | None:
    """The way to putting on record that the matter is settled."""
    settled = file.case.resolved_on is not None or file.case.state not in NOTES[EventKind.RESOLVED]
    if settled or not may_resolve(file.case):
        return None
    return Way(_("Ghi nhận đã giải quyết"), url_for("desk.resolution", reference=file.case.reference))


def _publication_label(file: CaseFile) -> str:
    draft = file.public_draft
    if draft is not None and draft.status is PublicationStatus.SUBMITTED:
        return (
            _("Duyệt bản công khai")
            if may(Permission.PUBLISH, file)
            else _("Xem bản công khai đang chờ duyệt")
        )
    if draft is not None:
        return _("Soạn tiếp bản công khai")
    return _("Xem bản công khai") if file.published else _("Soạn bản công khai")


def _merge_href(file: CaseFile) -> str:
    return url_for("desk.merge", reference=file.case.reference)


def _reclassify_href(file: CaseFile) -> str:
    return url_for("desk.ask_to_reclassify", reference=file.case.reference)


def _divert_href(file: CaseFile) -> str:
    return url_for("desk.ask_to_divert", reference=file.case.reference)
