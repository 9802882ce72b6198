"""The workflow as a picture: a state diagram with the whole transition table beneath it, as SVG text."""

from collections.abc import Iterator
from html import escape
from textwrap import wrap

from portal.cli.workflow_layout import (
    BOX_HEIGHT,
    BOX_WIDTH,
    DIAGRAM_HEIGHT,
    FRAMES,
    PLACES,
    ROUTES,
    START,
    WIDTH,
    End,
    Frame,
    Point,
    Route,
)
from portal.domain.permissions import PERMITTED, Role
from portal.domain.states import OPEN_STATES, STOPPED_STATES, State
from portal.domain.terms import term
from portal.domain.workflow import TRANSITIONS, Target, Transition

STYLE = """
text { font: 13px "Be Vietnam Pro", "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; fill: #1d2731; }
.title { font-size: 22px; font-weight: bold; }
.state { font-weight: bold; font-size: 14px; }
.code, .label, .loop { font-family: "DejaVu Sans Mono", Consolas, monospace; font-size: 12px; }
.code { fill: #46525e; }
.label, .caption { paint-order: stroke; stroke: #fff; stroke-width: 5px; stroke-linejoin: round; }
.label, .loop { fill: #0b4f8a; }
.to-before { font-style: italic; }
.caption { fill: #46525e; font-style: italic; }
.head { font-weight: bold; }
.box { fill: #eaf2fa; stroke: #0b4f8a; stroke-width: 1.5; }
.answered { fill: #e6f4ea; stroke: #1e6b3a; }
.stopped { fill: #f1f1f1; stroke: #5a6570; }
.frame { fill: none; stroke: #8b98a5; stroke-width: 1.2; stroke-dasharray: 2 4; }
.arrow { fill: none; stroke: #0b4f8a; stroke-width: 1.6; }
.back { stroke-dasharray: 6 4; }
.rule { stroke: #c6ced6; }
""".strip()

Step = tuple[End, End]
Column = tuple[str, int, int]
# The heading, where the column starts, and how many letters fit on a line.
COLUMNS: tuple[Column, ...] = (
    ("Event", 30, 24),
    ("Sự kiện", 214, 30),
    ("From", 440, 40),
    ("To", 752, 20),
    ("Who may", 924, 38),
    ("What it must say", 1216, 30),
)
LISTED = 3  # more states than these are told by the name of their frame
TARGETS: dict[State | Target, str] = {Target.SAME: "the same state", Target.BEFORE: "the state before"}
LINE, BOX_LINE, PADDING = 18, 17, 10


def workflow_svg() -> str:
    """The drawing; the same table always gives the same text."""
    rows = list(_table(DIAGRAM_HEIGHT + 50))
    height = DIAGRAM_HEIGHT + 70 + _table_height()
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'width="{WIDTH}" height="{height}" lang="en" aria-labelledby="title desc">',
        '<title id="title">The workflow of a case</title>',
        '<desc id="desc">A state diagram: boxes are states, arrows are events, and an arrow from a frame '
        "stands for one from every state inside it. Beneath it, every row of the transition table.</desc>",
        f"<style>{STYLE}</style>",
        '<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" '
        'orient="auto"><path d="M0 0 10 5 0 10z" fill="#0b4f8a"/></marker></defs>',
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        _text((30, 38), "The workflow of a case", kind="title"),
        *map(_frame, FRAMES),
        *_arrows(),
        *map(_box, PLACES),
        *(_caption(frame) for frame in FRAMES),
        *rows,
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _text(place: Point, words: str, *, kind: str = "", anchor: str = "start") -> str:
    where = f'x="{place[0]}" y="{place[1]}"'
    shape = (f' class="{kind}"' if kind else "") + (f' text-anchor="{anchor}"' if anchor != "start" else "")
    return f"<text {where}{shape}>{escape(words, quote=False)}</text>"


# --- the diagram ----------------------------------------------------------------------------------


def steps() -> dict[Step, list[str]]:
    """The events by where they lead from and to; a frame stands for all the states inside it."""
    found: dict[Step, list[str]] = {}
    for row in TRANSITIONS:
        for origin in _origins(row.sources):
            for end in _ends(row, origin):
                found.setdefault((origin, end), []).append(row.event)
    return found


def _origins(sources: frozenset[State]) -> list[End]:
    frame = next((frame.name for frame in FRAMES if frame.states == sources), None)
    return [frame] if frame else [state for state in State if state in sources]


def _ends(row: Transition, origin: End) -> list[End]:
    if row.target is Target.SAME:
        return [origin]
    if row.target is Target.BEFORE:
        before = {state for into in TRANSITIONS if into.target in row.sources for state in into.sources}
        return _origins(frozenset(before))
    return [State(row.target)]


