"""`python -m bench.counting_alone`: the worker counts what is marked, in a process whose memory is its own."""

import json
import sys
import time
from pathlib import Path

from bench.measured_portal import make_app
from portal.extensions import db
from portal.jobs.count import count_figures
from portal.services.count_figures import marked_buckets
from portal.services.surveys.count_ballots import marked_survey_months


def main() -> None:
    """Count, and say how long it took and the most memory it needed."""
    with make_app().app_context():
        marked = len(marked_buckets(db.session())) + len(marked_survey_months(db.session()))
        db.session.commit()
        before = most_megabytes()
        began, used = time.perf_counter(), time.process_time()
        count_figures()
        spent, used = time.perf_counter() - began, time.process_time() - used
    told = {"months": marked, "seconds": round(spent, 2), "processor_seconds": round(used, 2)}
    told["megabytes_before"] = before
    sys.stdout.write(json.dumps({**told, "most_megabytes": most_megabytes()}) + "\n")


def most_megabytes() -> int:
    """The most memory this program has had; the one that started it does not count."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return round(int(peak.split()[1]) / 1024)


if __name__ == "__main__":
    main()
