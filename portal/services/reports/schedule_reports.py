"""Has the reports made that fall due by themselves, each once, some working days ahead (25/11, 25/12, quarters)."""

from datetime import date

from sqlalchemy import select

from portal.domain.official_paper import listed
from portal.domain.reports.schedule import Due, Settled, next_due, to_prepare
from portal.domain.reports.spec import ReportSpec
from portal.models.report import Report
from portal.queries.office_day import receiving_unit
from portal.queries.settings import Settings
from portal.services.act import Act
from portal.services.reports.request_report import put_down


def settled_by(settings: Settings, unit_id: int, today: date) -> Settled:
    """How an office has its reports."""
    policy = settings.unit_policy(unit_id, today)
    return Settled(
        lead_days=policy.report_lead,
        reform=policy.report_reform,
        index=policy.report_index,
        quarter=policy.report_quarter,
        half_year=policy.report_half_year,
        year=policy.report_year,
        due_day=max(1, policy.report_due_day),
    )


def coming_reports(act: Act) -> list[Due]:
    """What is due next of every plan, the soonest first; nothing while nothing is set up."""
    unit = receiving_unit(act.settings, act.today)
    if unit is None:
        return []
    calendar = act.settings.reckoning(unit.id, act.today).calendar
    return next_due(settled_by(act.settings, unit.id, act.today), act.today, calendar)


def schedule_reports(act: Act) -> int:
    """Put down every report whose day of preparation has come and that was not put down before; returns how many."""
    unit = receiving_unit(act.settings, act.today)
    if unit is None:
        return 0
    calendar = act.settings.reckoning(unit.id, act.today).calendar
    policy, put = act.settings.unit_policy(unit.id, act.today), 0
    addressees, recipients = listed(policy.report_addressees), listed(policy.report_recipients)
    for due in to_prepare(settled_by(act.settings, unit.id, act.today), act.today, calendar):
        there = select(Report.id).where(Report.plan == due.plan, Report.due_on == due.due_on)
        if act.session.scalar(there) is None:
            spec = ReportSpec(unit.id, due.days, whole=True, addressees=addressees, recipients=recipients)
            put_down(act, spec, due)
            put += 1
    return put
