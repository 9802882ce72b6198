"""A bare application that tells which process answered, and holds a request until it may go."""

import os
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


def app(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
    """/held waits for the file "go" beside the file "held" that it writes, /soon a moment, all else not at all."""
    mine = str(os.getpid())
    if environ["PATH_INFO"] == "/held":
        folder = Path(os.environ["HELD_IN"])
        (folder / "held").write_text(mine)
        while not (folder / "go").exists():
            time.sleep(0.02)
    if environ["PATH_INFO"] == "/soon":
        time.sleep(0.01)
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(mine)))])
    return [mine.encode()]
