"""What the worker counts, counted now: for commands whose figures must be exact."""

from datetime import UTC, datetime
from typing import cast

from flask import current_app

from portal.cli.clock import BadInput
from portal.domain.people import SYSTEM
from portal.extensions import db
from portal.queries.open_data.edition import is_counted, one_view
from portal.queries.settings import load_settings
from portal.services.act import Act
from portal.services.count_dossiers import count_dossier_month, marked_dossier_months
from portal.services.count_figures import count_bucket, marked_buckets
from portal.services.count_held import marked_cases, tell_held_times
from portal.services.surveys.count_ballots import count_ballots, marked_survey_months

# Others go on working while it counts: so often it is tried to catch a moment at which nothing waits.
TRIES = 3


def now() -> datetime:
    """The moment of the command; tests set the portal's clock."""
    clock = current_app.config.get("CLOCK")
    return cast(datetime, clock()) if clock else datetime.now(UTC)


def system_act() -> Act:
    """The system acts, now."""
    session = db.session()
    return Act(session, SYSTEM, now(), load_settings(session))


def count_marked() -> None:
    """Count every marked month anew, each in a transaction of its own."""
    session = db.session()
    for case_ids in marked_cases(session):
        tell_held_times(system_act(), case_ids)
        session.commit()
    for bucket in marked_buckets(session):
        count_bucket(system_act(), bucket)
        session.commit()
    for month in marked_dossier_months(session):
        count_dossier_month(system_act(), month)
        session.commit()
    for survey_month in marked_survey_months(session):
        count_ballots(system_act(), survey_month)
        session.commit()


def counted_act() -> Act:
    """Count what is marked; then the system acts within one view, in which nothing waits to be counted.

    Raises BadInput where others change more meanwhile, each time.
    """
    for _attempt in range(TRIES):
        count_marked()
        one_view(db.session())
        act = system_act()  # with the units and categories of that very moment
        if is_counted(act.session):
            return act
        act.session.rollback()
    raise BadInput("Figures are still being counted; try again.")
