"""The steps by which matters are cut apart and put together again."""

from wtforms import SelectField

from portal.queries.case_file import Case
from portal.services.act import Act
from portal.services.merge_case import unmerge_case
from portal.services.split_case import Part, split_case
from portal.web.desk.step_form import StepForm, chosen, words_field
from portal.web.shared.acting import act, language, settings
from portal.web.shared.choices import choice
from portal.web.shared.form import Line
from portal.web.shared.numbers import whole
from portal.web.shared.sentences import _l


class SplitForm(StepForm):
    """Split one matter off, with a unit of its own."""

    name, title = "split", _l("Tách một nội dung cho đơn vị khác")
    done = _l("Đã tách. Nội dung này có đơn vị và thời hạn riêng; câu trả lời chung vẫn do hồ sơ này gửi.")
    subject = Line(_l("Tiêu đề của nội dung tách ra"))
    body = words_field(_l("Nội dung tách ra, ghi đúng lời người gửi"))
    category_id = SelectField(_l("Lĩnh vực"), validate_choice=False)
    unit_id = SelectField(_l("Đơn vị xử lý"), validate_choice=False)
    optional = ("category_id",)

    def offer(self, case: Case) -> None:
        here = language()
        standing = (unit for unit in settings().units.values() if unit.stands(act().today))
        units = [choice(unit.id, unit.named(here)) for unit in standing]
        self.unit_id.choices = [choice("", _l("Chọn đơn vị")), *units]
        fields = [choice(each.id, each.named(here)) for each in settings().categories.values() if each.active]
        self.category_id.choices = [choice("", _l("Chọn lĩnh vực")), *fields]

    def act_on(self, acting: Act, case: Case) -> None:
        part = Part(
            subject=self.subject.data,
            body=self.body.data or "",
            category_id=whole(self.category_id.data),
            unit_id=chosen(self.unit_id),
        )
        split_case(acting, case, part)


class UnmergeForm(StepForm):
    """Take a case out of the one it was merged into."""

    name, title = "unmerge", _l("Tách khỏi hồ sơ đã gộp")
    done = _l("Đã tách ra; hồ sơ tiếp tục được xử lý với thời hạn của mình.")
    reason = words_field(_l("Vì sao không cùng một việc"))

    def act_on(self, acting: Act, case: Case) -> None:
        unmerge_case(acting, case, reason=self.reason.data or "")
