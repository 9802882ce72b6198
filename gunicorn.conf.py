"""How gunicorn starts the web processes; it reads this file by itself."""

import gc
from itertools import count

# Containers made and not yet freed before Python looks for cycles by itself, in the midst of a request: so many are
# met by large files alone.
MANY = 200_000
_answered = count(1)


def when_ready(server: object) -> None:
    """Before the processes are forked: what was loaded is never looked through again, and so stays shared."""
    gc.collect()
    gc.freeze()


def post_fork(server: object, worker: object) -> None:
    """Cycles are looked for when a thread has answered, not in the midst of its request.

    When Python 3.11 did so within requests, with four threads on a case of 200 events, a process ended with a
    segmentation fault every few dozen of them. Since then none was seen; what in Python causes it is not known.
    """
    gc.set_threshold(MANY, 10, 10)


def post_request(worker: object, request: object) -> None:
    """After each answer: look through what is new, now and then also through what is older."""
    number = next(_answered)
    gc.collect(2 if number % 500 == 0 else 1 if number % 20 == 0 else 0)
