"""`flask workflow draw`, and the drawing that is kept in the documentation."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from flask import Flask

from portal.cli.workflow import workflow
from portal.cli.workflow_drawing import STYLE, steps, workflow_svg
from portal.cli.workflow_layout import BOX_HEIGHT, BOX_WIDTH, FRAMES, PLACES, ROUTES
from portal.domain.states import State
from portal.domain.terms import term
from portal.domain.workflow import TRANSITIONS

KEPT = Path(__file__).resolve().parents[2] / "docs" / "workflow.svg"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def drawing() -> ElementTree.Element:
    return ElementTree.fromstring(workflow_svg())


def words(drawing: ElementTree.Element) -> list[str]:
    return [text.text or "" for text in drawing.iter(f"{SVG}text")]


def test_it_is_kept_as_the_code_draws_it() -> None:
    assert KEPT.read_text(encoding="utf-8") == workflow_svg(), "draw it anew: flask --app wsgi workflow draw"


def test_it_writes_the_drawing_where_it_is_told(tmp_path: Path) -> None:
    app = Flask("workflow")
    app.cli.add_command(workflow)
    out = tmp_path / "new" / "picture.svg"

    result = app.test_cli_runner().invoke(args=["workflow", "draw", "--out", str(out)])

    assert result.exit_code == 0
    assert out.read_text(encoding="utf-8") == workflow_svg()


def test_it_says_in_words_what_it_shows(drawing: ElementTree.Element) -> None:
    ids = (drawing.get("aria-labelledby") or "").split()

    assert [element.get("id") for element in drawing[:2]] == ids
    assert all(element.text for element in drawing[:2])


def test_it_draws_every_state_once(drawing: ElementTree.Element) -> None:
    assert len(drawing.findall(f"{SVG}rect[@width='{BOX_WIDTH}']")) == len(State)
    assert {term(state, "vi") for state in State} <= set(words(drawing))


def test_it_draws_an_arrow_for_every_step_between_states(drawing: ElementTree.Element) -> None:
    arrows = [step for step in steps() if step[0] != step[1]]

    assert len(drawing.findall(f"{SVG}polyline")) == len(arrows) + 1  # and the one into the first state


def test_it_has_laid_out_every_arrow_and_no_others() -> None:
    assert set(ROUTES) == {step for step in steps() if step[0] != step[1]}


def test_it_labels_every_event_that_leads_somewhere() -> None:
    labelled = {
        event for step, events in steps().items() if step in ROUTES and ROUTES[step].label for event in events
    }
    crossing = {event for step, events in steps().items() if step in ROUTES for event in events}

    assert labelled == crossing


def test_it_lists_every_row_of_the_table(drawing: ElementTree.Element) -> None:
    shown = words(drawing)

    for row in TRANSITIONS:
        assert row.event.value in shown
        assert term(row.event, "vi") in shown
        assert not row.needs or any(need in line for need in row.needs for line in shown)


def test_it_puts_no_box_on_another() -> None:
    places = list(PLACES.values())
    apart = [
        abs(one[0] - other[0]) >= BOX_WIDTH or abs(one[1] - other[1]) >= BOX_HEIGHT
        for index, one in enumerate(places)
        for other in places[index + 1 :]
    ]

    assert all(apart)


def test_it_frames_states_that_lie_inside() -> None:
    for frame in FRAMES:
        left, right = (choose(x for x, _ in frame.corners) for choose in (min, max))
        top, bottom = (choose(y for _, y in frame.corners) for choose in (min, max))
        inside = [PLACES[state] for state in frame.states]
        assert inside
        assert all(left < x < right and top < y < bottom for x, y in inside)


def test_it_needs_nothing_from_elsewhere() -> None:
    assert "url(http" not in STYLE
    assert "<script" not in workflow_svg()
