"""The steps by which several units agree: asking for an opinion, taking it back, telling the sender."""

from flask import url_for
from wtforms import SelectField

from portal.domain.coordination import usual_due
from portal.queries.case_file import Case, CaseFile, Opinion
from portal.services.act import Act
from portal.services.ask_opinion import Question, ask_opinion, cancel_opinion
from portal.services.notify_interim import latest_expected, notify_interim
from portal.web.desk.step_form import Group, StepForm, chosen, words_field
from portal.web.shared.acting import act, language, now, settings
from portal.web.shared.choices import choice
from portal.web.shared.form import Line
from portal.web.shared.numbers import whole
from portal.web.shared.sentences import _, _l
from portal.web.shared.typed_time import DayField
from portal.web.shared.words import day, moment, person_name, unit_name, weekday


class AskOpinionForm(StepForm):
    """Ask another unit, or an agency outside the portal, for an opinion."""

    name, title = "ask-opinion", _l("Đề nghị đơn vị khác phối hợp, cho ý kiến")
    done = _l("Đã gửi đề nghị. Đơn vị mình vẫn chịu trách nhiệm trả lời; thời hạn trả lời vẫn tính.")
    unit_id = SelectField(_l("Đơn vị được hỏi"), validate_choice=False)
    outside_name = Line(_l("Nếu là cơ quan ngoài hệ thống: tên cơ quan"))
    outside_email = Line(_l("Thư điện tử của cơ quan đó"))
    question = words_field(_l("Cần ý kiến về việc gì; không nêu thông tin người gửi nếu không cần"))
    due_on = DayField(_l("Cho ý kiến chậm nhất ngày"))
    optional = ("outside_name", "outside_email")

    def offer(self, case: Case) -> None:
        standing = (unit for unit in settings().units.values() if unit.stands(act().today))
        units = (unit for unit in standing if unit.id != case.unit_id)
        named = [choice(unit.id, unit.named(language())) for unit in units]
        self.unit_id.choices = [choice("", _l("Chọn đơn vị")), *named]
        if self.due_on.raw_data is None:
            calendar = settings().reckoning(case.receiving_unit_id, act().today).calendar
            self.due_on.data = usual_due(act().today, case.due_on, calendar)

    def act_on(self, acting: Act, case: Case) -> None:
        question = Question(
            text=self.question.data or "",
            due_on=self.due_on.data,
            unit_id=whole(self.unit_id.data),
            outside_name=self.outside_name.data,
            outside_email=self.outside_email.data,
        )
        ask_opinion(acting, case, question)


class CancelOpinionForm(StepForm):
    """Take back what was asked and not answered yet."""

    name, title = "cancel-opinion", _l("Rút đề nghị phối hợp")
    done = _l("Đã rút đề nghị và báo đơn vị được hỏi.")
    opinion_id = SelectField(_l("Đề nghị nào"), validate_choice=False)
    reason = words_field(_l("Vì sao không cần nữa"))

    def see(self, file: CaseFile) -> None:
        open_ones = [choice(each.id, asked_whom(each)) for each in file.opinions if each.is_open]
        self.opinion_id.choices = [choice("", _l("Chọn đề nghị")), *open_ones] if open_ones else []

    @property
    def possible(self) -> bool:
        return bool(self.opinion_id.choices)

    def act_on(self, acting: Act, case: Case) -> None:
        cancel_opinion(acting, case, chosen(self.opinion_id), reason=self.reason.data or "")


class InterimNoticeForm(StepForm):
    """Tell the sender which units agree and when the answer is expected."""

    group = Group.SENDER
    name, title = "interim-notice", _l("Thông báo quá trình xử lý cho người gửi")
    done = _l("Đã thông báo người gửi các đơn vị phối hợp và ngày dự kiến trả lời.")
    expected_on = DayField(_l("Dự kiến trả lời vào ngày"))
    text = words_field(_l("Nói thêm với người gửi, nếu cần"))
    optional = ("text",)

    def see(self, file: CaseFile) -> None:
        if self.expected_on.raw_data is None and file.answer_clock is not None:
            self.expected_on.data = latest_expected(act(), file.answer_clock)

    def act_on(self, acting: Act, case: Case) -> None:
        notify_interim(acting, case, expected_on=self.expected_on.data, text=self.text.data or "")


def asked_whom(opinion: Opinion) -> str:
    """Who was asked, by name."""
    return unit_name(opinion.unit_id) if opinion.unit_id else opinion.outside_name


def opinion_views(file: CaseFile) -> list[dict[str, object]]:
    """What was asked of whom and what they said, newest first."""
    return [opinion_view(each) for each in reversed(file.opinions)]


def opinion_view(opinion: Opinion) -> dict[str, object]:
    """One question: to whom, until when, and what came of it."""
    overdue = opinion.is_open and opinion.due_on < act().today
    return {
        "id": opinion.id,
        "whom": asked_whom(opinion),
        "outside": opinion.unit_id is None,
        "question": opinion.question,
        "asked": _(
            "%(name)s hỏi lúc %(moment)s",
            name=person_name(opinion.asked_by_id),
            moment=moment(opinion.asked_at),
        ),
        "text": opinion.text,
        "given": _given_words(opinion),
        "cancelled": opinion.cancel_reason if opinion.cancelled_at else "",
        "open": opinion.is_open,
        "tone": _tone(opinion, overdue=overdue),
        "status": _status(opinion, overdue=overdue),
        "href": url_for("desk.opinion", opinion_id=opinion.id) if opinion.unit_id else "",
    }


def _given_words(opinion: Opinion) -> str:
    if opinion.given_at is None:
        return ""
    who = person_name(opinion.given_by_id) or opinion.given_as
    return _("%(name)s, %(moment)s", name=who, moment=moment(opinion.given_at))


def _tone(opinion: Opinion, *, overdue: bool) -> str:
    if opinion.given_at is not None:
        return "fine"
    if opinion.cancelled_at is not None:
        return "paused"
    return "late" if overdue else "soon"


def _status(opinion: Opinion, *, overdue: bool) -> str:
    if opinion.given_at is not None:
        return _("đã có ý kiến")
    if opinion.cancelled_at is not None:
        return _("đã rút")
    return (
        _("quá hạn %(day)s", day=day(opinion.due_on))
        if overdue
        else _("hạn %(day)s", day=weekday(opinion.due_on))
    )


def may_notify(file: CaseFile) -> bool:
    """Whether an interim notice can be sent now: somebody co-ordinates, none was sent, the first due is to come."""
    clock, round_ = file.answer_clock, file.case.reopened_count + 1
    asked = any(each.round == round_ and each.cancelled_at is None for each in file.opinions)
    return asked and clock is not None and clock.interim_notice_at is None and now() < clock.due_at
