"""A page asked for in this process: how many statements it takes, and how long the processor works on it."""

import statistics
import sys
import time
from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient

from bench.load import Make, Request
from bench.stories import cookie_of, statements

ROUNDS = 15


@dataclass(frozen=True, slots=True)
class Story:
    """One thing measured, with the cookie it is asked with and how many statements it takes."""

    name: str
    make: Make
    cookie: str
    statements: int
    # Of the processor, in one process: what a page costs on a machine that others use too.
    milliseconds: float


def story(app: Flask, name: str, client: FlaskClient, make: Make) -> Story:  # noqa: PLR0917
    """A story with its statements, and the processor's time, counted once what is kept is warm."""
    ask(name, client, make(-1))
    with statements(app) as sent:
        ask(name, client, make(-2))
    spent = [ask(name, client, make(number)) for number in range(ROUNDS)]
    return Story(name, make, cookie_of(client), len(sent), statistics.median(spent))


def ask(name: str, client: FlaskClient, request: Request) -> float:
    """Ask for a page in this process; the milliseconds of its processor, however many others want it."""
    began = time.process_time()
    if request.fields is not None:
        response = client.post(request.path, data=request.fields)
    else:
        response = client.get(request.path)
    spent = (time.process_time() - began) * 1000
    if response.status_code != (200 if request.fields is None else 303):
        sys.exit(f"{name}: {request.path} answered {response.status_code}")
    return spent
