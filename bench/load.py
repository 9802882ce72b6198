"""A bounded load: so many requests by so many clients at once, each on a connection of its own."""

import http.client
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from threading import Lock
from time import perf_counter
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True)
class Request:
    """One request; fields make it a POST."""

    path: str
    fields: dict[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Visitor:
    """Where a client goes and the cookie it shows."""

    port: int
    cookie: str = ""


@dataclass
class Result:
    """What a run came to."""

    seconds: float
    milliseconds: list[float] = field(default_factory=list)
    failures: int = 0

    @property
    def per_second(self) -> float:
        """Requests answered in a second."""
        return len(self.milliseconds) / self.seconds

    def percentile(self, percent: int) -> float:
        """The time in milliseconds within which so many per cent were answered."""
        ordered = sorted(self.milliseconds)
        return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


Make = Callable[[int], Request]


def run(visitor: Visitor, make: Make, *, requests: int, clients: int) -> Result:
    """Send the requests numbered from 0, spread over the clients.

    A page that does not answer 200, or a form that does not answer 303, is a failure.
    """
    numbers, lock = count(), Lock()
    result = Result(0.0)

    def mine() -> Iterator[int]:
        while True:
            with lock:
                number = next(numbers)
            if number >= requests:
                return
            yield number

    def work(_client: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", visitor.port, timeout=60)
        for number in mine():
            request = make(number)
            try:
                milliseconds, status = timed(connection, visitor.cookie, request)
            except ConnectionResetError:
                # Kept alive for too long: the server hung up before the request came.
                connection.close()
                milliseconds, status = timed(connection, visitor.cookie, request)
            with lock:
                result.milliseconds.append(milliseconds)
                result.failures += status != (200 if request.fields is None else 303)
        connection.close()

    began = perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        list(pool.map(work, range(clients)))
    result.seconds = perf_counter() - began
    return result


def timed(connection: http.client.HTTPConnection, cookie: str, request: Request) -> tuple[float, int]:
    """Milliseconds until the whole answer is there, and its status."""
    headers = {"Cookie": cookie, "Accept-Language": "vi"}
    body = None
    if request.fields is not None:
        body = urlencode(request.fields)
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    began = perf_counter()
    connection.request("POST" if body is not None else "GET", request.path, body=body, headers=headers)
    response = connection.getresponse()
    response.read()
    return (perf_counter() - began) * 1000, response.status
