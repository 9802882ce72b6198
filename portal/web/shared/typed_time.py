"""Days and times typed as people write them here: 26/11/2026, 14:05; quicker and surer than a picker."""

from typing import Any

from wtforms import DateField, TimeField
from wtforms.widgets import TextInput

from portal.web.shared.sentences import _

DAYS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y"]
TIMES = ["%H:%M", "%Hh%M", "%Hh", "%H.%M"]


class DayField(DateField):
    """A day, shown and read as dd/mm/yyyy; `data` is a date or None."""

    widget = TextInput()

    def __init__(self, label: Any = None, validators: Any = None, **given: Any) -> None:
        super().__init__(label, validators, format=DAYS, **given)

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata([each.strip() for each in valuelist])
        except ValueError:
            raise ValueError(_("Xin nhập ngày theo dạng ngày/tháng/năm, ví dụ 26/11/2026.")) from None


class ClockField(TimeField):
    """A time of day, shown and read as 14:05; `data` is a time or None."""

    widget = TextInput()

    def __init__(self, label: Any = None, validators: Any = None, **given: Any) -> None:
        super().__init__(label, validators, format=TIMES, **given)

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata([each.strip() for each in valuelist])
        except ValueError:
            raise ValueError(_("Xin nhập giờ theo dạng giờ:phút, ví dụ 14:05.")) from None
