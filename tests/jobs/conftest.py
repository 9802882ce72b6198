"""A worker's process in a test: the portal's context, its clock, and an outside in memory."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Protocol, TypeVar

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from portal.extensions import db
from portal.services.word_message import Office
from tests.fakes import FakePorts

OFFICE = Office("Sở Công Thương", "0271 1022", "https://phananh.binhan.example", b"khoa-cua-van-phong")
T = TypeVar("T")


class Work(Protocol):
    """Runs a job and gives back what it returned."""

    def __call__(self, job: Callable[[], T]) -> T: ...


class Clock:
    """Tells the moment it was set to."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def clock(app: Flask, now: datetime) -> Iterator[Clock]:
    """The portal's clock, within whose context the test runs."""
    clock = Clock(now)
    app.config["CLOCK"] = clock
    with app.app_context():
        yield clock
    del app.config["CLOCK"]


@pytest.fixture
def outside() -> FakePorts:
    return FakePorts()


@pytest.fixture
def work(clock: Clock, session: Session) -> Work:
    """Runs a job in the worker's own session: it sees what the test has done, and the test what it did."""

    def work(job: Callable[[], T]) -> T:
        session.commit()
        try:
            return job()
        finally:
            db.session.remove()
            session.expire_all()

    return work
