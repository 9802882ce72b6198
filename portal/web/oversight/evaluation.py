"""The nine indicators of TT 01/2018/TT-VPCP for a quarter and unit: computed, entered, or missing (law §5.4)."""

from decimal import Decimal
from typing import Any

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectField
from wtforms.validators import Length, Optional, Regexp

from portal.domain.one_stop_evaluation import ENTERED, Evaluation, Indicator, QuarterFacts, evaluation
from portal.domain.periods import Period, Span, period_around
from portal.domain.permissions import Permission
from portal.domain.time import local_day
from portal.domain.unit_figures import UnitFigures
from portal.queries.dossier_figures import DossierFigures, dossier_figures
from portal.queries.figures import Selection, Wanted, freshness, reach, selection_for
from portal.queries.kept_figures import load_figures
from portal.services.enter_indicator import Quarter, enter_indicator, entered_indicators
from portal.services.errors import NotPermitted, RuleBroken
from portal.web.oversight.blueprint import blueprint
from portal.web.shared.acting import act, actor, commits, now, session, settings
from portal.web.shared.figures.periods import chooser, named_period, period_words
from portal.web.shared.figures.units import unit_asked, unit_choices
from portal.web.shared.form import Form, Line, checks_itself
from portal.web.shared.sentences import _, _l

HERE = "oversight.evaluation_page"

INDICATOR_WORDS = {
    Indicator.TOTAL_TIME: _l("Tổng thời gian giải quyết so với thời gian quy định"),
    Indicator.TIME_OF_UNITS: _l("Thời gian của từng cơ quan, đơn vị so với thời hạn"),
    Indicator.CONTACTS: _l("Số lần phải liên hệ để hoàn thiện hồ sơ"),
    Indicator.AGENCIES: _l("Số cơ quan, đơn vị phải liên hệ"),
    Indicator.ORGANISATION: _l("Tổ chức tiếp nhận, giải quyết, trả kết quả tại một cửa"),
    Indicator.PUBLICATION: _l("Công khai thủ tục hành chính"),
    Indicator.ATTITUDE: _l("Thái độ của cán bộ, công chức, viên chức"),
    Indicator.FEEDBACK: _l("Tiếp thu, xử lý phản ánh, kiến nghị"),
    Indicator.ONLINE: _l("Cung cấp dịch vụ công trực tuyến"),
}
GRADES = {
    "excellent": _l("Xuất sắc"),
    "good": _l("Tốt"),
    "fair": _l("Khá"),
    "average": _l("Trung bình"),
    "weak": _l("Yếu"),
}


class IndicatorForm(Form):
    """One entered score; left empty it takes an earlier one back."""

    indicator = SelectField(_l("Chỉ số"))
    score = Line(
        _l("Điểm, từ 0 đến 2"),
        validators=[Optional(), Regexp(r"[0-2](?:[.,]\d)?$", message=_l("Điểm từ 0 đến 2."))],
    )
    evidence = Line(_l("Căn cứ"), validators=[Length(max=1000)])

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.indicator.choices = [
            (str(each.value), f"{each.value}. {INDICATOR_WORDS[each]}") for each in sorted(ENTERED)
        ]

    @property
    def points(self) -> Decimal | None:
        """The score, with a comma as it is written here or with a point."""
        return Decimal(self.score.data.replace(",", ".")) if self.score.data else None


@blueprint.get("/evaluation")
def evaluation_page() -> str:
    """The scores of a quarter."""
    return _page(IndicatorForm(formdata=None))


@blueprint.post("/evaluation")
@checks_itself
@commits
def enter_evaluation() -> ResponseReturnValue:
    """Enter a score that only people can tell."""
    form, quarter = IndicatorForm(), _quarter()
    if not form.is_sound():
        return _page(form), 422
    indicator = Indicator(int(form.indicator.data))
    try:
        enter_indicator(act(), quarter, indicator, score=form.points, evidence=form.evidence.data)
    except RuleBroken as broken:
        form.refuse(broken, refusals())
        return _page(form), 422
    return redirect(url_for(HERE, unit=quarter.unit_id, period=_period().code), 303)


def refusals() -> dict[tuple[str, str], str]:
    """What can be wrong with an entered score."""
    return {
        ("score", "out_of_range"): _("Điểm từ 0 đến 2."),
        ("evidence", "missing"): _("Xin ghi căn cứ của điểm này."),
    }


def _page(form: IndicatorForm) -> str:
    quarter, period = _quarter(), _period()
    found = evaluation(_facts(quarter, period), entered_indicators(session(), quarter))
    return render_template(
        "oversight/evaluation.html",
        form=form,
        quarter=quarter,
        period=period,
        period_words=period_words(period),
        rows=_rows(found),
        found=found,
        grade=GRADES.get(found.grade, ""),
        may_enter=actor().may(Permission.ENTER_INDICATORS, quarter.unit_id),
        chooser=chooser(period, lambda each: url_for(HERE, unit=quarter.unit_id, period=each.code)),
        units=unit_choices(reach(actor(), settings())),
        fresh=freshness(session(), now()),
    )


def _rows(found: Evaluation) -> list[dict[str, Any]]:
    return [
        {
            "number": each.value,
            "words": INDICATOR_WORDS[each],
            "score": found.scores.get(each),
            "is_entered": each in ENTERED,
        }
        for each in Indicator
    ]


def _period() -> Period:
    asked = named_period()
    if asked is None or asked.span is not Span.QUARTER:
        return period_around(Span.QUARTER, local_day(now()))
    return asked


def _quarter() -> Quarter:
    within = reach(actor(), settings())
    if not within:
        raise NotPermitted(Permission.SEE_FIGURES)
    roots = [each for each in settings().units if each in within]
    unit_id = unit_asked(within) or roots[0]
    return Quarter(unit_id, _period().year, _period().number)


def _facts(quarter: Quarter, period: Period) -> QuarterFacts:
    """What the portal knows of the unit with those below it."""
    wanted = Wanted(quarter.unit_id, period, local_day(now()))
    selection = selection_for(settings(), reach(actor(), settings()), wanted)
    return facts_of_quarter(dossier_figures(session(), selection), _feedback(selection))


def _feedback(selection: Selection) -> UnitFigures:
    return load_figures(session(), selection, freshness(session(), now())).total


def facts_of_quarter(dossiers: DossierFigures, feedback: UnitFigures) -> QuarterFacts:
    """The facts from the figures of dossiers and of feedback."""
    kept, received = dossiers.kept.counts, dossiers.received
    offered = [row for row in dossiers.procedures.values() if row.active]
    prolonged = feedback.due.in_time_after_extension + feedback.due.kept_by_notice + feedback.due.overdue
    usages = {each.procedure_id: each for each in dossiers.ways.usages}
    return QuarterFacts(
        early=kept.early,
        on_time=kept.on_time,
        late=kept.late + dossiers.kept.overdue.all,
        without_supplement=received.all - received.supplemented - received.breaches,
        with_one_supplement=received.supplemented,
        with_more_supplements=received.breaches,
        procedures=len(offered),
        procedures_posted=sum(bool(row.posted_where) for row in offered),
        feedback_due=feedback.due.due,
        feedback_in_time=feedback.due.in_time,
        feedback_prolonged=prolonged,
        procedures_online=sum(usages[row.id].is_online for row in offered if row.id in usages),
        dossiers=received.all,
        dossiers_online=received.online,
        online_late=kept.online_late,
    )
