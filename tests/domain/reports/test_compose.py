"""What a report says: sentences, tables that add up, pictures, definitions; the same facts, both languages."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from portal.domain.charts.backlog import Backlog, Bucket
from portal.domain.kinds import Kind
from portal.domain.measures.measure import Counted
from portal.domain.reports.compose import compose
from portal.domain.reports.content import Content, Part
from portal.domain.reports.facts import UnitFacts
from portal.domain.reports.kept import digest, kept, read_back
from portal.domain.reports.spec import Chapter, Days, ReportSpec
from portal.domain.wording import Language
from tests.domain.reports.specimens import AS_OF, cases, facts

YEAR_SO_FAR = Days(date(2026, 1, 1), date(2026, 11, 18))


def part(content: Content, heading: str) -> Part:
    return next(each for chapter in content.chapters for each in chapter.parts if each.heading == heading)


def words(content: Content) -> str:
    paragraphs = (
        words for chapter in content.chapters for each in chapter.parts for words in each.paragraphs
    )
    return " ".join([content.opening, *paragraphs, *content.notes, content.closing])


def test_it_says_what_came_in_and_how_that_changed() -> None:
    found = part(compose(facts()), "Tình hình tiếp nhận")
    assert found.paragraphs[0] == (
        "Trong kỳ, đơn vị tiếp nhận 24 phản ánh, kiến nghị, câu hỏi, tăng 4 (20,00%) so với tháng 9 năm 2026."
    )
    assert found.paragraphs[2] == (
        "Ngoài ra, tính riêng: 2 góp ý, khen ngợi, sáng kiến và 1 thông tin tham khảo."
    )


def test_it_sets_the_promise_against_target_and_the_period_before() -> None:
    found = part(compose(facts()), "Trả lời theo thời hạn")
    assert found.paragraphs == (
        "Trong số 22 việc đến hạn trong kỳ, tỷ lệ trả lời đúng hạn là 81,82% (18/22), thấp hơn chỉ tiêu 95,00% là "
        "13,18 điểm, giảm 13,18 điểm so với tháng 9 năm 2026.",
        "Trả lời trễ hạn 2 việc; quá hạn chưa trả lời 2 việc.",
    )


@pytest.mark.parametrize("language", ["vi", "en"])
def test_its_tables_add_up(language: Language) -> None:
    content = compose(facts(language))
    for table in content.tables:
        assert {len(row) for row in table.rows} <= {len(table.columns)}, table.caption
        if not table.sums:
            continue
        *units, total = table.rows
        for place in range(1, len(table.columns)):
            counts = [row[place] for row in units]
            if all(isinstance(each, int) for each in counts):
                assert sum(each for each in counts if isinstance(each, int)) == total[place], table.columns[
                    place
                ]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_its_charts_have_rows_to_draw(language: Language) -> None:
    for table in compose(facts(language)).tables:
        if table.plot is not None:
            assert 0 < table.plot.rows <= len(table.rows)
            assert max(table.plot.columns) < len(table.columns)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "vi",
            "Còn 14 việc quá hạn chưa trả lời, đến hạn trong kỳ: Đơn vị 1 (4), Đơn vị 2 (3), Đơn vị 3 (2), "
            "Đơn vị 4 (2) và Đơn vị 5 (2), và các đơn vị khác nêu ở bảng trên.",
        ),
        (
            "en",
            "14 cases are overdue without an answer, due in the period: Đơn vị 1 (4), Đơn vị 2 (3), Đơn vị 3 (2), "
            "Đơn vị 4 (2) and Đơn vị 5 (2), and others in the table above.",
        ),
    ],
)
def test_it_says_that_more_units_have_overdue_work_than_it_names(language: Language, said: str) -> None:
    overdue = (4, 3, 2, 2, 2, 1)
    units = tuple(UnitFacts(n, f"Đơn vị {n}", cases(0, 0, each, each)) for n, each in enumerate(overdue, 1))
    found = compose(facts(language, units=units, backlog=Backlog((Bucket(None, -1, 14),), 4)))
    assert said in words(found)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("vi", "Còn 14 việc quá hạn chưa trả lời (tính cả việc của các kỳ khác)."),
        ("en", "14 cases are overdue without an answer (cases of other periods included)."),
    ],
)
def test_it_says_that_overdue_work_is_of_other_periods_too(language: Language, said: str) -> None:
    units = (UnitFacts(1, "Phòng Quản lý năng lượng", cases(8, 2)),)
    assert said in words(compose(facts(language, units=units, backlog=Backlog((Bucket(None, -1, 14),), 4))))


def test_it_names_units_below_their_target_and_what_is_overdue() -> None:
    found = compose(facts()).chapters[-1].parts[0].paragraphs
    assert found[:2] == (
        "Còn 2 việc quá hạn chưa trả lời, đến hạn trong kỳ: Phòng Quản lý năng lượng (2).",
        "1 đơn vị có tỷ lệ trả lời đúng hạn thấp hơn chỉ tiêu: Phòng Quản lý năng lượng 66,67% (8/12).",
    )


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_late_dossier_is_counted_at_one_timing_alone(language: Language) -> None:
    """A letter after the return is none in time, and told there and nowhere else."""
    late = facts().counted.kept
    assert late.counts.after_return
    assert late.all_late == 6
    content = compose(facts(language))
    timings = next(
        table for table in content.tables if table.sheet in {"Thời điểm có thư", "When letters came"}
    )
    assert sum(row[1] for row in timings.rows if isinstance(row[1], int)) == late.all_late
    picture = next(each for each in content.pictures if str(timings.rows[-1][0]).lower() in each.text)
    assert sum(int(each.rpartition(" ")[2]) for each in picture.text.split("; ")) == late.all_late


def test_it_says_when_there_is_nothing() -> None:
    empty = facts(counted=Counted(), before=Counted(), units=(), months={}, targets={})
    content = compose(empty)
    assert "Trong kỳ chưa có việc nào đến hạn." in words(content)
    assert "Trong kỳ không có hồ sơ nào trên Cổng." in words(content)
    assert "Trong kỳ có 0 phiếu đánh giá; dưới 5 phiếu thì không nêu tỷ lệ." in words(content)


def test_it_tells_no_rating_of_days() -> None:
    """From two reports that differ by a day a single ballot could be worked out."""
    content = compose(facts(days=YEAR_SO_FAR))
    assert "không nêu tỷ lệ hài lòng" in words(content)
    assert not [table for table in content.tables if table.sheet == "Hài lòng"]
    assert "những ngày lẻ ở hai đầu đếm trực tiếp" in words(content)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("vi", "Tính tất cả phiếu của kỳ, kể cả phiếu mà trang số liệu công khai chưa nêu"),
        ("en", "All ballots of the period count, also those that the public page of figures holds back"),
    ],
)
def test_its_ratings_count_what_the_public_page_holds_back(language: Language, said: str) -> None:
    assert said in words(compose(facts(language)))


def test_below_five_ballots_it_tells_no_rate() -> None:
    few = replace(facts().counted, cases=cases(18, 2))
    content = compose(facts(counted=few))
    qd766 = next(table for table in content.tables if table.sheet == "QĐ 766")
    assert qd766.rows[1][1:4] == (None, None, None)
    assert not [table for table in content.tables if table.sheet == "Hài lòng"]


def test_it_leaves_out_what_was_not_asked_for() -> None:
    spec = ReportSpec(1, facts().days, chapters=frozenset({Chapter.CASES}))
    content = compose(facts(spec=spec))
    assert len(content.chapters) == 2
    assert not [row for row in content.definitions.rows if str(row[2]).startswith(("dossiers.", "qd766."))]


def test_it_says_that_the_period_has_not_ended() -> None:
    running = Days(date(2026, 11, 1), date(2026, 11, 30))
    assert "Kỳ báo cáo chưa kết thúc" in words(compose(facts(days=running)))
    assert "Kỳ báo cáo chưa kết thúc" not in words(compose(facts()))


def test_english_says_the_same() -> None:
    content = compose(facts("en"))
    assert content.kind == "REPORT"
    assert "24 feedback messages, petitions and questions were received, 4 more (20.00%)" in words(content)
    vietnamese = {*"ăđơưĂĐƠƯ"} & set(words(content).replace("Sở Công Thương", "").replace("QĐ-TTg", ""))
    assert not vietnamese - set("Phòng Quản lý năng lượng thương mại")


def test_every_figure_it_tells_is_defined_with_its_version() -> None:
    rows = compose(facts()).definitions.rows
    assert ("cases.on_time_rate", 1) in [row[2:] for row in rows]
    assert len({row[2] for row in rows}) == len(rows)


def test_it_is_kept_and_read_back_as_it_was() -> None:
    content = compose(facts())
    assert read_back(kept(content)) == content


def test_the_same_data_give_the_same_digest_whenever() -> None:
    first, later = compose(facts()), compose(facts(as_of=AS_OF + timedelta(hours=1)))
    assert digest(first) == digest(later)
    assert len(digest(first)) == 64


def test_other_data_give_another_digest() -> None:
    one_more = replace(facts().counted, apart={Kind.PRAISE: cases(3, 0).received})
    assert digest(compose(facts(counted=one_more))) != digest(compose(facts()))
