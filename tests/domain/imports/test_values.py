"""What a cell says."""

from collections.abc import Callable
from typing import Any

import pytest

from portal.domain.clock import Term, TimeUnit
from portal.domain.imports.reasons import Reason, WrongCell, cut
from portal.domain.imports.tables import Cell, Flaw, Flawed
from portal.domain.imports.values import (
    Step,
    read_applicant_kind,
    read_code,
    read_count,
    read_email,
    read_phone,
    read_steps,
    read_term,
    read_text,
    read_unit_of_time,
    read_yes_no,
    shown,
    text_up_to,
)
from portal.domain.kinds import SenderKind

DAYS, HOURS = TimeUnit.WORKING_DAYS, TimeUnit.WORKING_HOURS


@pytest.mark.parametrize(
    ("read", "cell", "value"),
    [
        (read_text, "  Nguyễn \n Văn  A ", "Nguyễn Văn A"),
        (read_text, "Nguye\u0302\u0303n", "Nguyễn"),  # combining marks
        (read_text, "a\x00b\x07c", "abc"),
        (read_text, 12.0, "12"),
        (read_text, 1.5, "1.5"),
        (text_up_to(3), "abc", "abc"),
        (read_code, " H99.15-261103-0001 ", "H99.15-261103-0001"),
        (read_code, "H99.15 - 261103 - 0001", "H99.15-261103-0001"),
        (read_code, "H99.15–261103–0001", "H99.15-261103-0001"),  # dashes that a word processor made long
        (read_code, "000.00.15.H99-261103-0001", "000.00.15.H99-261103-0001"),
        (read_code, 2611030001, "2611030001"),
        (read_phone, "0912 345 678", "+84912345678"),
        (read_phone, 912345678, "+84912345678"),  # a number has no leading zero to keep
        (read_phone, 912345678.0, "+84912345678"),
        (read_phone, "+84 912.345.678", "+84912345678"),
        (read_email, " a@vidu.example ", "a@vidu.example"),
        (read_count, 2, 2),
        (read_count, "2", 2),
        (read_count, "2,0", 2),
        (read_count, 2.0, 2),
        (read_count, 0, 0),
        (read_yes_no, "Có", True),
        (read_yes_no, "x", True),
        (read_yes_no, True, True),
        (read_yes_no, 1, True),
        (read_yes_no, "Không", False),
        (read_yes_no, "0", False),
        (read_applicant_kind, "Cá nhân", SenderKind.PERSON),
        (read_applicant_kind, "CÔNG DÂN", SenderKind.PERSON),
        (read_applicant_kind, "Doanh nghiệp", SenderKind.ORGANISATION),
        (read_unit_of_time, "Ngày làm việc", DAYS),
        (read_unit_of_time, "giờ", HOURS),
        (read_term, "05 ngày làm việc", Term(5, DAYS)),
        (read_term, "Trong 5 ngày", Term(5, DAYS)),
        (read_term, 5, Term(5, DAYS)),
        (read_term, "0,5 ngày", Term(4, HOURS)),  # eight hours to a day
        (read_term, "1/2 ngày", Term(4, HOURS)),
        (read_term, "2.5", Term(20, HOURS)),
        (read_term, "16 giờ làm việc", Term(16, HOURS)),
        (
            read_steps,
            "Tiếp nhận: 0,5 ngày; Thẩm định (Phòng A): 3 ngày\nKý: 4 giờ",
            (
                Step("Tiếp nhận", Term(4, HOURS)),
                Step("Thẩm định (Phòng A)", Term(3, DAYS)),
                Step("Ký", Term(4, HOURS)),
            ),
        ),
    ],
)
def test_it_reads_what_people_write(read: Callable[[Cell], Any], cell: Cell, value: Any) -> None:
    assert read(cell) == value


@pytest.mark.parametrize(
    ("read", "cell", "reason"),
    [
        (read_text, "a" * 2001, Reason.TOO_LONG),
        (text_up_to(3), "abcd", Reason.TOO_LONG),
        (read_code, "A" * 65, Reason.CODE_SHAPE),
        (read_code, "H99; DROP", Reason.CODE_SHAPE),
        (read_code, "<b>H99</b>", Reason.CODE_SHAPE),
        (read_code, "-H99", Reason.CODE_SHAPE),  # what a spreadsheet would take for a formula
        (read_code, 2.611030001e19, Reason.CODE_SHAPE),  # its last digits are lost
        (read_code, 26110300010000001, Reason.CODE_SHAPE),
        (read_phone, "912345678", Reason.PHONE),  # typed as text without its zero: might be anything
        (read_phone, "không có", Reason.PHONE),
        (read_phone, 12, Reason.PHONE),
        (read_phone, "Nguyễn Văn A số nhà 0912345678", Reason.PHONE),
        (read_email, "a@b", Reason.EMAIL),
        (read_email, "không", Reason.EMAIL),
        (read_count, "-1", Reason.NOT_A_NUMBER),
        (read_count, 1.5, Reason.NOT_A_NUMBER),
        (read_count, "1.234", Reason.NOT_A_NUMBER),  # a number, but nobody was asked so often
        (read_count, "hai", Reason.NOT_A_NUMBER),
        (read_count, "٢", Reason.NOT_A_NUMBER),
        (read_count, True, Reason.NOT_A_NUMBER),
        (read_yes_no, "có thể", Reason.NOT_YES_NO),
        (read_applicant_kind, "khác", Reason.NOT_AN_APPLICANT),
        (read_unit_of_time, "tuần", Reason.NOT_A_TERM),
        (read_term, "trong ngày", Reason.NOT_A_TERM),
        (read_term, "0 ngày", Reason.NOT_A_TERM),
        (read_term, "1/0 ngày", Reason.NOT_A_TERM),
        (read_term, "0,3 ngày", Reason.NOT_A_TERM),
        (read_term, "1,5 giờ", Reason.NOT_A_TERM),
        (read_term, "99999 ngày", Reason.NOT_A_TERM),
        (read_term, "3 tháng", Reason.NOT_A_TERM),
        (read_steps, "Tiếp nhận 0,5 ngày", Reason.NOT_STEPS),
        (read_steps, ": 3 ngày", Reason.NOT_STEPS),
        (read_steps, "Tiếp nhận: sớm", Reason.NOT_STEPS),
    ],
)
def test_it_refuses_the_rest(read: Callable[[Cell], Any], cell: Cell, reason: Reason) -> None:
    with pytest.raises(WrongCell) as refused:
        read(cell)
    assert refused.value.reason is reason


def test_it_shows_a_cell_as_it_stands_in_the_file() -> None:
    assert shown(None) == ""
    assert shown(Flawed(Flaw.FORMULA, "=A1")) == "=A1"
    assert cut("a\nb") == "a b"
    assert len(cut("ă" * 500)) == 80
