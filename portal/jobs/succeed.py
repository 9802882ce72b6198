"""Reorganisations of units whose day has come, and the cases that follow them."""

from portal.jobs.running import each_alone, session, system_act
from portal.queries.successions import due_successions, unfinished
from portal.services.act import Act
from portal.services.succeed_cases import move_batch, move_stray, stray_cases
from portal.services.succeed_units import apply_succession


def succeed_units() -> int:
    """Carry out what is due, then move what has not moved; returns how many plans and cases."""
    done = each_alone(due_successions(session(), system_act().today), apply_succession, on_error=_leave)
    for succession_id in unfinished(session()):
        while moved := _batch(succession_id):
            done += moved
    return done + each_alone(stray_cases(system_act()), move_stray, on_error=_leave)


def _batch(succession_id: int) -> int:
    """One batch in a transaction of its own; a crash leaves the rest for the next round."""
    moved = move_batch(system_act(), succession_id)
    session().commit()
    return moved


def _leave(act: Act, key: int, error: Exception) -> None:
    """It is still there, so the next round tries it again; the log names it."""
