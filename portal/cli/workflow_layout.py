"""Where the drawing of the workflow puts its states, frames and arrows; which there are, the code says."""

from dataclasses import dataclass

from portal.domain.states import OPEN_STATES, State
from portal.domain.workflow import ANY_STATE

Point = tuple[int, int]

WIDTH, DIAGRAM_HEIGHT = 1460, 800
BOX_WIDTH, BOX_HEIGHT = 200, 78

S = State

# The middle of each state's box.
PLACES: dict[State, Point] = {
    S.RECEIVED: (190, 210),
    S.ROUTED: (470, 210),
    S.IN_PROGRESS: (760, 210),
    S.ANSWERED: (1050, 210),
    S.CLOSED: (1330, 210),
    S.WAITING_FOR_SENDER: (760, 400),
    S.REOPEN_REQUESTED: (1190, 400),
    S.NOT_ACCEPTED: (190, 590),
    S.HANDED_OVER: (470, 590),
    S.WITHDRAWN: (760, 590),
    S.MERGED: (1050, 590),
    S.DIVERTED: (760, 752),
}


@dataclass(frozen=True)
class Frame:
    """A line around several states, from which one arrow stands for an arrow from each."""

    name: str
    states: frozenset[State]
    corners: tuple[Point, ...]
    caption: Point


FRAMES = (
    Frame(
        "any state",
        ANY_STATE - {S.DIVERTED},
        ((62, 62), (1442, 62), (1442, 656), (62, 656)),
        (76, 644),
    ),
    Frame(
        "any open state",
        OPEN_STATES,
        ((74, 84), (884, 84), (884, 340), (1304, 340), (1304, 470), (74, 470)),
        (206, 458),
    ),
    Frame(
        "before an answer",
        frozenset({S.RECEIVED, S.ROUTED, S.IN_PROGRESS}),
        ((86, 106), (872, 106), (872, 286), (86, 286)),
        (100, 277),
    ),
)

START: Point = (24, 210)


@dataclass(frozen=True)
class Route:
    """The corners of an arrow, and where its label starts, is centred or ends."""

    corners: tuple[Point, ...]
    label: Point | None
    anchor: str = "middle"


End = State | str

ROUTES: dict[tuple[End, End], Route] = {
    (S.RECEIVED, S.ROUTED): Route(((290, 210), (370, 210)), (330, 202)),
    (S.ROUTED, S.IN_PROGRESS): Route(((570, 198), (660, 198)), (614, 172)),
    (S.IN_PROGRESS, S.ROUTED): Route(((660, 226), (570, 226)), (615, 244)),
    (S.IN_PROGRESS, S.RECEIVED): Route(((730, 171), (730, 136), (190, 136), (190, 171)), (330, 130)),
    (S.ROUTED, S.RECEIVED): Route(((470, 171), (470, 136), (190, 136), (190, 171)), None),
    (S.IN_PROGRESS, S.WAITING_FOR_SENDER): Route(((712, 249), (712, 361)), (704, 316), "end"),
    (S.WAITING_FOR_SENDER, S.IN_PROGRESS): Route(((770, 361), (770, 249)), (778, 312), "start"),
    (S.IN_PROGRESS, S.ANSWERED): Route(((860, 210), (950, 210)), (912, 202)),
    (S.WAITING_FOR_SENDER, S.ANSWERED): Route(((860, 420), (976, 420), (976, 249)), (918, 414)),
    (S.MERGED, S.ANSWERED): Route(
        ((1150, 590), (1424, 590), (1424, 272), (1130, 272), (1130, 249)), (1290, 584)
    ),
    (S.ANSWERED, S.CLOSED): Route(((1150, 210), (1230, 210)), (1190, 202)),
    (S.ANSWERED, S.REOPEN_REQUESTED): Route(((1098, 249), (1098, 361)), (1190, 298)),
    (S.CLOSED, S.REOPEN_REQUESTED): Route(((1282, 249), (1282, 361)), None),
    (S.REOPEN_REQUESTED, S.ANSWERED): Route(((1114, 361), (1114, 249)), (1190, 322)),
    (S.REOPEN_REQUESTED, S.CLOSED): Route(((1266, 361), (1266, 249)), None),
    (S.REOPEN_REQUESTED, S.IN_PROGRESS): Route(
        ((1090, 384), (904, 384), (904, 264), (830, 264), (830, 249)), (1032, 378)
    ),
    (S.CLOSED, S.IN_PROGRESS): Route(((1330, 171), (1330, 136), (790, 136), (790, 171)), (1190, 130)),
    (S.ANSWERED, S.IN_PROGRESS): Route(((1050, 171), (1050, 136), (790, 136), (790, 171)), None),
    ("before an answer", S.NOT_ACCEPTED): Route(((190, 286), (190, 551)), (198, 512), "start"),
    ("before an answer", S.HANDED_OVER): Route(((470, 286), (470, 551)), (478, 512), "start"),
    ("any open state", S.WITHDRAWN): Route(((760, 470), (760, 551)), (768, 512), "start"),
    ("any open state", S.MERGED): Route(((1030, 470), (1030, 551)), (1022, 512), "end"),
    (S.MERGED, "any open state"): Route(((1070, 551), (1070, 470)), (1078, 512), "start"),
    ("any state", S.DIVERTED): Route(((760, 656), (760, 713)), (768, 690), "start"),
}
