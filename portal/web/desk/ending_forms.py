"""The steps that end a case without an answer, and the one that closes it after the answer."""

from wtforms import SelectField

from portal.domain.refusal import RefusalReason
from portal.queries.case_file import Case
from portal.services.act import Act
from portal.services.end_case import close_case, withdraw_case
from portal.services.hand_over import Handing, hand_over
from portal.services.refuse_case import decline_refusal, proposal_of, propose_refusal, refuse_case
from portal.web.desk.step_form import Group, StepForm, words_field
from portal.web.shared.acting import act, actor
from portal.web.shared.choices import choice
from portal.web.shared.form import Line
from portal.web.shared.sentences import _l
from portal.web.shared.words import term_words


class WithdrawForm(StepForm):
    """Put on record that the sender wants the case ended."""

    group = Group.ENDING
    name, title = "withdraw", _l("Ghi việc người gửi rút")
    done = _l("Đã ghi nhận người gửi rút phản ánh.")
    reason = words_field(_l("Người gửi xin rút khi nào, bằng cách nào, vì sao"))

    def act_on(self, acting: Act, case: Case) -> None:
        withdraw_case(acting, case, reason=self.reason.data or "")


class CloseForm(StepForm):
    """Close an answered case before its window is over."""

    group = Group.ENDING
    name, title = "close", _l("Kết thúc hồ sơ")
    done = _l("Đã kết thúc hồ sơ.")

    def act_on(self, acting: Act, case: Case) -> None:
        close_case(acting, case)


class ProposeRefusalForm(StepForm):
    """Propose that a case is not accepted; somebody else decides."""

    group = Group.ENDING
    name, title = "propose-refusal", _l("Đề xuất không tiếp nhận")
    done = _l("Đã đề xuất; một người khác sẽ quyết định. Thời hạn trả lời vẫn tính.")
    reason_code = SelectField(_l("Lý do"), validate_choice=False)
    text = words_field(_l("Giải thích để người gửi đọc: vì sao, và nên đến đâu"))

    def offer(self, case: Case) -> None:
        reasons = [choice(reason.value, term_words(reason)) for reason in RefusalReason]
        self.reason_code.choices = [choice("", _l("Chọn lý do")), *reasons]

    @property
    def possible(self) -> bool:
        return not self.pending

    def act_on(self, acting: Act, case: Case) -> None:
        propose_refusal(acting, case, reason=self.reason_code.data or "", text=self.text.data or "")


class RefuseForm(StepForm):
    """Decide, as a second person, that the case is not accepted."""

    name, title = "refuse", _l("Đồng ý không tiếp nhận")
    done = _l("Đã quyết định không tiếp nhận và báo người gửi.")
    text = words_field(_l("Giải thích gửi cho người gửi, sửa được trước khi gửi"))

    def offer(self, case: Case) -> None:
        proposal = proposal_of(act(), case) if case.refusal_proposer_id else None
        if proposal is not None and self.text.raw_data is None:
            self.text.data = proposal.facts["text"]

    @property
    def possible(self) -> bool:
        return self.pending

    def act_on(self, acting: Act, case: Case) -> None:
        refuse_case(acting, case, text=self.text.data or "")


class DeclineRefusalForm(StepForm):
    """Say no to a proposal, or take one's own back."""

    name, title = "decline-refusal", _l("Không đồng ý, tiếp tục xử lý")
    done = _l("Đã báo người đề xuất; hồ sơ tiếp tục được xử lý.")
    text = words_field(_l("Ý kiến cho người đề xuất"))

    def offer(self, case: Case) -> None:
        if case.refusal_proposer_id == actor().account_id:
            self.title = _l("Rút đề xuất không tiếp nhận")

    @property
    def possible(self) -> bool:
        return self.pending

    def act_on(self, acting: Act, case: Case) -> None:
        decline_refusal(acting, case, text=self.text.data or "")


class HandOverForm(StepForm):
    """Hand the case over to an agency outside this portal."""

    group = Group.ENDING
    name, title = "hand-over", _l("Chuyển cơ quan khác có thẩm quyền")
    done = _l("Đã chuyển và báo người gửi. Phiếu chuyển tải ở bước tiếp theo.")
    agency = Line(_l("Cơ quan nhận"))
    address = Line(_l("Địa chỉ của cơ quan nhận"))
    reason = words_field(_l("Vì sao thuộc thẩm quyền của cơ quan đó, người gửi đọc được"))
    optional = ("address",)

    def act_on(self, acting: Act, case: Case) -> None:
        hand_over(acting, case, Handing(self.agency.data, self.address.data, self.reason.data or ""))
