"""Waits that expire and windows that close."""

from portal.jobs.running import each_alone, session, system_act
from portal.services.act import Act
from portal.services.due_case import due_cases, put_off_case, settle_case


def settle_due_cases() -> int:
    """Let what is due happen to every case whose moment has come; returns how many."""
    return each_alone(due_cases(session(), system_act().now), settle_case, on_error=_later)


def _later(act: Act, case_id: int, error: Exception) -> None:
    put_off_case(act, case_id)
