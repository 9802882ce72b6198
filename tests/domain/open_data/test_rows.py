"""Rows of the open data: coarsened until five are alike, none dropped, told in an order that tells nothing."""

import json
from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from portal.domain.open_data.package import Edition, data_package
from portal.domain.open_data.rows import case_steps, letter_steps, told_rows
from portal.domain.open_data.tables import ANY, CASES, DOSSIERS, LETTERS, TABLES

Row = tuple[tuple[str, ...], tuple[str, str, str, str]]
AREAS = {"": (), "TB": ("Thanh Bình",), "ST": ("Thanh Bình", "Suối Đá"), "BH": ("Thanh Bình", "Bình Hòa")}
ROWS = st.lists(
    st.tuples(
        st.tuples(st.sampled_from(["in_time", "late"])),
        st.tuples(
            st.sampled_from(["land", "roads"]),
            st.sampled_from(sorted(AREAS)),
            st.sampled_from(["2026-11-02", "2026-11-03"]),
            st.sampled_from(["hotline", "web_form"]),
        ),
    ),
    max_size=60,
)


def told(rows: list[Row]) -> list[tuple[str, ...]]:
    return list(
        told_rows(
            (plain, case_steps(category, AREAS[area], day, channel=channel))
            for plain, (category, area, day, channel) in rows
        )
    )


def alike(n: int, **changed: str) -> list[Row]:
    further = {"category": "land", "area": "ST", "day": "2026-11-02", "channel": "hotline"} | changed
    return [(("late",), (further["category"], further["area"], further["day"], further["channel"]))] * n


def test_it_tells_everything_where_five_are_alike() -> None:
    assert told(alike(5)) == [("late", "land", "Thanh Bình / Suối Đá", "2026-11-02", "hotline")] * 5


def test_it_gives_up_the_day_first_then_the_hamlet_the_area_the_category_the_channel() -> None:
    assert told(alike(3) + alike(2, day="2026-11-03"))[0][1:] == (
        "land",
        "Thanh Bình / Suối Đá",
        ANY,
        "hotline",
    )
    assert told(alike(3) + alike(2, area="BH"))[0][1:] == ("land", "Thanh Bình", ANY, "hotline")
    assert told(alike(3) + alike(2, area=""))[0][1:] == ("land", ANY, ANY, "hotline")
    assert told(alike(3) + alike(2, category="roads"))[0][1:] == (ANY, ANY, ANY, "hotline")
    assert told(alike(3) + alike(2, channel="radio"))[0][1:] == (ANY, ANY, ANY, ANY)


def test_it_tells_of_few_no_more_than_the_figures_do() -> None:
    assert told(alike(4)) == [("late", ANY, ANY, ANY, ANY)] * 4


@given(ROWS)
def test_no_row_is_dropped_and_none_stands_alone(rows: list[Row]) -> None:
    found = told(rows)
    assert Counter(each[:1] for each in found) == Counter(plain for plain, _further in rows)
    groups = Counter(each[1:] for each in found)
    assert all(n >= 5 for n in groups.values()) or set(groups) == {(ANY, ANY, ANY, ANY)}


@given(ROWS, st.randoms(use_true_random=False))
def test_its_order_tells_nothing(rows: list[Row], random: object) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert told(shuffled) == told(rows)


def test_it_gives_up_the_procedure_of_a_letter_before_its_reason() -> None:
    rows = [
        (("TB",), letter_steps("staff", code, "2026-11-02")) for code in ("1.0", "1.0", "1.1", "1.1", "1.1")
    ]
    assert list(told_rows(rows)) == [("TB", "staff", ANY, ANY)] * 5


def test_its_dictionary_explains_every_column() -> None:
    for table in TABLES:
        assert len(set(table.heads)) == len(table.heads)
        for column in table.columns:
            assert column.text.vi.endswith("."), column.name
            assert column.text.en.endswith("."), column.name
    assert {
        each.name for table in (CASES, DOSSIERS, LETTERS) for each in table.columns if each.coarsened
    } == {
        "category",
        "area",
        "day_received",
        "channel",
        "reason",
        "procedure",
        "day_issued",
    }


def test_its_dictionary_explains_every_code() -> None:
    """Either each code of a column has a term, or the column says what they are."""
    package = json.loads(data_package(Edition("Sở Công Thương", date(2026, 11, 20), 450)))
    fields = {
        (resource["name"], each["name"]): each
        for resource in package["resources"]
        for each in resource["schema"]["fields"]
    }
    channel = fields["cases", "channel"]
    assert {"value": "hotline", "label": "Đường dây nóng", "label_en": "Hotline"} in channel["categories"]
    assert ANY in channel["constraints"]["enum"]
    assert fields["cases", "overdue"]["constraints"]["enum"] == [0, 1]
    for field in fields.values():
        codes = set(field.get("constraints", {}).get("enum", ())) - {ANY}
        labelled = {each["value"] for each in field.get("categories", ())}
        assert labelled in (set(), codes)
        assert labelled or all(str(code) in field["description"] for code in codes - {"2+", "0", "1"})
