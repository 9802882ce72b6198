"""The hand-written stories of the demo office, read from their files."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from portal.domain.kinds import Channel, Kind
from portal.domain.ratings import Level, Rating
from portal.domain.states import Outcome

FOLDER = Path(__file__).resolve().parent / "stories"
NAMES = "names.toml"


@dataclass(frozen=True, slots=True)
class Story:
    """One matter from the sender's words to the published answer."""

    key: str
    category: str
    kind: Kind
    unit: str
    area: str
    channel: Channel
    subject: str
    body: str
    sender: Mapping[str, str]
    answer: str
    outcome: Outcome
    public_subject: str
    public_body: str
    public_answer: str
    question_to_sender: str
    reply_of_sender: str
    late_reason: str
    rating: Rating | None


@cache
def all_stories() -> tuple[Story, ...]:
    """Every story, in a fixed order."""
    files = sorted(path for path in FOLDER.glob("*.toml") if path.name != NAMES)
    return tuple(_story(path.stem, entry) for path in files for entry in _read(path)["story"])


@cache
def names() -> tuple[str, ...]:
    """Ordinary full names, for senders who repeat a matter."""
    return tuple(_read(FOLDER / NAMES)["given"])


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _story(category: str, entry: Mapping[str, Any]) -> Story:
    return Story(
        key=entry["key"],
        category=category,
        kind=Kind(entry["kind"]),
        unit=entry["unit"],
        area=entry["area"],
        channel=Channel(entry["channel"]),
        subject=entry["subject"],
        body=entry["body"].strip(),
        sender=entry["sender"],
        answer=entry["answer"].strip(),
        outcome=Outcome(entry["outcome"]),
        public_subject=entry["public_subject"],
        public_body=entry["public_body"].strip(),
        public_answer=entry["public_answer"].strip(),
        question_to_sender=entry.get("question_to_sender", "").strip(),
        reply_of_sender=entry.get("reply_of_sender", "").strip(),
        late_reason=entry.get("late_reason", "").strip(),
        rating=_rating(entry.get("rating")),
    )


def _rating(entry: Mapping[str, Any] | None) -> Rating | None:
    if not entry:
        return None
    result, time, attitude = (Level(entry[name]) for name in ("result", "time", "attitude"))
    return Rating(result, time, attitude, entry.get("comment", ""))
