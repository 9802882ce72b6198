"""Changing the calendar: what is wanted, what would move, and only then saving."""

from datetime import date

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest, NotFound

from portal.domain.calendar import CalendarDay, DayKind
from portal.domain.calendar_file import Problem
from portal.domain.time import local_day
from portal.queries.configuration import reach_of
from portal.services.change_calendar import (
    Changes,
    DayChange,
    change_calendar,
    day_now,
    effective,
    proposal,
    what_would_move,
)
from portal.services.errors import RuleBroken
from portal.services.recompute_clocks import Moves
from portal.web.admin.blueprint import blueprint
from portal.web.admin.entry import UNSOUND, Pick, refusal, saved, unit_choices
from portal.web.admin.menu import governs_all, whole_office_only
from portal.web.admin.pending_changes import from_text, to_text
from portal.web.shared.acting import act, actor, commits, now, settings
from portal.web.shared.choices import choice
from portal.web.shared.form import Form, Hidden, Line, checks_itself
from portal.web.shared.numbers import whole
from portal.web.shared.sentences import _, _l
from portal.web.shared.typed_time import DayField
from portal.web.shared.words import number

ORDINARY = "ordinary"


class DayForm(Form):
    """What a day shall be."""

    on = DayField(_l("Ngày"))
    kind = Pick(_l("Là ngày"))
    name = Line(_l("Tên gọi"), description=_l("Ví dụ: Nghỉ bù Quốc khánh, Làm việc bù"))
    source = Line(
        _l("Căn cứ"), description=_l("Số, ngày của thông báo; người gửi đọc được trong cách tính hạn")
    )
    unit_id = Pick(_l("Áp dụng cho"))

    def offer(self) -> "DayForm":
        """Fill in what can be chosen."""
        self.kind.choices = [
            choice(DayKind.OFF.value, _("nghỉ")),
            choice(DayKind.WORKED.value, _("làm việc bù (thứ Bảy, Chủ nhật)")),
            choice(ORDINARY, _("bình thường, bỏ khỏi danh sách")),
        ]
        within = (settings().units[each] for each in reach_of(settings(), actor()))
        units = [unit for unit in within if unit.stands(local_day(now()))]
        everybody = _("toàn cơ quan") if governs_all() else None
        self.unit_id.choices = unit_choices(units, none=everybody)
        return self

    def changes(self) -> Changes:
        """What was typed. Raises RuleBroken."""
        on, kind = self.on.data, self.kind.among(DayKind)
        if on is None:
            raise RuleBroken("on", "missing")
        if kind is None and self.kind.data != ORDINARY:
            raise RuleBroken("kind", "unknown")
        if not self.source.data:
            raise RuleBroken("source", "missing")
        day = CalendarDay(on, kind, self.name.data, self.source.data) if kind else None
        return Changes((DayChange(on, day, self.unit_id.number),))


class YearForm(Form):
    """On what basis a year is confirmed, or no longer."""

    notice = Line(_l("Căn cứ"), description=_l("Văn bản công bố lịch nghỉ của năm"))


class ApplyForm(Form):
    """The changes that were shown, with their basis."""

    changes = Hidden()
    notice = Line(_l("Căn cứ"))


@blueprint.route("/calendar/day", methods=["GET", "POST"])
@checks_itself
def calendar_day() -> ResponseReturnValue:
    """Change one day; what would move is shown before anything is saved."""
    form = DayForm(data=_day_asked()).offer()
    if form.is_submitted() and saved(form, lambda: what_would_move(act(), form.changes())):
        return show_changes(form.changes(), form.source.data)
    back = (
        url_for("admin.calendar_year", year=form.on.data.year) if form.on.data else url_for("admin.calendar")
    )
    page = render_template(
        "admin/form.html",
        form=form,
        heading=_("Đổi một ngày trong lịch"),
        back_href=back,
        action=_("Xem hạn nào thay đổi"),
    )
    return page, UNSOUND if form.errors else 200


@blueprint.post("/calendar/<int:year>/propose")
@whole_office_only
def calendar_propose(year: int) -> ResponseReturnValue:
    """Show what a year will probably look like; it stays provisional."""
    changes = proposal(settings(), year, current_app.extensions["portal.proposed_days"])
    return show_changes(changes, _("Lịch dự kiến năm %(year)s", year=year), year=year)


