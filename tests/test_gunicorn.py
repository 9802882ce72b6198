"""How the web processes are started."""

import gc
import runpy
from pathlib import Path

SETTINGS = Path(__file__).resolve().parent.parent / "gunicorn.conf.py"


def test_what_was_loaded_before_the_fork_stays_shared() -> None:
    """The collector writes into everything it looks through, and each process would get a copy of its own."""
    before = gc.get_freeze_count()
    try:
        runpy.run_path(str(SETTINGS))["when_ready"](None)
        assert gc.get_freeze_count() > before
    finally:
        gc.unfreeze()
