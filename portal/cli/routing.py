"""`flask routing`: the rules as a file, and what other rules would have done with past cases."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
from flask.cli import AppGroup

from portal.domain.routing import RoutingRule
from portal.domain.routing_file import RuleFileError, read_rules, write_rules
from portal.domain.routing_replay import Move, Replay
from portal.domain.time import local_day
from portal.extensions import db
from portal.queries.settings import Settings, load_settings
from portal.services.replay_routing import replay_routing, understood_rules, written_rules

DAYS_OF_A_MONTH = 30.44
NOBODY = "coordinator"

routing = AppGroup("routing", help="The rules that send cases to units.")


@routing.command()
def export() -> None:
    """Write the rules in force as JSON, to be changed and replayed."""
    click.echo(write_rules(written_rules(load_settings(db.session()))))


@routing.command()
@click.option("--months", type=click.IntRange(1, 120), default=3, show_default=True, help="How far back.")
@click.option(
    "--rules",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Changed rules as `routing export` writes them; the rules in force if not given.",
)
def replay(months: int, file: Path | None) -> None:
    """Say which past cases rules would send elsewhere than they were first sent. Changes nothing.

    Sealed cases and the parts of split ones are left out. Prints references, never words or senders.
    """
    session, now = db.session(), datetime.now(UTC)
    settings = load_settings(session)
    rules = _read(settings, file) if file else settings.rules
    since = now - timedelta(days=months * DAYS_OF_A_MONTH)
    found = replay_routing(session, settings, rules, since=since, on=local_day(now))
    session.rollback()
    for line in _lines(settings, rules, found):
        click.echo(line)


def _read(settings: Settings, file: Path) -> tuple[RoutingRule, ...]:
    try:
        return understood_rules(settings, read_rules(file.read_text(encoding="utf-8")))
    except UnicodeDecodeError:
        raise click.ClickException(f"{file} is not a UTF-8 text.") from None
    except RuleFileError as error:
        raise click.ClickException(_sentence(error)) from None


def _sentence(error: RuleFileError) -> str:
    if error.number:
        return f"Rule {error.number}: {error.part} is missing, unknown or not understood."
    return 'The file is no JSON object with a list of "rules".'


def _lines(settings: Settings, rules: tuple[RoutingRule, ...], found: Replay) -> list[str]:
    positions = {rule.id: rule.position for rule in rules}
    moves = sorted(found.moves, key=lambda move: (-found.moves[move], str(move)))
    return [
        f"{found.total} cases: {found.same} same, {found.different} different, {found.unmatched} unmatched",
        f"{found.answered} answered: {found.met_before} first sent to the unit that answered, "
        f"{found.met_now} by these rules",
        *(_line(settings, positions, move, found=found) for move in moves),
    ]


def _line(settings: Settings, positions: dict[int, int], move: Move, *, found: Replay) -> str:
    rule = "no rule" if move.rule_id is None else f"rule {positions[move.rule_id]}"
    way = f"{_unit(settings, move.from_unit_id)} → {_unit(settings, move.to_unit_id)}"
    return f"{rule}: {way}: {found.moves[move]} ({', '.join(found.examples[move])})"


def _unit(settings: Settings, unit_id: int | None) -> str:
    return NOBODY if unit_id is None else settings.units[unit_id].code
