"""The forms of the steps that can be taken on the case page, one for each step."""

from wtforms import SelectField

from portal.domain.events import EventKind
from portal.domain.states import State
from portal.domain.time import local_day
from portal.queries.case_file import Case
from portal.services.act import Act
from portal.services.ask_sender import ask_sender, reply
from portal.services.extend_case import extend_case
from portal.services.note_case import note_case
from portal.services.reopen_case import refuse_reopening, reopen, request_reopening
from portal.services.route_case import Destination, return_case, route_by_hand
from portal.services.take_case import accept_case, assign_case, assignable
from portal.web.desk.coordination_forms import AskOpinionForm, CancelOpinionForm, InterimNoticeForm
from portal.web.desk.ending_forms import (
    CloseForm,
    DeclineRefusalForm,
    HandOverForm,
    ProposeRefusalForm,
    RefuseForm,
    WithdrawForm,
)
from portal.web.desk.family_forms import SplitForm, UnmergeForm
from portal.web.desk.following_up import ChaseForm, WithdrawResolutionForm
from portal.web.desk.record_form import CorrectRecordForm
from portal.web.desk.step_form import Group, StepForm, chosen, words_field
from portal.web.shared.acting import act, language, now, settings
from portal.web.shared.choices import choice
from portal.web.shared.sentences import _l
from portal.web.shared.typed_time import DayField


class AcceptForm(StepForm):
    """Take the case oneself."""

    name, title = "accept", _l("Nhận xử lý")
    done = _l("Ông/Bà đã nhận việc này.")

    def offer(self, case: Case) -> None:
        if case.state is State.IN_PROGRESS:
            self.title = _l("Nhận thay người đang xử lý")

    def act_on(self, acting: Act, case: Case) -> None:
        accept_case(acting, case)


class AssignForm(StepForm):
    """Give the case to somebody of its unit."""

    name, title = "assign", _l("Phân công")
    done = _l("Đã phân công.")
    officer_id = SelectField(_l("Người xử lý"), validate_choice=False)

    def offer(self, case: Case) -> None:
        people = [
            choice(each.id, f"{each.name} – {each.post}" if each.post else each.name)
            for each in assignable(act(), case.unit_id)
            if each.id != case.officer_id or case.state is State.ROUTED
        ]
        self.officer_id.choices = [choice("", _l("Chọn người xử lý")), *people] if people else []

    @property
    def possible(self) -> bool:
        return bool(self.officer_id.choices)

    def act_on(self, acting: Act, case: Case) -> None:
        assign_case(acting, case, officer_id=chosen(self.officer_id))


class ReturnForm(StepForm):
    """Give the case back to the coordinator."""

    name, title = "return", _l("Trả lại đầu mối")
    done = _l("Đã trả lại đầu mối; thời hạn trả lời giữ nguyên.")
    reason = words_field(_l("Vì sao không thuộc đơn vị mình, nên chuyển cho ai"))

    def act_on(self, acting: Act, case: Case) -> None:
        return_case(acting, case, reason=self.reason.data or "")


class RouteForm(StepForm):
    """Send the case to the unit responsible."""

    name, title = "route", _l("Chuyển đơn vị xử lý")
    done = _l("Đã chuyển xử lý; thời hạn trả lời giữ nguyên.")
    unit_id = SelectField(_l("Đơn vị xử lý"), validate_choice=False)
    reason = words_field(_l("Lý do chuyển"))

    def offer(self, case: Case) -> None:
        standing = (unit for unit in settings().units.values() if unit.stands(local_day(now())))
        units = (unit for unit in standing if unit.id != case.unit_id)
        named = [choice(unit.id, unit.named(language())) for unit in units]
        self.unit_id.choices = [choice("", _l("Chọn đơn vị")), *named]

    def act_on(self, acting: Act, case: Case) -> None:
        route_by_hand(acting, case, Destination(chosen(self.unit_id), self.reason.data or ""))


class AskForm(StepForm):
    """Ask the sender for more; the answer clock waits."""

    group = Group.SENDER
    name, title = "ask", _l("Đề nghị người gửi bổ sung")
    done = _l("Đã gửi đề nghị bổ sung; thời hạn trả lời tạm dừng.")
    text = words_field(_l("Cần người gửi bổ sung điều gì"))

    def act_on(self, acting: Act, case: Case) -> None:
        ask_sender(acting, case, text=self.text.data or "")


