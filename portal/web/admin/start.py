"""Where administration begins: its subjects, and what needs attention."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from portal.domain.time import local_day
from portal.queries.configuration import clock_policies, reach_of, rules
from portal.queries.letter_settings import ending_certificates
from portal.web.admin.blueprint import blueprint
from portal.web.admin.menu import governs_all
from portal.web.admin.rules import trouble_of
from portal.web.shared.acting import actor, now, session, settings
from portal.web.shared.sentences import _
from portal.web.shared.words import day, unit_name


@blueprint.get("/")
def start() -> ResponseReturnValue:
    """The subjects, with warnings about what could lose a case or mislead a sender."""
    warnings = [*(_warnings() if governs_all() else []), *_ending_certificates()]
    return render_template("admin/start.html", warnings=warnings)


def _ending_certificates() -> list[dict[str, str]]:
    """Certificates with which letters will soon be signed no more."""
    rows = ending_certificates(session(), reach_of(settings(), actor()), local_day(now()))
    return [
        {
            "text": _(
                "Chứng thư số của %(unit)s hết hạn ngày %(day)s.",
                unit=unit_name(row.unit_id),
                day=day(row.valid_until),
            ),
            "href": url_for("admin.certificate", unit_id=row.unit_id),
        }
        for row in rows
    ]


def _warnings() -> list[dict[str, str]]:
    found = []
    if any(trouble_of(rule) for rule in rules(session()) if rule.active):
        text = _("Có quy tắc chuyển đến đơn vị đã giải thể hoặc cán bộ không còn làm việc.")
        found.append({"text": text, "href": url_for("admin.rules")})
    today = local_day(now())
    open_years = [y for y in (today.year, today.year + 1) if y not in settings().calendar.confirmed_years]
    if open_years and (today.month >= 11 or open_years[0] == today.year):
        text = _("Lịch làm việc năm %(year)s chưa được xác nhận.", year=open_years[0])
        found.append({"text": text, "href": url_for("admin.calendar_year", year=open_years[0])})
    if any(not row.confirmed_on and row.valid_to is None for row in clock_policies(session())):
        text = _("Có thời hạn chưa được cán bộ pháp chế xác nhận.")
        found.append({"text": text, "href": url_for("admin.policies")})
    return found
