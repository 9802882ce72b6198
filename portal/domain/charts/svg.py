"""A chart as an SVG document of its own, its colours inside: for reports on paper."""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from portal.domain.charts.marks import Box, Chart, Curve, Dot, Ink, Mark, Stroke, Words

FONTS = "'Be Vietnam Pro', 'Liberation Sans', Arial, sans-serif"

# The same colours as static/src/nouns/_chart.scss; a test compares them. Heat maps are tables on every page.
COLOURS = {
    Ink.GOOD: "#0b4f8a",
    Ink.NOTICE: "#a9cbe8",
    Ink.LATE: "#b3261e",
    Ink.OVERDUE: "#f2b705",
    Ink.OPEN: "#cfd9e2",
    Ink.STOPPED: "#6b7986",
    Ink.VALUE: "#0b4f8a",
    Ink.SHORT: "#7ba6cd",
    Ink.UNFINISHED: "#0b4f8a",
    Ink.INTERVAL: "#bfd8ee",
    Ink.TARGET: "#8a5a00",
    Ink.GRID: "#dbe4ec",
    Ink.AXIS: "#7d8b99",
    Ink.TRACK: "#e9eff5",
    Ink.WORDS: "#14202b",
    Ink.STRONG: "#14202b",
    Ink.QUIET: "#4a5968",
    Ink.ON_DARK: "#ffffff",
}
DASHES = {Ink.TARGET: "6 4", Ink.UNFINISHED: "3 4"}
WIDTHS = {Ink.VALUE: 2.5, Ink.UNFINISHED: 2.5, Ink.TARGET: 2.0}
# What lies over a part, so that it is told apart without colour: inside a square of eight.
PATTERNS = {
    Ink.NOTICE: '<path d="M-2 2L2 -2M0 8L8 0M6 10L10 6" stroke="#0b4f8a" stroke-width="1.2"/>',
    Ink.LATE: '<path d="M-2 6L2 10M0 0L8 8M6 -2L10 2" stroke="#f3c9c5" stroke-width="1.2"/>',
    Ink.OVERDUE: '<circle cx="4" cy="4" r="1.3" fill="#5f4700"/>',
}


def svg_document(chart: Chart) -> str:
    """The chart as a whole document that needs no style sheet; the same chart gives the same text."""
    size = f'width="{_n(chart.width)}" height="{_n(chart.height)}"'
    box = f'viewBox="0 0 {_n(chart.width)} {_n(chart.height)}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box} role="img" font-family="{FONTS}">'
    names = f"<title>{escape(chart.title)}</title><desc>{escape(chart.text)}</desc>"
    return "".join([head, names, *_patterns(chart), *(_drawn(mark) for mark in chart.marks), "</svg>"])


def _patterns(chart: Chart) -> Iterator[str]:
    for ink in chart.patterns:
        size = 'width="8" height="8" patternUnits="userSpaceOnUse"'
        yield f'<defs><pattern id="{ink}" {size}>{PATTERNS[ink]}</pattern></defs>'


def _drawn(mark: Mark) -> str:
    match mark:
        case Box():
            return _box(mark)
        case Stroke():
            ends = f'x1="{_n(mark.x1)}" y1="{_n(mark.y1)}" x2="{_n(mark.x2)}" y2="{_n(mark.y2)}"'
            return f"<line {ends} {_line(mark.ink)}/>"
        case Curve():
            return _curve(mark)
        case Dot():
            fill = "#ffffff" if mark.hollow else COLOURS[mark.ink]
            round_ = f'cx="{_n(mark.x)}" cy="{_n(mark.y)}" r="{_n(mark.radius)}"'
            return f'<circle {round_} fill="{fill}" stroke="{COLOURS[mark.ink]}" stroke-width="2"/>'
        case Words():
            return _words(mark)


def _box(box: Box) -> str:
    place = f'x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.width)}" height="{_n(box.height)}"'
    corners = f' rx="{_n(box.round)}"' if box.round else ""
    drawn = f'<rect {place}{corners} fill="{COLOURS[box.ink]}"/>'
    return drawn + (f'<rect {place}{corners} fill="url(#{box.ink})"/>' if box.ink in PATTERNS else "")


def _curve(curve: Curve) -> str:
    points = " ".join(f"{_n(x)},{_n(y)}" for x, y in curve.points)
    if curve.filled:
        return f'<polygon points="{points}" fill="{COLOURS[curve.ink]}"/>'
    return f'<polyline points="{points}" fill="none" stroke-linejoin="round" {_line(curve.ink)}/>'


def _line(ink: Ink) -> str:
    dashes = f' stroke-dasharray="{DASHES[ink]}"' if ink in DASHES else ""
    return f'stroke="{COLOURS[ink]}" stroke-width="{_n(WIDTHS.get(ink, 1))}"{dashes}'


def _words(words: Words) -> str:
    # White around it, so that no line runs through the numbers.
    around = 'stroke="#ffffff" stroke-width="4" stroke-linejoin="round" paint-order="stroke"'
    weight = f' font-weight="700" {around}' if words.ink is Ink.STRONG else ""
    anchor = f" text-anchor={quoteattr(words.anchor)}" if words.anchor != "start" else ""
    place = f'x="{_n(words.x)}" y="{_n(words.y)}" font-size="{_n(words.size)}"'
    return f'<text {place}{anchor}{weight} fill="{COLOURS[words.ink]}">{escape(words.text)}</text>'


def _n(value: float) -> str:
    """A number with one decimal at most."""
    return f"{value:.1f}".rstrip("0").rstrip(".")
