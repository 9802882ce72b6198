"""Asking for a report: which unit, which period, in which language, with which parts."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import BooleanField, SelectField, SelectMultipleField
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from portal.domain.official_paper import listed
from portal.domain.periods import Period, Span, period_around
from portal.domain.reports.spec import Chapter, Days, ReportSpec, read_days
from portal.domain.time import local_day
from portal.domain.wording import Language
from portal.queries.office_day import receiving_unit
from portal.queries.reports.kept import reportable, sees_whole
from portal.services.errors import RuleBroken
from portal.services.reports.request_report import request_report
from portal.web.oversight.blueprint import blueprint
from portal.web.shared.acting import act, actor, commits, language, now, session, settings
from portal.web.shared.choices import choice, terms
from portal.web.shared.figures.periods import period_words
from portal.web.shared.figures.then_or_now import then_or_now
from portal.web.shared.figures.units import unit_choices
from portal.web.shared.form import Form, Words, checks_itself
from portal.web.shared.numbers import whole
from portal.web.shared.sentences import _, _l
from portal.web.shared.typed_time import DayField

UNSOUND = 422
OTHER = "days"
# How many periods of each length are offered: the running one, and so many before it.
OFFERED = {Span.MONTH: 3, Span.QUARTER: 4, Span.HALF_YEAR: 2, Span.YEAR: 2}
WHOLE = "whole"


class NamedDay(DayField):
    """A day beside another one: what is wrong says with which."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError as wrong:
            said = str(wrong)
            raise ValueError(f"{self.label.text}: {said[:1].lower()}{said[1:]}") from None


class ReportForm(Form):
    """What the report covers."""

    unit = SelectField(_l("Đơn vị"), validate_choice=False)
    period = SelectField(_l("Kỳ báo cáo"), validate_choice=False)
    first = NamedDay(_l("Từ ngày"), [Optional()])
    last = NamedDay(_l("Đến ngày"), [Optional()])
    language = SelectField(_l("Ngôn ngữ"), validate_choice=False)
    chapters = SelectMultipleField(
        _l("Nội dung"),
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        validate_choice=False,
    )
    addressees = Words(_l("Kính gửi"))
    recipients = Words(_l("Nơi nhận"))
    as_now = BooleanField(_l("Tính theo đơn vị hiện nay"))

    def offer(self) -> None:
        """Fill in what can be chosen."""
        allowed = unit_choices(reportable(settings(), actor()))
        all_of_them = [choice(WHOLE, _("Toàn bộ các đơn vị"))] if sees_whole(settings(), actor()) else []
        self.unit.choices = [*all_of_them, *(choice(each.id, each.label) for each in allowed)]
        periods = [choice(each.code, _large(period_words(each))) for each in offered_periods()]
        self.period.choices = [*periods, choice(OTHER, _("Từ ngày … đến ngày …"))]
        self.language.choices = [choice("vi", _("Tiếng Việt")), choice("en", _("Tiếng Anh"))]
        self.chapters.choices = terms(Chapter)

    def spec(self) -> ReportSpec:
        """What was asked for. Raises RuleBroken for days that are missing."""
        of_all = self.unit.data == WHOLE
        root = receiving_unit(settings(), local_day(now()))
        unit_id = root.id if of_all and root else whole(self.unit.data) or 0
        chapters = frozenset(each for each in Chapter if each.value in (self.chapters.data or ()))
        lang: Language = "en" if self.language.data == "en" else "vi"
        named = {"addressees": listed(self.addressees.data), "recipients": listed(self.recipients.data)}
        return ReportSpec(unit_id, self._days(), of_all, bool(self.as_now.data), lang, chapters, **named)

    def _days(self) -> Days:
        if self.period.data != OTHER:
            days = read_days(self.period.data or "")
            if days is None:
                raise RuleBroken("period", "missing")
            return days
        if self.first.data is None or self.last.data is None:
            raise RuleBroken("first" if self.first.data is None else "last", "missing")
        return Days(self.first.data, self.last.data)


def _large(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def offered_periods() -> list[Period]:
    """The running period of each length and those before it."""
    today = local_day(now())
    return [period_around(span, today).moved(-back) for span, most in OFFERED.items() for back in range(most)]


@blueprint.route("/reports/new", methods=["GET", "POST"])
@checks_itself
@commits
def new_report() -> ResponseReturnValue:
    """Ask for a report, or be told why there can be none like this."""
    form = ReportForm(data=_start())
    form.offer()
    if form.is_submitted() and form.is_sound():
        try:
            row = request_report(act(), form.spec())
        except RuleBroken as broken:
            session().rollback()
            form.refuse(broken, _sentences())
        else:
            return redirect(url_for("oversight.report", report_id=row.id), 303)
    asks_way = bool(then_or_now(as_now=False, link=str))
    page = render_template("oversight/new_report.html", form=form, asks_way=asks_way)
    return page, UNSOUND if form.errors else 200


def _start() -> dict[str, Any]:
    """What the dashboard showed, else the last whole month of the whole office."""
    today = local_day(now())
    last_month = period_around(Span.MONTH, today).moved(-1)
    asked = request.args.get("period", "")
    offered = {each.code for each in offered_periods()}
    start: dict[str, Any] = {"period": asked if asked in offered else last_month.code}
    if asked and asked not in offered and (days := read_days(asked)):
        start |= {"period": OTHER, "first": days.first, "last": days.last}
    allowed = reportable(settings(), actor())
    typed = request.args.get("unit", "")
    unit = typed if whole(typed) in allowed else WHOLE if sees_whole(settings(), actor()) else ""
    return {**start, "unit": unit, "language": language(), "chapters": [each.value for each in Chapter]}


def _sentences() -> dict[tuple[str, str], str]:
    return {
        ("unit", "had_others"): _(
            "Trong kỳ này, đơn vị có đơn vị trực thuộc nay thuộc nơi khác, mà Ông/Bà không xem được số liệu. "
            "Xin chọn “Tính theo đơn vị hiện nay” hoặc kỳ khác."
        ),
        ("period", "missing"): _("Xin chọn kỳ báo cáo."),
        ("first", "missing"): _("Xin nhập ngày bắt đầu."),
        ("last", "missing"): _("Xin nhập ngày kết thúc."),
        ("last", "before_first"): _("Ngày kết thúc phải từ ngày bắt đầu trở đi."),
        ("last", "too_long"): _("Xin chọn kỳ không quá một năm."),
        ("first", "not_begun"): _("Kỳ này chưa bắt đầu."),
        ("first", "too_early"): _("Cổng không có số liệu trước năm 2000."),
        ("addressees", "list_too_long"): _("Xin ghi không quá 20 dòng, mỗi dòng không quá 200 ký tự."),
        ("recipients", "list_too_long"): _("Xin ghi không quá 20 dòng, mỗi dòng không quá 200 ký tự."),
        ("chapters", "missing"): _("Xin chọn ít nhất một nội dung."),
    }
