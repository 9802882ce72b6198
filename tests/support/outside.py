"""The outside of a portal under test, kept in memory for a while."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from flask import Flask

from tests.fakes import FakePorts


@contextmanager
def faked_outside(app: Flask) -> Iterator[FakePorts]:
    """What pages reach of the outside, replaced by fakes; the clients of mail and SMS stay as they are."""
    outside, fakes = app.extensions["portal.ports"], FakePorts()
    app.extensions["portal.ports"] = replace(
        outside,
        files=fakes.files,
        vault=fakes.vault,
        inspector=fakes.inspector,
        index=fakes.index,
        printer=fakes.printer,
    )
    yield fakes
    app.extensions["portal.ports"] = outside