def _goes_back(step: Step) -> bool:
    return any(
        row.target is Target.BEFORE and step[0] in row.sources and step[1] in _ends(row, step[0])
        for row in TRANSITIONS
    )


def _arrows() -> Iterator[str]:
    first = PLACES[State.RECEIVED][0] - BOX_WIDTH // 2
    yield f'<circle cx="{START[0]}" cy="{START[1]}" r="6" fill="#0b4f8a"/>'
    yield _line((START, (first, START[1])))
    yield _text((START[0], START[1] - 14), "received", kind="label")
    for step, events in steps().items():
        if step[0] != step[1]:
            route = ROUTES.get(step) or _straight(step)
            back = _goes_back(step)
            yield _line(route.corners, back=back)
            yield from _labels(route, events, kind="label to-before" if back else "label")


def _straight(step: Step) -> Route:
    """An arrow nobody has laid out yet: from middle to middle, under the boxes, its label halfway."""
    start, end = (PLACES[each] if isinstance(each, State) else _middle(each) for each in step)
    return Route((start, end), ((start[0] + end[0]) // 2, (start[1] + end[1]) // 2))


def _middle(name: str) -> Point:
    frame = next(frame for frame in FRAMES if frame.name == name)
    return frame.corners[-1]


def _line(corners: tuple[Point, ...], *, back: bool = False) -> str:
    points = " ".join(f"{x},{y}" for x, y in corners)
    return f'<polyline class="arrow{" back" if back else ""}" marker-end="url(#tip)" points="{points}"/>'


def _labels(route: Route, events: list[str], *, kind: str) -> Iterator[str]:
    if route.label is None:
        return
    x, y = route.label
    for number, event in enumerate(events):
        yield _text((x, y + number * 16), event, kind=kind, anchor=route.anchor)


def _frame(frame: Frame) -> str:
    points = " ".join(f"{x},{y}" for x, y in frame.corners)
    return f'<polygon class="frame" points="{points}"/>'


def _caption(frame: Frame) -> str:
    return _text(frame.caption, " ".join([frame.name, *_loops(frame.name)]), kind="caption")


def _loops(end: End) -> list[str]:
    """The events that leave everything where it is."""
    events = steps().get((end, end), [])
    return [f"↻ {', '.join(events)}"] if events else []


def _box(state: State) -> str:
    x, y = PLACES[state]
    left, top = x - BOX_WIDTH // 2, y - BOX_HEIGHT // 2
    kind = "stopped" if state in STOPPED_STATES else "open" if state in OPEN_STATES else "answered"
    loops = [line for each in _loops(state) for line in wrap(each, 24)]
    lines = [(term(state, "vi"), "state"), (state.value, "code"), *((line, "loop") for line in loops)]
    first = y + 5 - (len(lines) - 1) * BOX_LINE // 2
    words = [
        _text((x, first + number * BOX_LINE), line, kind=name, anchor="middle")
        for number, (line, name) in enumerate(lines)
    ]
    shape = (
        f'<rect class="box {kind}" x="{left}" y="{top}" width="{BOX_WIDTH}" height="{BOX_HEIGHT}" rx="6"/>'
    )
    return "\n".join([shape, *words])


# --- the table ------------------------------------------------------------------------------------


def _cells(row: Transition) -> tuple[str, ...]:
    roles = PERMITTED[row.permission] if row.permission else frozenset[Role]()
    entering = PERMITTED[row.at_entry] - roles if row.at_entry else frozenset[Role]()
    who = [role.value for role in Role if role in roles] + sorted(by.value for by in row.by)
    who += [f"{role.value} at entry" for role in Role if role in entering]
    sources = [state.value for state in State if state in row.sources]
    return (
        row.event.value,
        term(row.event, "vi"),
        ", ".join(sources if len(sources) <= LISTED else _origins(row.sources)),
        TARGETS.get(row.target, row.target),
        ", ".join(who),
        ", ".join(row.needs),
    )


def _wrapped(row: Transition) -> list[list[str]]:
    pairs = zip(_cells(row), COLUMNS, strict=True)
    return [wrap(cell, width, break_on_hyphens=False) for cell, (_, _, width) in pairs]


def _height(row: Transition) -> int:
    return max(map(len, _wrapped(row))) * LINE + PADDING


def _table_height() -> int:
    return sum(map(_height, TRANSITIONS))


def _table(top: int) -> Iterator[str]:
    for name, x, _ in COLUMNS:
        yield _text((x, top - 12), name, kind="head")
    for row in TRANSITIONS:
        yield f'<line class="rule" x1="30" x2="{WIDTH - 30}" y1="{top}" y2="{top}"/>'
        for lines, (_, x, _) in zip(_wrapped(row), COLUMNS, strict=True):
            for number, line in enumerate(lines):
                yield _text((x, top + LINE + number * LINE), line)
        top += _height(row)
