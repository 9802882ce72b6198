"""One case as its sender sees it: where it stands, by when it is answered and why, and what they may do."""

from dataclasses import dataclass
from typing import Any

from flask import render_template, session, url_for
from flask.typing import ResponseReturnValue

from portal.domain.events import EventKind, latest
from portal.domain.states import OPEN_STATES, State
from portal.domain.time import local_day
from portal.domain.workflow import NOTES, possible_events
from portal.queries.followed import Answer, Attachment, FollowedCase
from portal.services.clocks import grace
from portal.services.explain_clock import explain_clock
from portal.services.rate_answer import RATEABLE
from portal.web.public.blueprint import blueprint
from portal.web.public.case_letters import letters_of, promise_of
from portal.web.public.linked_dossier import dossier_of
from portal.web.public.own_case import for_its_sender
from portal.web.public.saying import AddingForm, RatingForm, ReopeningForm, ReplyForm
from portal.web.public.uploads import ACCEPTED, kept_files, most_files
from portal.web.shared.acting import now, settings
from portal.web.shared.due import due_view
from portal.web.shared.explanations import explanation_view
from portal.web.shared.sentences import _
from portal.web.shared.timeline import sender_timeline
from portal.web.shared.words import size


@dataclass(frozen=True)
class Said:
    """The form that was just sent and could not be taken, with what was typed."""

    reply: ReplyForm | None = None
    rating: RatingForm | None = None
    reopening: ReopeningForm | None = None
    adding: AddingForm | None = None

    @property
    def form(self) -> Any:
        """The one whose errors the page tells."""
        return self.reply or self.rating or self.reopening or self.adding


NOTHING_SAID = Said()
# Where the session remembers until the next page that something was added: its draft is to be forgotten.
JUST_ADDED = "just_added"
ANSWERED_STATES = (State.ANSWERED, State.CLOSED)


@blueprint.get("/follow/<reference>/case")
@for_its_sender
def follow_case(followed: FollowedCase) -> ResponseReturnValue:
    """The page of the case."""
    return case_page(followed)


def case_page(followed: FollowedCase, said: Said = NOTHING_SAID) -> str:
    """The page, with a form that came back if there is one."""
    case, clock = followed.case, followed.clock
    keyed = said.reply or said.adding
    return render_template(
        "public/follow_case.html",
        case=case,
        followed=followed,
        due=due_view(case),
        state_words=state_words(case.state),
        # Without one of their own the subject is the beginning of what stands below it anyway.
        has_subject=not " ".join(case.body.split()).startswith(case.subject.rstrip("…")),
        explanation=explanation_view(explain_clock(settings(), clock)) if clock else None,
        linked=dossier_of(case.dossier_code),
        letters=letters_of(followed),
        promise=promise_of(followed),
        timeline=sender_timeline(followed.events),
        corrected=latest(followed.events, EventKind.RECORD_CORRECTED),
        answers=[answer_view(followed, answer) for answer in followed.answers],
        files=[file_view(case.reference, file) for file in followed.files_of(None)],
        evidence=[file_view(case.reference, file) for file in followed.evidence],
        said=said,
        just_added=session.pop(JUST_ADDED, "") == case.reference,
        too_late_to_add=case.state in ANSWERED_STATES,
        kept=kept_files(keyed.submission_key.data) if keyed else [],
        may_withdraw=case.state in OPEN_STATES,
        accepted=ACCEPTED,
        most=most_files(),
        most_added=most_added(followed),
        **forms_of(followed, said),
    )


def forms_of(followed: FollowedCase, said: Said) -> dict[str, Any]:
    """What the sender may say now, each as the form that came back or an empty one; None where they may not."""
    asked = is_asked(followed.case.state)
    return {
        "reply": said.reply or (ReplyForm(formdata=None) if asked else None),
        "adding": said.adding or (AddingForm(formdata=None) if may_add(followed, said) else None),
        "rating": said.rating or (RatingForm(formdata=None) if may_rate(followed) else None),
        "reopening": said.reopening or (ReopeningForm(formdata=None) if may_ask_again(followed) else None),
    }


