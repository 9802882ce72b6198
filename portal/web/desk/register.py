"""The register: a period of some units on the page, and all its columns as a workbook."""

from datetime import date, timedelta
from typing import Any

import structlog
from flask import render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectField
from wtforms.validators import InputRequired, ValidationError

from portal.domain.permissions import Permission
from portal.domain.time import local_day
from portal.queries.register import (
    PAGE,
    RegisterEntry,
    Span,
    count_lines,
    register_lines,
    register_page,
    registers_of,
)
from portal.web.desk.blueprint import blueprint
from portal.web.desk.register_columns import COLUMNS, cells
from portal.web.desk.tabs import bounded
from portal.web.shared.acting import actor, language, now, ports, require, session, settings
from portal.web.shared.choices import choice
from portal.web.shared.form import Form, checks_itself
from portal.web.shared.numbers import whole
from portal.web.shared.sentences import _, _l
from portal.web.shared.typed_time import DayField

log = structlog.get_logger("portal.register")

UNSOUND = 422
# A register is kept by the year.
LONGEST = timedelta(days=366)
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Wanted(Form):
    """Which part of the register."""

    first = DayField(_l("Từ ngày"), [InputRequired(_l("Xin nhập ngày bắt đầu."))])
    last = DayField(_l("Đến ngày"), [InputRequired(_l("Xin nhập ngày kết thúc."))])
    unit = SelectField(_l("Đơn vị"), validate_choice=False)

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        reach = actor().units_for(Permission.EXPORT_REGISTER)
        units = (unit for unit in settings().units.values() if unit.id in reach)
        named = (choice(unit.id, unit.named(language())) for unit in units)
        self.unit.choices = [choice("", _("Tất cả đơn vị của tôi")), *named]

    def validate_last(self, field: DayField) -> None:
        first, last = self.first.data, field.data
        if first is None or last is None:
            return
        if last < first:
            raise ValidationError(_("Ngày kết thúc phải từ ngày bắt đầu trở đi."))
        if last - first > LONGEST:
            raise ValidationError(_("Sổ lập theo năm: xin chọn khoảng thời gian không quá một năm."))

    @property
    def span(self) -> Span:
        """The part asked for, of what the actor may have."""
        typed = self.unit.data or ""
        units = registers_of(settings(), actor(), whole(typed))
        return Span(self.first.data or date.min, self.last.data or date.min, units)

    @property
    def query(self) -> dict[str, Any]:
        """The part asked for, as it stands in an address."""
        days = {name: f"{self[name].data:%d/%m/%Y}" for name in ("first", "last") if self[name].data}
        return {**days, "unit": self.unit.data or ""}


@blueprint.get("/register")
def register() -> ResponseReturnValue:
    """The newest lines of the period; without one, of this month."""
    require(Permission.EXPORT_REGISTER)
    asked = "first" in request.args
    form = Wanted(
        formdata=request.args if asked else None, meta={"csrf": False}, **({} if asked else this_month())
    )
    sound = form.validate() if asked else True
    return register_view(form, form.span if sound else None), 200 if sound else UNSOUND


@blueprint.post("/register/export")
@checks_itself
def export_register() -> ResponseReturnValue:
    """All lines of the period as a workbook; that somebody took them is logged."""
    require(Permission.EXPORT_REGISTER)
    form = Wanted()
    if not form.is_sound():
        return register_view(form, None), UNSOUND
    span, written = form.span, Counted()
    lines = (cells(entry, settings()) for entry in written.through(register_lines(session(), span)))
    title = f"SỔ TIẾP NHẬN PHẢN ÁNH, KIẾN NGHỊ từ ngày {span.first:%d/%m/%Y} đến ngày {span.last:%d/%m/%Y}"
    book = ports().register.write(title, [each.column for each in COLUMNS], lines)
    log.info(
        "register_exported",
        account_id=actor().account_id,
        first=span.first.isoformat(),
        last=span.last.isoformat(),
        units=len(span.unit_ids),
        lines=written.lines,
    )
    name = f"so-tiep-nhan-{span.first:%Y%m%d}-{span.last:%Y%m%d}.xlsx"
    return send_file(book, mimetype=WORKBOOK, as_attachment=True, download_name=name)


class Counted:
    """Counts lines as they pass."""

    lines = 0

    def through(self, entries: Any) -> Any:
        """The same lines, counted."""
        for entry in entries:
            self.lines += 1
            yield entry


def this_month() -> dict[str, date]:
    """From the first of the month until today."""
    today = local_day(now())
    return {"first": today.replace(day=1), "last": today}


def register_view(form: Wanted, span: Span | None) -> str:
    """The page with the newest lines of a period, or with what is wrong about it."""
    before = whole(request.args.get("before"))
    entries = register_page(session(), span, before) if span else []
    shown = entries[:PAGE]
    more = len(entries) > PAGE
    return render_template(
        "desk/register.html",
        form=form,
        entries=[preview(each) for each in shown],
        count=bounded(count_lines(session(), span)) if span else "0",
        columns=len(COLUMNS),
        first_url=url_for("desk.register", **form.query) if before else None,
        next_url=url_for("desk.register", **form.query, before=shown[-1].id) if more else None,
    )


PREVIEWED = (
    "Số thứ tự",
    "Ngày, giờ tiếp nhận",
    "Hình thức tiếp nhận",
    "Họ tên người phản ánh, kiến nghị",
    "Nội dung",
    "Lĩnh vực",
    "Cơ quan có thẩm quyền xử lý",
    "Kết quả xử lý",
)


def preview(entry: RegisterEntry) -> list[Any]:
    """The cells of a line that the page shows."""
    written = dict(zip((each.heading for each in COLUMNS), cells(entry, settings()), strict=True))
    return [written[heading] for heading in PREVIEWED]
