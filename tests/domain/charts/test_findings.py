"""Titles say what was found, in both languages, and nothing that too few cases cannot bear."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from portal.domain.charts.findings import (
    Promise,
    apology_finding,
    heat_finding,
    parts_finding,
    promise_finding,
    ranking_finding,
    run_of,
    satisfaction_finding,
    target_words,
    targets_finding,
)
from portal.domain.figures import Satisfaction, Share

NAMES = ("Đúng hạn", "On time")
FALLING = (Share(98, 100), Share(96, 100), Share(95, 100))


@pytest.mark.parametrize(
    ("rate", "target", "months", "vietnamese", "english"),
    [
        (
            Share(1600, 1700),
            "95",
            FALLING,
            "Đúng hạn 94,12% – thấp hơn chỉ tiêu 0,88 điểm; giảm 2 tháng liền",
            "On time 94.12% – 0.88 points below target; falling for 2 months",
        ),
        (
            Share(97, 100),
            "95",
            (),
            "Đúng hạn 97,00% – vượt chỉ tiêu 2,00 điểm",
            "On time 97.00% – 2.00 points above target",
        ),
        (Share(95, 100), "95", (), "Đúng hạn 95,00% – bằng chỉ tiêu", "On time 95.00% – on target"),
        (
            Share(95, 100),
            None,
            FALLING[::-1],
            "Đúng hạn 95,00%; tăng 2 tháng liền",
            "On time 95.00%; rising for 2 months",
        ),
        # One month is no run; few cases are told by their parts, and are not held against the target.
        (Share(3, 4), "95", FALLING[:2], "Đúng hạn 3 trên 4", "On time 3 of 4"),
        (Share(0, 0), "95", FALLING, "Đúng hạn: chưa có gì đến hạn", "On time: nothing has fallen due yet"),
    ],
)
def test_it_says_how_the_promise_was_kept(
    rate: Share, target: str | None, months: Sequence[Share], vietnamese: str, english: str
) -> None:
    goal = None if target is None else Decimal(target)
    promise = Promise(*NAMES, rate, goal, months)
    assert promise_finding(promise, "vi") == vietnamese
    assert promise_finding(promise, "en") == english


def test_it_tells_the_months_before_a_running_one_apart() -> None:
    running = Promise(*NAMES, Share(9, 10), None, FALLING, ended=False)
    assert promise_finding(running, "vi") == "Đúng hạn 90,00%; trước đó giảm 2 tháng liền"
    assert promise_finding(running, "en") == "On time 90.00%; falling for 2 months before"


@pytest.mark.parametrize(
    ("parts", "run"),
    [
        ((), 0),
        ((90,), 0),
        ((90, 91, 92, 93), 3),
        ((93, 92, 91), -2),
        ((90, 95, 94), -1),  # a turn begins anew
        ((90, 95, 95), 0),  # neither up nor down
    ],
)
def test_it_counts_the_months_in_one_direction(parts: Sequence[int], run: int) -> None:
    assert run_of([Share(each, 100) for each in parts]) == run


def test_few_cases_break_a_run() -> None:
    assert run_of([Share(90, 100), Share(91, 100), Share(4, 4), Share(99, 100)]) == 0


UNITS = [("Xã Thanh Bình", Share(98, 100)), ("Xã Lộc Hưng", Share(70, 100)), ("Xã Nhỏ", Share(0, 2))]


@pytest.mark.parametrize(
    ("rates", "target", "vietnamese"),
    [
        (
            UNITS,
            "95",
            "1 trên 2 đơn vị đạt chỉ tiêu 95%; thấp nhất tính chung các tháng là Xã Lộc Hưng, 70,00%",
        ),
        (UNITS, "60", "2 trên 2 đơn vị đạt chỉ tiêu 60%"),
        (UNITS, None, "Thấp nhất tính chung các tháng là Xã Lộc Hưng, 70,00%"),
        ([("Xã Lộc Hưng", Share(7, 10))], "95", "Xã Lộc Hưng: 70,00%"),
        # two of the same name are two
        ([("Phòng Kinh tế", Share(7, 10))] * 2, "60", "2 trên 2 đơn vị đạt chỉ tiêu 60%"),
        ([("Xã Nhỏ", Share(0, 2))], "95", "Chưa đủ việc đến hạn để so sánh"),
        ([], None, "Chưa đủ việc đến hạn để so sánh"),
    ],
)
def test_it_says_which_units_reach_the_target(
    rates: list[tuple[str, Share]], target: str | None, vietnamese: str
) -> None:
    assert heat_finding(rates, None if target is None else Decimal(target), "vi") == vietnamese


@pytest.mark.parametrize(
    ("ranked", "vietnamese", "english"),
    [
        ([], "Chưa đơn vị nào đủ việc để xếp hạng", "No unit has enough cases to be ranked"),
        ([(1, "A", Share(9, 10))], "Đứng đầu là A, 90,00%", "First is A, 90.00%"),
        (
            [(1, "A", Share(9, 10)), (2, "B", Share(1, 2))],
            "Đứng đầu là A, 90,00%; cuối là B, 50,00%",
            "First is A, 90.00%; last is B, 50.00%",
        ),
        (
            [(1, "A", Share(9, 10)), (1, "B", Share(9, 10))],
            "2 đơn vị cùng đứng đầu, 90,00%",
            "2 units share first place, 90.00%",
        ),
    ],
)
def test_it_says_who_stands_first(
    ranked: list[tuple[int, str, Share]], vietnamese: str, english: str
) -> None:
    assert ranking_finding(ranked, "vi") == vietnamese
    assert ranking_finding(ranked, "en") == english


@pytest.mark.parametrize(
    ("ballots", "vietnamese"),
    [
        (
            {"Thái độ": {5: 95, 1: 5}, "Thời gian": {5: 50, 1: 50}},
            "Hài lòng nhất: Thái độ, 95,00%; ít hơn cả: Thời gian, 50,00%",
        ),
        (
            {"Thái độ": {5: 6, 1: 4}, "Thời gian": {5: 5, 1: 5}},
            "Hài lòng nhất: Thái độ, 60,00%; ít hơn cả: Thời gian, 50,00% – chênh lệch có thể do ngẫu nhiên",
        ),
        ({"Thái độ": {5: 8, 1: 2}, "Thời gian": {4: 8, 2: 2}}, "Hài lòng 80,00% ở mọi câu hỏi"),
        # Four ballots tell nothing.
        ({"Thái độ": {5: 4}, "Thời gian": {1: 4}}, "Chưa đủ phiếu để nêu tỷ lệ hài lòng"),
        ({}, "Chưa đủ phiếu để nêu tỷ lệ hài lòng"),
    ],
)
def test_it_says_what_satisfies(ballots: dict[str, dict[int, int]], vietnamese: str) -> None:
    asked = {name: Satisfaction(levels) for name, levels in ballots.items()}
    assert satisfaction_finding(asked, "vi") == vietnamese


@pytest.mark.parametrize(
    ("number", "parts", "vietnamese", "english"),
    [
        (
            1234,
            (1100, 134, 0),
            "1.234 việc: 89,14% xong, 10,86% chờ",
            "1,234 cases: 89.14% done, 10.86% waiting",
        ),
        (4, (3, 1, 0), "4 việc", "4 cases"),  # too few for percentages
        (0, (0, 0, 0), "0 việc", "0 cases"),
    ],
)
def test_it_tells_the_parts_of_a_whole(
    number: int, parts: tuple[int, ...], vietnamese: str, english: str
) -> None:
    words = (("xong", "done"), ("chờ", "waiting"), ("dừng", "stopped"))
    said = [(count, *each) for count, each in zip(parts, words, strict=True)]
    assert parts_finding((number, "việc", "cases"), said, "vi") == vietnamese
    assert parts_finding((number, "việc", "cases"), said, "en") == english


@pytest.mark.parametrize(
    ("coverage", "vietnamese", "english"),
    [
        (Share(0, 0), "Không có hồ sơ trễ hạn", "No dossier is late"),
        (
            Share(8, 8),
            "Có thư xin lỗi 100,00% – bằng chỉ tiêu",
            "With a letter of apology 100.00% – on target",
        ),
        (
            Share(7, 8),
            "Có thư xin lỗi 87,50% – thấp hơn chỉ tiêu 12,50 điểm; 1 hồ sơ không có thư kịp thời",
            "With a letter of apology 87.50% – 12.50 points below target; 1 dossier without a letter in time",
        ),
    ],
)
def test_it_tells_who_had_no_letter(coverage: Share, vietnamese: str, english: str) -> None:
    assert apology_finding(coverage, Decimal(100), "vi") == vietnamese
    assert apology_finding(coverage, Decimal(100), "en") == english


@pytest.mark.parametrize(
    ("gaps", "vietnamese"),
    [
        ({}, "Chưa có chỉ tiêu nào để so sánh"),
        ({"A": "1", "B": "0"}, "2 trên 2 chỉ số đạt chỉ tiêu"),
        ({"A": "1", "B": "-2.5", "C": "-1"}, "1 trên 3 chỉ số đạt chỉ tiêu; thiếu nhiều nhất: B, 2,50 điểm"),
    ],
)
def test_it_tells_which_targets_are_missed(gaps: dict[str, str], vietnamese: str) -> None:
    assert targets_finding({name: Decimal(gap) for name, gap in gaps.items()}, "vi") == vietnamese


@pytest.mark.parametrize(
    ("target", "words"),
    [(None, ""), ("95", "Chỉ tiêu 95%"), ("98.50", "Chỉ tiêu 98,5%"), ("100", "Chỉ tiêu 100%")],
)
def test_it_says_targets_shortly(target: str | None, words: str) -> None:
    assert target_words(None if target is None else Decimal(target), "vi") == words
