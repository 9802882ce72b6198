"""How gunicorn starts the web processes; it reads this file by itself."""

import gc
import socket
from itertools import count
from typing import Any

worker_class = "portal.even_worker.EvenWorker"
# Seconds in which the system keeps a connection that asks nothing away from the processes.
SILENCE = 30

# Containers made and not yet freed before Python looks for cycles by itself, in the midst of a request: so many are
# met by large files alone.
MANY = 200_000
_answered = count(1)


def when_ready(server: Any) -> None:
    """Before the processes are forked.

    Connections are taken once something comes over them: browsers open some in advance, and each of those held a
    thread for five seconds. What was loaded is never looked through again by the collector, and so stays shared.
    """
    for listener in server.LISTENERS:
        if listener.sock.family in (socket.AF_INET, socket.AF_INET6) and hasattr(socket, "TCP_DEFER_ACCEPT"):
            listener.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_DEFER_ACCEPT, SILENCE)
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
