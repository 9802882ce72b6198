"""The statistics of the night: once, whoever comes first."""

from datetime import datetime

import pytest
from flask import Flask

from portal.domain.time import VIETNAM
from portal.extensions import db
from portal.jobs.statistics import renew_statistics

pytestmark = pytest.mark.usefixtures("standing_office")


def at(app: Flask, day: int, hour: int) -> int:
    """What the job does at an hour of a day in November."""
    app.config["CLOCK"] = lambda: datetime(2026, 11, day, hour, 15, tzinfo=VIETNAM)
    with app.app_context():
        return renew_statistics()


def test_it_counts_once_a_night(app: Flask) -> None:
    with app.app_context():
        expected = int(db.session().get_bind().dialect.name == "sqlite")
    hours = [(23, 9), (23, 23), (24, 1), (24, 3), (24, 4), (24, 23), (25, 3)]
    assert [at(app, day, hour) for day, hour in hours] == [expected, 0, 0, expected, 0, 0, expected]
