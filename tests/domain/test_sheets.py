"""Cells of tables that leave the house: none that a spreadsheet would run."""

import pytest

from portal.domain.sheets import guarded, guarded_unless_number


@pytest.mark.parametrize(
    ("cell", "opened"),
    [
        *((each, f"'{each}") for each in ("=1+1", "+A1", "-A1", "@SUM(A1)", "\t=1", "\r=1", "'=1", "''=1")),
        # Numbers, in the writing of either language, stay numbers; what only begins like one does not.
        *((each, each) for each in ("-1", "+84", "-3,5", "-1.234,5", "-12.5%", "-12,5 %", "+0271")),
        *((each, f"'{each}") for each in ("-1+1", "+84 271", "-1\n=2", "--1", "-", "-1,")),
        *((each, each) for each in ("", "QLNL", "2+", "a=b", "'chợ'", "Sở Công Thương")),
        *((each, each) for each in (0, -1, -1.5, None)),
    ],
)
def test_it_guards_what_is_no_number(cell: object, opened: object) -> None:
    assert guarded_unless_number(cell) == opened


@pytest.mark.parametrize("cell", ["-1", "=1", "'=1", "+84"])
def test_it_guards_every_text_of_the_open_data_so_that_it_can_be_taken_back(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"
