"""`flask verify`: what must always be true of the live data, checked row by row."""

import sys
from datetime import UTC, datetime

import click
from flask import current_app
from flask.cli import with_appcontext

from portal.domain.office_contacts import OfficeContacts, office_contacts
from portal.extensions import db
from portal.queries.invariants.check import Check, Data, Tally
from portal.queries.invariants.deadlines import cases_show_their_deadline, clocks_equal_recomputation
from portal.queries.invariants.desks import every_case_has_a_list, no_case_stays_behind
from portal.queries.invariants.dossiers import (
    dossier_figures_equal_recount,
    dossier_parts_add_up,
    dossiers_follow_from_their_facts,
    letters_keep_their_promise,
)
from portal.queries.invariants.families import merged_cases_wait_for_an_answer, parts_hang_on_one_whole
from portal.queries.invariants.figures import figures_equal_recount, parts_add_up, times_held_equal_recount
from portal.queries.invariants.histories import states_equal_replay
from portal.queries.invariants.outbox import (
    answers_reach_their_senders,
    outbox_is_consistent,
    sealed_cases_are_out_of_reach,
)
from portal.queries.invariants.publications import (
    pictures_go_with_their_version,
    published_versions_passed_the_gate,
)
from portal.queries.invariants.resolutions import cases_show_their_resolution
from portal.queries.invariants.seals import sealed_cases_are_sealed
from portal.queries.invariants.surveys import (
    ballots_fit_their_questionnaire,
    remedies_stand_for_low_items,
    survey_figures_equal_recount,
)
from portal.queries.settings import load_settings

CHECKS: tuple[tuple[str, Check], ...] = (
    ("state equals replayed events", states_equal_replay),
    ("clocks equal recomputation", clocks_equal_recomputation),
    ("cases show their deadline", cases_show_their_deadline),
    ("cases show their resolution", cases_show_their_resolution),
    ("parts add up", parts_add_up),
    ("figures equal a recount", figures_equal_recount),
    ("times held equal a recount", times_held_equal_recount),
    ("no case in nobody's list", every_case_has_a_list),
    ("no open case in a unit that ended", no_case_stays_behind),
    ("merged cases wait for an answer", merged_cases_wait_for_an_answer),
    ("parts hang on one whole", parts_hang_on_one_whole),
    ("outbox consistent", outbox_is_consistent),
    ("answers reach their senders", answers_reach_their_senders),
    ("sealed cases out of reach", sealed_cases_are_out_of_reach),
    ("no published version holds an open proposal", published_versions_passed_the_gate),
    ("pictures go with their version", pictures_go_with_their_version),
    ("sealed cases sealed", sealed_cases_are_sealed),
    ("dossiers follow from their facts", dossiers_follow_from_their_facts),
    ("letters keep their promise", letters_keep_their_promise),
    ("parts of dossiers add up", dossier_parts_add_up),
    ("figures of dossiers equal a recount", dossier_figures_equal_recount),
    ("ballots fit their questionnaire", ballots_fit_their_questionnaire),
    ("figures of surveys equal a recount", survey_figures_equal_recount),
    ("remedies stand for low items", remedies_stand_for_low_items),
)
SHOWN = 50


@click.command()
@with_appcontext
def verify() -> None:
    """Check the invariants on the live data; exit 1 and name the rows when one is broken."""
    data = Data(db.session(), load_settings(db.session()), datetime.now(UTC), own_contacts())
    broken = [run(name, check, data) for name, check in CHECKS]
    sys.exit(1 if any(broken) else 0)


def own_contacts() -> OfficeContacts:
    """What the operators configured; the units' own are data."""
    config = current_app.config
    return office_contacts(
        phones=[config["OFFICE_HOTLINE"]],
        emails=[config["OFFICE_EMAIL"]],
        addresses=[config["OFFICE_ADDRESS"]],
    )


def run(name: str, check: Check, data: Data) -> bool:
    """Run one check and say what it found; whether anything is broken."""
    tally = Tally()
    for _batch in check(data, tally):
        show_progress(f"{name}: {tally.checked:,} …")
    show_progress("")
    click.echo(f"{name}: {tally.checked} checked, {len(tally.breaches)} broken")
    for breach in tally.breaches[:SHOWN]:
        click.echo(f"  {breach.row}: {breach.fault}")
    if len(tally.breaches) > SHOWN:
        click.echo(f"  … and {len(tally.breaches) - SHOWN} more")
    return bool(tally.breaches)


def show_progress(text: str) -> None:
    """A line that the next one replaces, for people who watch."""
    if sys.stderr.isatty():
        click.echo(f"\r\033[K{text}", nl=False, err=True)
