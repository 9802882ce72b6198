"""The worker's counting, in a process of its own so that its memory can be told."""

import json
import os
import subprocess
import sys

from bench.databases import Database
from bench.servers import ROOT


def counted(database: Database) -> dict[str, float]:
    """What the worker says of a counting, in a process of its own."""
    environment = {**os.environ, "DATABASE_URL": database.address, "PORTAL_DATA": str(database.data)}
    command = [sys.executable, "-m", "bench.counting_alone"]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told
