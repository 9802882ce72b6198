"""A call of its own thread: results and errors come back, also from within a running event loop."""

import asyncio

import pytest

from portal.adapters.apart import apart


async def answer() -> int:
    return 42


def test_it_runs_an_event_loop_within_another() -> None:
    async def outside() -> int:
        return apart(lambda: asyncio.run(answer()))

    # Apart itself: another test of this process may have left a browser's loop running.
    assert apart(lambda: asyncio.run(outside())) == 42


def test_what_is_raised_comes_back() -> None:
    with pytest.raises(ZeroDivisionError):
        apart(lambda: 1 // 0)
