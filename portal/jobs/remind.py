"""Warnings, overdue notices and escalation."""

from portal.jobs.running import each_alone, session, system_act
from portal.services.remind import due_clocks, put_off, remind
from portal.services.remind_opinions import due_opinions, put_off_opinion, remind_opinion
from portal.services.surveys.remind_remedies import due_remedies, put_off_remedy, remind_remedy


def send_reminders() -> int:
    """Look at every running leg whose moment has come; returns how many were looked at."""
    keys = due_clocks(session(), system_act().now)
    looked_at = each_alone(keys, remind, on_error=put_off)
    asked = due_opinions(session(), system_act().now)
    looked_at += each_alone(asked, remind_opinion, on_error=put_off_opinion)
    remedies = due_remedies(session(), system_act().now)
    return looked_at + each_alone(remedies, remind_remedy, on_error=put_off_remedy)
