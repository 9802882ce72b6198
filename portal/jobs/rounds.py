"""The worker's rounds: what is looked at every minute, and what is done soon after an act."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from portal.jobs.bulk import advance_bulk_steps
from portal.jobs.count import count_figures
from portal.jobs.deliver import deliver
from portal.jobs.digest import send_morning_digests
from portal.jobs.group import group_repeats
from portal.jobs.index import update_index
from portal.jobs.keep_open_data import keep_open_data
from portal.jobs.remind import send_reminders
from portal.jobs.reports import work_on_reports
from portal.jobs.running import log, session, system_act
from portal.jobs.scrub import scrub
from portal.jobs.settle import settle_due_cases
from portal.jobs.statistics import renew_statistics
from portal.jobs.succeed import succeed_units
from portal.jobs.survey import run_surveys
from portal.jobs.survey_invitations import send_survey_invitations
from portal.jobs.sweep import sweep
from portal.jobs.work_imports import work_imports
from portal.ports import Ports
from portal.services.heartbeat import beat
from portal.services.word_message import Office

Job = Callable[[], int]


@dataclass(frozen=True, slots=True)
class Rounds:
    """The jobs of the worker by name; the order is that of one whole round."""

    jobs: Mapping[str, Job]
    # What people wait for: done within seconds of an act, not only once a minute.
    soon: tuple[str, ...] = (
        *("bulk", "succeed", "campaigns", "deliver", "index", "scrub", "imports"),
        *("count", "reports"),
    )

    def run(self, names: tuple[str, ...] = ()) -> dict[str, int]:
        """Run the named jobs, or all; returns what each did. A job that fails stops none of the others."""
        return {name: self._run(name) for name in names or tuple(self.jobs)}

    def _run(self, name: str) -> int:
        try:
            done = self.jobs[name]()
            beat(session(), name, system_act().now)
            session().commit()
        except Exception as error:  # noqa: BLE001  # the worker outlives any one of its jobs
            session().rollback()
            log.error("round_failed", job=name, error=type(error).__name__, exc_info=True)
            return 0
        finally:
            session().close()
        return done


def rounds(ports: Ports, office: Office) -> Rounds:
    """All jobs, given the outside."""
    return Rounds({
        "group": group_repeats,
        "bulk": advance_bulk_steps,
        "succeed": succeed_units,
        "settle": settle_due_cases,
        "remind": send_reminders,
        "digest": send_morning_digests,
        "surveys": partial(send_survey_invitations, office),
        "campaigns": run_surveys,
        "deliver": partial(deliver, ports, office),
        "index": partial(update_index, ports.index),
        "scrub": partial(scrub, ports),
        "imports": partial(work_imports, ports),
        "count": count_figures,
        "reports": partial(work_on_reports, ports),
        "open_data": partial(keep_open_data, ports.open_data, office.name),
        "sweep": partial(sweep, ports.files),
        "statistics": renew_statistics,
    })
