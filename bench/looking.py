"""Pages as the portal serves them: asked for by a client alone, then by several at once; each told in a JSON line."""

import json
import os
import sys
from collections.abc import Iterable
from typing import Protocol

from bench.asking import Story
from bench.databases import Database
from bench.load import Visitor, run
from bench.servers import served, worker_megabytes

REQUESTS = int(os.environ.get("BENCH_REQUESTS", "240"))
CLIENTS = 8


class Say(Protocol):
    """Tells some figures under a name."""

    def __call__(self, name: str, /, **figures: object) -> None: ...


def look(database: Database, stories: Iterable[Story], say: Say) -> None:
    """Ask for every page, and say what a web process costs after all of them."""
    with served("bench.measured_portal:make_app()", database.address, database.data) as (port, pid):
        for story in stories:
            visitor = Visitor(port, story.cookie)
            alone = run(visitor, story.make, requests=REQUESTS // 2, clients=1)
            crowd = run(visitor, story.make, requests=REQUESTS, clients=CLIENTS)
            say(
                story.name,
                statements=story.statements,
                processor_ms=round(story.milliseconds, 1),
                p50_alone_ms=round(alone.percentile(50), 1),
                p95_alone_ms=round(alone.percentile(95), 1),
                requests_per_second=round(crowd.per_second, 1),
                p50_ms=round(crowd.percentile(50), 1),
                p95_ms=round(crowd.percentile(95), 1),
                failures=alone.failures + crowd.failures,
            )  # fmt: skip
        say("web worker memory", megabytes=round(worker_megabytes(pid), 1))


def tell(**figures: object) -> None:
    """A JSON line on standard output."""
    sys.stdout.write(json.dumps(figures, ensure_ascii=False) + "\n")
    sys.stdout.flush()
