"""Running a call in a thread of its own.

The signing library runs an event loop of its own for every call, which is refused wherever one is running already:
in servers that are built on one, and beside a browser that a test drives.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")


def apart(call: Callable[[], Result]) -> Result:
    """What the call returns or raises, run where no event loop is running."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(call).result()
