"""How gunicorn starts the web processes; it reads this file by itself."""

import gc


def when_ready(server: object) -> None:
    """Before the processes are forked: what was loaded is never looked through again, and so stays shared."""
    gc.collect()
    gc.freeze()
