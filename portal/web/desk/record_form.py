"""The step that puts right what staff wrote down of somebody's words."""

from portal.queries.case_file import Case
from portal.services.act import Act
from portal.services.correct_record import Record, correct_record
from portal.web.desk.step_form import Group, StepForm, words_field
from portal.web.shared.form import Line
from portal.web.shared.sentences import _l


class CorrectRecordForm(StepForm):
    """Put right what was written down; the reason stays with it."""

    group = Group.SENDER
    name, title = "correct-record", _l("Đính chính nội dung đã ghi")
    done = _l("Đã đính chính; bản ghi trước vẫn được giữ.")
    subject = Line(_l("Tiêu đề"))
    words = words_field(_l("Nội dung, ghi đúng lời người gửi"))
    place = Line(_l("Chỗ cụ thể"))
    reason = words_field(_l("Vì sao đính chính"))
    optional = ("subject", "place")

    def offer(self, case: Case) -> None:
        if self.words.raw_data is None:
            self.subject.data, self.words.data, self.place.data = case.subject, case.body, case.place

    def act_on(self, acting: Act, case: Case) -> None:
        corrected = Record(self.subject.data, self.words.data or "", self.place.data)
        correct_record(acting, case, corrected, reason=self.reason.data or "")
