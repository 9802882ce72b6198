"""A chart as a document of its own: well-formed, coloured inside, the same each time, in the colours of the pages."""

import re
from decimal import Decimal
from xml.etree.ElementTree import fromstring

from portal.domain.charts.line import Point, Trend, trend_chart
from portal.domain.charts.marks import HEAT, WIDE, Box, Chart, Ink, Words
from portal.domain.charts.stacked import Part, Stack, Stacks, gathered, stacked_chart
from portal.domain.charts.svg import COLOURS, svg_document
from tests.support.source import ROOT

SVG = "{http://www.w3.org/2000/svg}"


def test_it_is_a_document_with_title_and_description() -> None:
    points = [
        Point("10/2026", Decimal("91.5"), "91,5%", (Decimal(80), Decimal(97))),
        Point("11/2026", Decimal(95), "95%", (Decimal(82), Decimal(99)), unfinished=True),
    ]
    trend = Trend("Đúng hạn 95% <&>", "10/2026 91,5%", points, Decimal(95), "Chỉ tiêu 95%")
    tree = fromstring(svg_document(trend_chart(trend, WIDE)))
    assert tree.tag == f"{SVG}svg"
    assert tree.get("role") == "img"
    assert [tree.findtext(f"{SVG}{name}") for name in ("title", "desc")] == [
        "Đúng hạn 95% <&>",
        "10/2026 91,5%",
    ]
    assert "class" not in {name for node in tree.iter() for name in node.attrib}
    assert "style" not in {name for node in tree.iter() for name in node.attrib}


def test_it_is_the_same_each_time() -> None:
    parts = [Part(ink.value, ink) for ink in (Ink.GOOD, Ink.NOTICE, Ink.LATE, Ink.OVERDUE)]
    shown = Stacks("t", "d", parts, [Stack("Đơn vị", (3, 1, 1, 2), "7")])
    first, second = (svg_document(stacked_chart(shown, WIDE)) for _ in range(2))
    assert first == second
    # What colour tells is told by a pattern too.
    assert {"notice", "late", "overdue"} == set(re.findall(r'<pattern id="([a-z]+)"', first))
    assert all(f"url(#{ink})" in first for ink in ("notice", "late", "overdue"))


# Heat maps are tables, also on paper.
DRAWN = sorted(set(Ink) - set(HEAT))


def test_every_ink_has_a_colour() -> None:
    for ink in DRAWN:
        fromstring(svg_document(Chart(9, 9, "t", "d", (Box(0, 0, 1, 1, ink), Words(0, 5, "a", ink)))))


def test_paper_and_pages_have_the_same_colours() -> None:
    sheet = (ROOT / "static/src/nouns/_chart.scss").read_text()
    inks = dict(re.findall(r"^  ([a-z0-9-]+): (#[0-9a-f]{3,6}),?$", sheet, re.MULTILINE))
    assert {ink.value: _long(inks[ink.value]) for ink in DRAWN} == {ink.value: COLOURS[ink] for ink in DRAWN}


def _long(colour: str) -> str:
    return colour if len(colour) == 7 else "#" + "".join(letter * 2 for letter in colour[1:])


def test_what_is_not_drawn_is_gathered() -> None:
    few = gathered([Stack(f"{n}", (n, 1), "") for n in range(50)])
    assert (len(few.stacks), few.others) == (19, 31)
    assert sum(each.whole for each in few.stacks) + sum(few.counts) == sum(range(50)) + 50
    assert [each.label for each in few.stacks] == [f"{n}" for n in range(31, 50)]
    assert gathered(few.stacks).others == 0