@blueprint.route("/calendar/<int:year>/<way>", methods=["GET", "POST"])
@checks_itself
@whole_office_only
def calendar_sure(year: int, way: str) -> ResponseReturnValue:
    """Confirm a year once its official notice is entered, or make it provisional again."""
    if way not in {"confirm", "doubt"}:
        raise NotFound
    form, sure = YearForm(), way == "confirm"
    if form.is_submitted() and form.is_sound() and form.notice.data:
        return show_changes(Changes(years=((year, sure),)), form.notice.data, year=year)
    if form.is_submitted():
        form.complain("notice", refusal(RuleBroken("notice", "missing")))
    heading = (
        _("Xác nhận lịch năm %(year)s", year=year)
        if sure
        else _("Coi lịch năm %(year)s là dự kiến", year=year)
    )
    lead = _("Hạn trả lời đi qua một năm chưa xác nhận được ghi là tạm tính.")
    back = url_for("admin.calendar_year", year=year)
    page = render_template("admin/form.html", form=form, heading=heading, lead=lead, back_href=back)
    return page, UNSOUND if form.errors else 200


@blueprint.post("/calendar/apply")
@checks_itself
@commits
def calendar_apply() -> ResponseReturnValue:
    """Save what was shown, and reckon every open deadline anew."""
    form = ApplyForm()
    changes = from_text(form.changes.data)
    if changes is None:
        raise BadRequest
    done: list[Moves] = []
    if saved(form, lambda: done.append(change_calendar(act(), changes, notice=form.notice.data))):
        flash(_done(done[0]), "success")
        return redirect(url_for("admin.calendar_year", year=_year_of(changes)), 303)
    return _preview(changes, form, ()), UNSOUND


def _day_asked() -> dict[str, object]:
    """The day that the address names, as the calendar has it now."""
    asked: dict[str, object] = {"unit_id": whole(request.args.get("unit"))}
    try:
        on = date.fromisoformat(request.args.get("on", ""))
    except ValueError:
        return asked
    day = day_now(settings(), DayChange(on, None, whole(request.args.get("unit"))))
    facts = {"kind": day.kind.value, "name": day.name, "source": day.source} if day else {}
    return {**asked, "on": on, **facts}


def show_changes(
    changes: Changes, notice: str, *, problems: tuple[Problem, ...] = (), year: int | None = None
) -> ResponseReturnValue:
    """The page that says what would move."""
    form = ApplyForm(formdata=None, data={"changes": to_text(changes), "notice": notice})
    return _preview(changes, form, problems, year=year)


def _preview(
    changes: Changes, form: ApplyForm, problems: tuple[Problem, ...], *, year: int | None = None
) -> str:
    real = effective(settings(), changes)
    moves = what_would_move(act(), changes)
    rows = [
        {"change": change, "before": day_now(settings(), change), "after": change.day} for change in real.days
    ]
    back = url_for("admin.calendar_year", year=year or _year_of(changes))
    return render_template(
        "admin/calendar_preview.html",
        form=form,
        rows=rows,
        years=real.years,
        moves=moves,
        problems=[_problem_words(problem) for problem in problems],
        back_href=back,
    )


def _year_of(changes: Changes) -> int:
    firsts = [change.on.year for change in changes.days] + [year for year, _sure in changes.years]
    return min(firsts, default=act().today.year)


def _done(moves: Moves) -> str:
    if not moves.total:
        return _("Đã lưu lịch. Không có hạn trả lời nào thay đổi.")
    return _(
        "Đã lưu lịch. %(count)s hạn trả lời đã chuyển; người gửi và cán bộ được báo.",
        count=number(moves.total),
    )


def _problem_words(problem: Problem) -> str:
    codes = {
        "missing": _("thiếu"),
        "date": _("không phải là ngày"),
        "kind": _("phải là off hoặc worked"),
        "long": _("dài quá"),
        "twice": _("ngày này có hai lần"),
    }
    return _(
        "Dòng %(line)s, cột %(column)s: %(code)s",
        line=problem.line,
        column=problem.column,
        code=codes[problem.code],
    )
