"""`flask --app wsgi privacy detect`: the personal data in a text on standard input, as JSON."""

import json
import sys

import click
from flask.cli import AppGroup

from portal.cli.clock import BadInput, OneLineCommand
from portal.domain.privacy.detect import find_personal_data
from portal.domain.privacy.finding import Finding

privacy = AppGroup("privacy", help="Look for personal data.")


@privacy.command("detect", cls=OneLineCommand)
@click.option("--sender", default="", metavar="NAME", help="The sender's own name, to be looked for too.")
def detect(*, sender: str) -> None:
    """Print a JSON list of the personal data in the UTF-8 text on standard input.

    Each is an object with its kind, its text, and where it starts and ends, in characters of the text.
    """
    found = find_personal_data(read_text(), sender_name=sender)
    # As bytes: whatever the encoding of the terminal, what reads this gets UTF-8.
    click.echo(json.dumps([as_object(finding) for finding in found], ensure_ascii=False).encode())


def read_text() -> str:
    """The text on standard input, not a character changed. Raises BadInput when it is no UTF-8."""
    try:
        return sys.stdin.buffer.read().decode()
    except UnicodeDecodeError as error:
        raise BadInput(f"standard input is not UTF-8 text: a wrong byte at {error.start}") from error


def as_object(finding: Finding) -> dict[str, int | str]:
    """A finding as it is printed."""
    return {
        "start": finding.start,
        "end": finding.end,
        "kind": finding.kind.value,
        "text": finding.text,
    }
