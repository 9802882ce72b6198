"""Reads files of dossiers for their preview, and writes those that were confirmed."""

from collections.abc import Callable
from time import monotonic

from sqlalchemy.orm import Session

from portal.jobs.running import each_alone, now, session
from portal.ports import Ports
from portal.queries.dossier_imports import imports_to_work_on
from portal.services.act import Act
from portal.services.work_imports import claim_import, give_up_import, tell_progress, work_on_import

# How often who watches is told how far it has come.
TELL_EVERY = 1.0


def work_imports(ports: Ports) -> int:
    """Work on every file that waits, oldest first; returns how many."""

    def work(act: Act, import_id: int) -> bool:
        if not claim_import(act, import_id):
            return False
        act.session.commit()
        return work_on_import(act, import_id, ports=ports, watch=_telling(import_id))

    return each_alone(imports_to_work_on(session()), work, on_error=give_up_import)


def _telling(import_id: int) -> Callable[[int], None]:
    """Put the rows read so far on record, apart from the work itself, which is not committed before its end."""
    last = [monotonic()]

    def tell(rows: int) -> None:
        if monotonic() - last[0] < TELL_EVERY:
            return
        last[0] = monotonic()
        with Session(session().get_bind()) as beside:
            tell_progress(beside, import_id, rows=rows, now=now())
            beside.commit()

    return tell
