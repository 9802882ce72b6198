"""Taking the calendar from a file."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.file import FileField
from wtforms import BooleanField

from portal.domain.calendar_file import CalendarFile, read_calendar_file
from portal.services.change_calendar import Changes, DayChange
from portal.services.errors import RuleBroken
from portal.web.admin.blueprint import blueprint
from portal.web.admin.calendar_changes import show_changes
from portal.web.admin.entry import UNSOUND, saved
from portal.web.admin.menu import whole_office_only
from portal.web.shared.form import Form, Line, checks_itself
from portal.web.shared.sentences import _, _l

LARGEST_FILE = 1024 * 1024


class ImportForm(Form):
    """A file of days."""

    file = FileField(_l("Tệp CSV"), description=_l("Các cột: date, kind (off hoặc worked), name_vi, source"))
    notice = Line(_l("Căn cứ"), description=_l("Văn bản công bố lịch này; ghi vào từng phản ánh bị đổi hạn"))
    confirms = BooleanField(_l("Đây là lịch chính thức: xác nhận các năm có trong tệp"))

    def read(self) -> CalendarFile:
        """The file as it was read. Raises RuleBroken."""
        content = self.file.data.read(LARGEST_FILE + 1) if self.file.data else b""
        if not content:
            raise RuleBroken("file", "missing")
        if not self.notice.data:
            raise RuleBroken("notice", "missing")
        try:
            return read_calendar_file(content.decode("utf-8"))
        except UnicodeDecodeError:
            raise RuleBroken("file", "encoding") from None


@blueprint.route("/calendar/import", methods=["GET", "POST"])
@checks_itself
@whole_office_only
def calendar_import() -> ResponseReturnValue:
    """Take days from a file; its bad rows are listed and its good ones shown with what they would move."""
    form = ImportForm()
    read: list[CalendarFile] = []
    if form.is_submitted() and saved(form, lambda: read.append(form.read())):
        days = read[0].days
        years = sorted({day.on.year for day in days}) if form.confirms.data else []
        changes = Changes(
            tuple(DayChange(day.on, day) for day in days), tuple((year, True) for year in years)
        )
        return show_changes(changes, form.notice.data, problems=read[0].problems)
    page = render_template(
        "admin/form.html",
        form=form,
        heading=_("Nhập lịch từ tệp"),
        back_href=url_for("admin.calendar"),
        action=_("Xem trước"),
        files=True,
    )
    return page, UNSOUND if form.errors else 200