class ReplyForm(StepForm):
    """Take down what the sender replied by phone or in person."""

    group = Group.SENDER
    name, title = "reply", _l("Ghi nội dung người gửi bổ sung")
    done = _l("Đã ghi nhận; thời hạn trả lời tiếp tục tính.")
    text = words_field(_l("Người gửi bổ sung, ghi đúng lời"))

    def act_on(self, acting: Act, case: Case) -> None:
        reply(acting, case, text=self.text.data or "")


class ExtendForm(StepForm):
    """Give the case a later due date, once."""

    group = Group.SENDER
    name, title = "extend", _l("Gia hạn trả lời")
    done = _l("Đã gia hạn và báo người gửi.")
    until = DayField(_l("Trả lời chậm nhất ngày"))
    reason = words_field(_l("Lý do gia hạn, người gửi đọc được"))

    def act_on(self, acting: Act, case: Case) -> None:
        extend_case(acting, case, until=self.until.data, reason=self.reason.data or "")


class NoteForm(StepForm):
    """Write a note for colleagues."""

    name, title = "note", _l("Ghi chú nội bộ")
    done = _l("Đã ghi chú.")
    text = words_field(_l("Ghi chú, chỉ cán bộ đọc được"))

    @property
    def seen_version(self) -> int | None:
        """A note is added to whatever stands there: it takes nothing from anybody."""
        return None

    def act_on(self, acting: Act, case: Case) -> None:
        note_case(acting, case, text=self.text.data or "")


class RequestReopeningForm(StepForm):
    """Take down that the sender is not satisfied and asks to look again."""

    group = Group.SENDER
    name, title = "request-reopening", _l("Ghi đề nghị xem xét lại của người gửi")
    done = _l("Đã ghi nhận; lãnh đạo sẽ quyết định.")
    reason = words_field(_l("Người gửi chưa hài lòng vì sao, ghi đúng lời"))

    def act_on(self, acting: Act, case: Case) -> None:
        request_reopening(acting, case, reason=self.reason.data or "")


class ReopenForm(StepForm):
    """Look at the case again."""

    name, title = "reopen", _l("Xem xét lại")
    done = _l("Đã mở lại hồ sơ; thời hạn trả lời tính từ đầu.")
    reason = words_field(_l("Lý do xem xét lại"))

    def act_on(self, acting: Act, case: Case) -> None:
        reopen(acting, case, reason=self.reason.data or "")


class RefuseReopeningForm(StepForm):
    """Let the answer stand, and say why."""

    name, title = "refuse-reopening", _l("Không xem xét lại")
    done = _l("Đã từ chối xem xét lại và báo người gửi.")
    reason = words_field(_l("Lý do không xem xét lại, người gửi sẽ đọc được"))

    def act_on(self, acting: Act, case: Case) -> None:
        refuse_reopening(acting, case, reason=self.reason.data or "")


# In the order in which the page offers them.
FORMS: dict[EventKind, type[StepForm]] = {
    EventKind.REOPENED: ReopenForm,
    EventKind.REOPENING_REFUSED: RefuseReopeningForm,
    EventKind.ROUTED: RouteForm,
    EventKind.ACCEPTED: AcceptForm,
    EventKind.ASSIGNED: AssignForm,
    EventKind.REPLIED: ReplyForm,
    EventKind.NOTED: NoteForm,
    EventKind.CHASED: ChaseForm,
    EventKind.RECORD_CORRECTED: CorrectRecordForm,
    EventKind.ASKED: AskForm,
    EventKind.OPINION_ASKED: AskOpinionForm,
    EventKind.INTERIM_NOTICE_SENT: InterimNoticeForm,
    EventKind.OPINION_CANCELLED: CancelOpinionForm,
    EventKind.SPLIT: SplitForm,
    EventKind.UNMERGED: UnmergeForm,
    EventKind.EXTENDED: ExtendForm,
    EventKind.REFUSED: RefuseForm,
    EventKind.REFUSAL_DECLINED: DeclineRefusalForm,
    EventKind.RETURNED: ReturnForm,
    EventKind.REROUTED: RouteForm,
    EventKind.REOPENING_REQUESTED: RequestReopeningForm,
    EventKind.RESOLUTION_WITHDRAWN: WithdrawResolutionForm,
    EventKind.CLOSED: CloseForm,
    EventKind.HANDED_OVER: HandOverForm,
    EventKind.REFUSAL_PROPOSED: ProposeRefusalForm,
    EventKind.WITHDRAWN: WithdrawForm,
}
BY_NAME: dict[str, type[StepForm]] = {form.name: form for form in FORMS.values()}
