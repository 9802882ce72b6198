"""What figures come to, in sentences as official reports have them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from portal.domain.charts.speech import Speech
from portal.domain.figures import Share

# Below so many, a change in percent says nothing.
FEWEST_COMPARED = 5
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Change:
    """A number and what it was in the period before; `before_words` names that period."""

    now: int
    before: int
    before_words: str


def change_words(change: Change, speech: Speech) -> str:
    """How a number has changed: "tăng 12 việc (25,00%) so với …"; in percent only where there was enough."""
    gap = change.now - change.before
    values = {"before": change.before_words, "n": speech.number(abs(gap))}
    if change.before == 0 and gap:
        return speech.say("{before} không có", "none in {before}", **values)
    if gap == 0:
        return speech.say("bằng {before}", "as many as in {before}", **values)
    if change.before < FEWEST_COMPARED:
        if gap > 0:
            return speech.say("tăng {n} so với {before}", "{n} more than in {before}", **values)
        return speech.say("giảm {n} so với {before}", "{n} fewer than in {before}", **values)
    percent = Decimal(abs(gap) * 100) / change.before
    values["percent"] = speech.percent(percent.quantize(CENT, ROUND_HALF_UP))
    if gap > 0:
        return speech.say(
            "tăng {n} ({percent}) so với {before}", "{n} more ({percent}) than in {before}", **values
        )
    return speech.say(
        "giảm {n} ({percent}) so với {before}", "{n} fewer ({percent}) than in {before}", **values
    )


def share_words(share: Share, speech: Speech) -> str:
    """A share with its parts: "90,00% (18/20)"; few are told by number alone."""
    part, whole = speech.number(share.part), speech.number(share.whole)
    if share.percent is None or share.whole < FEWEST_COMPARED:
        return f"{part}/{whole}"
    return f"{speech.percent(share.percent)} ({part}/{whole})"


def share_change_words(now: Share, before: Share, before_words: str, *, speech: Speech) -> str:
    """How a share has moved, in points; empty where either has too little below it."""
    few = min(now.whole, before.whole) < FEWEST_COMPARED
    if now.percent is None or before.percent is None or few:
        return ""
    gap = now.percent - before.percent
    values = {"n": speech.number(abs(gap), 2), "before": before_words}
    if gap == 0:
        return speech.say("bằng {before}", "the same as in {before}", **values)
    if gap > 0:
        return speech.say("tăng {n} điểm so với {before}", "{n} points more than in {before}", **values)
    return speech.say("giảm {n} điểm so với {before}", "{n} points fewer than in {before}", **values)


def target_gap_words(share: Share, target: Decimal | None, speech: Speech) -> str:
    """Where a share stands against its target; empty without either."""
    if target is None or share.percent is None:
        return ""
    gap = share.percent - target
    values = {"n": speech.number(abs(gap), 2), "target": speech.percent(target)}
    if gap == 0:
        return speech.say("bằng chỉ tiêu {target}", "on the target of {target}", **values)
    if gap > 0:
        return speech.say(
            "vượt chỉ tiêu {target} là {n} điểm", "{n} points above the target of {target}", **values
        )
    return speech.say(
        "thấp hơn chỉ tiêu {target} là {n} điểm", "{n} points below the target of {target}", **values
    )


def listed(names: Sequence[str], speech: Speech) -> str:
    """Names one after another, the last after "và"."""
    if len(names) < 2:
        return "".join(names)
    return speech.say("{a} và {b}", "{a} and {b}", a=", ".join(names[:-1]), b=names[-1])


def sentence(*pieces: str) -> str:
    """Pieces that are there, in one sentence with a large first letter and a full stop."""
    text = ", ".join(piece for piece in pieces if piece)
    return f"{text[:1].upper()}{text[1:]}." if text else ""
