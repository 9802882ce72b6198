"""Warnings, overdue notices and escalation."""

from portal.jobs.running import each_alone, session, system_act
from portal.services.remind import due_clocks, put_off, remind


def send_reminders() -> int:
    """Look at every running leg whose moment has come; returns how many were looked at."""
    keys = due_clocks(session(), system_act().now)
    return each_alone(keys, remind, on_error=put_off)
