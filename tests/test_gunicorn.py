"""How the web processes are started, and that they look for cycles between requests alone."""

import gc
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

SETTINGS = Path(__file__).resolve().parent.parent / "gunicorn.conf.py"


def test_what_was_loaded_before_the_fork_stays_shared() -> None:
    """The collector writes into everything it looks through, and each process would get a copy of its own."""
    before = gc.get_freeze_count()
    try:
        runpy.run_path(str(SETTINGS))["when_ready"](None)
        assert gc.get_freeze_count() > before
    finally:
        gc.unfreeze()


@pytest.fixture
def hooks() -> Iterator[dict[str, Any]]:
    before = gc.get_threshold()
    yield runpy.run_path(str(SETTINGS))
    gc.set_threshold(*before)


def test_a_request_of_usual_size_is_never_interrupted(hooks: dict[str, Any]) -> None:
    hooks["post_fork"](None, None)
    assert gc.isenabled()  # what a large file leaves is still looked through
    assert gc.get_threshold()[0] >= 200_000


def test_what_a_request_left_is_looked_through_when_it_is_answered(hooks: dict[str, Any]) -> None:
    looked: list[int] = []

    def watch(phase: str, info: dict[str, int]) -> None:
        if phase == "stop":
            looked.append(info["generation"])

    gc.callbacks.append(watch)
    try:
        for _request in range(500):
            hooks["post_request"](None, None)
    finally:
        gc.callbacks.remove(watch)
    assert (looked.count(2), looked.count(1), looked.count(0)) == (1, 24, 475)