def is_asked(state: State) -> bool:
    """Whether the office waits for a reply."""
    return EventKind.REPLIED in possible_events(state)


def may_add(followed: FollowedCase, said: Said = NOTHING_SAID) -> bool:
    """Whether the sender may add something unasked; what was asked for has a form of its own."""
    state = followed.case.state
    return state in NOTES[EventKind.ADDED] and not is_asked(state) and said.reply is None


def most_added(followed: FollowedCase) -> int:
    """How many files may still come: those sent before count."""
    return max(0, most_files() - len(followed.files_of(None)))


def may_rate(followed: FollowedCase) -> bool:
    """Whether there is an answer of this round that was not rated yet."""
    return followed.case.state in RATEABLE and not followed.is_rated


def may_ask_again(followed: FollowedCase) -> bool:
    """Whether the sender may still ask to have the case looked at again (rules §6)."""
    case, answer = followed.case, followed.latest_answer
    if EventKind.REOPENING_REQUESTED not in possible_events(case.state):
        return False
    if answer is None or answer.issued_at is None:
        return False
    today = local_day(now())
    window = settings().unit_policy(case.receiving_unit_id, today).reopen_window
    return now() < grace(answer.issued_at, window, settings().reckoning(case.receiving_unit_id, today))


def answer_view(followed: FollowedCase, answer: Answer) -> dict[str, Any]:
    """An answer as the page shows it: unredacted, with its files."""
    reference = followed.case.reference
    told = (each for each in followed.events if each.facts.get("answer_id") == answer.id)
    issued = next((each for each in told if each.kind is EventKind.ANSWERED), None)
    document = url_for("public.answer_document", reference=reference, number=answer.round)
    return {
        "row": answer,
        "unit_id": issued.unit_id if issued else followed.case.unit_id,
        "document_href": document if answer.as_document else "",
        "files": [file_view(reference, file) for file in followed.files_of(answer)],
    }


def file_view(reference: str, file: Attachment) -> dict[str, str]:
    """A file as the list of files shows it."""
    small = url_for("public.thumbnail", reference=reference, file_id=file.id) if file.thumbnail_key else ""
    return {
        "name": file.name,
        "size_words": size(file.size),
        "href": url_for("public.attachment", reference=reference, file_id=file.id),
        "thumbnail_href": small,
    }


def state_words(state: State) -> str:
    """What a state means for the sender: who does what next."""
    sentences = {
        State.RECEIVED: _("Cơ quan đã nhận và đang xác định đơn vị có trách nhiệm xử lý."),
        State.ROUTED: _("Đã chuyển đến đơn vị xử lý, chờ đơn vị phân công người phụ trách."),
        State.IN_PROGRESS: _("Đơn vị đang xử lý và chuẩn bị câu trả lời."),
        State.WAITING_FOR_SENDER: _("Cơ quan cần Ông/Bà bổ sung thông tin. Thời hạn trả lời tạm dừng."),
        State.ANSWERED: _("Cơ quan đã trả lời. Xin Ông/Bà đọc câu trả lời và đánh giá."),
        State.CLOSED: _("Đã trả lời và kết thúc."),
        State.REOPEN_REQUESTED: _("Lãnh đạo đơn vị đang quyết định có xem xét lại hay không."),
        State.NOT_ACCEPTED: _("Cơ quan không tiếp nhận; lý do ở phần diễn biến."),
        State.HANDED_OVER: _("Đã chuyển đến cơ quan khác có thẩm quyền."),
        State.WITHDRAWN: _("Ông/Bà đã rút phản ánh này."),
        State.MERGED: _("Được giải quyết chung với một phản ánh khác về cùng việc."),
    }
    return sentences.get(state, "")
