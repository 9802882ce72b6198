"""The worker as a process: it works at once, comes when it is nudged, and ends when it is told to."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

pytestmark = pytest.mark.both_databases

JOBS = ("settle", "remind", "digest", "deliver", "index", "count", "sweep")
PATIENCE = 30.0


def test_it_does_one_round_now_and_says_what(app: Flask, session: Session) -> None:
    result = app.test_cli_runner().invoke(args=["jobs", "run-once"])
    assert (result.exit_code, result.output) == (0, "".join(f"{name}: 0\n" for name in JOBS))
