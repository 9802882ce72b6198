"""Holidays and the days off that make up for those on a weekend (Bộ luật Lao động 2019 Đ111.3)."""

import pytest

from tests.domain.clocks import due, received


@pytest.mark.parametrize(
    ("received_on", "due_on"),
    [
        ("2018-04-24", "2018-05-02"),  # Giỗ Tổ on Wednesday, then 30/4 and 1/5 after the weekend
        ("2018-08-31", "2018-09-06"),  # 2/9 on Sunday: Monday off
        ("2019-04-12", "2019-04-18"),  # Giỗ Tổ on Sunday: Monday 15/4 off
        ("2019-08-30", "2019-09-05"),  # before the Code of 2019 Quốc khánh is one day only
        ("2020-04-01", "2020-04-07"),  # Giỗ Tổ on Thursday
        ("2020-04-29", "2020-05-06"),  # 30/4 and 1/5 before the weekend, no make-up
        ("2020-09-01", "2020-09-07"),  # the last Quốc khánh of one day
        ("2021-04-20", "2021-04-26"),  # Giỗ Tổ on Wednesday
        ("2021-04-29", "2021-05-06"),  # 1/5 on Saturday: Monday 3/5 off
        ("2021-09-01", "2021-09-08"),  # the first Quốc khánh of two days: 2 and 3 September
        ("2022-04-08", "2022-04-14"),  # Giỗ Tổ on Sunday: Monday 11/4 off
        ("2022-04-29", "2022-05-06"),  # 30/4 and 1/5 on a weekend: Monday and Tuesday off
        ("2022-08-31", "2022-09-07"),  # the second day of Quốc khánh before it: 1 and 2 September
        ("2023-04-28", "2023-05-08"),  # three holidays from Saturday to Monday: two make-up days
        ("2023-08-31", "2023-09-07"),  # 2/9 on Saturday: Friday 1/9 and Monday 4/9 off
        ("2024-04-17", "2024-04-23"),  # Giỗ Tổ on Thursday
        ("2024-08-30", "2024-09-06"),  # 2 and 3 September again
        ("2025-04-04", "2025-04-10"),  # Giỗ Tổ on Monday
        ("2025-08-29", "2025-09-05"),  # 1 and 2 September
        ("2026-11-24", "2026-11-27"),  # received on the new holiday itself
        ("2025-11-21", "2025-11-26"),  # 24 November was a working day until 2026
    ],
)
def test_it_leaves_out_holidays_and_their_make_up_days(received_on: str, due_on: str) -> None:
    assert due(received(received_on)) == due_on
