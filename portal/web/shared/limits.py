"""How often one address may do something before we ask it to wait; generous, many people share one address."""

from flask_limiter.util import get_remote_address
from limits import RateLimitItem, parse

from portal.extensions import limiter

# Mobile networks put whole districts behind one address.
OPENING = parse("30/hour")
UPLOADING = parse("120/hour")
# Words added unasked.
ADDING = parse("30/hour")
ADDING_ONE = parse("10/hour")
# Lost codes: asked for from one address, and sent to one contact, whoever asks.
RECOVERING = parse("20/hour")
RECOVERING_ONE = parse("3/hour")
SIMILAR = parse("60/minute")
SEARCHING = parse("120/minute")
LOOKING_UP = parse("120/minute")
VOTING = parse("30/minute")
# Ballots of one address. Whole offices answer from behind one: beyond the first number they are only doubted.
BALLOTS = parse("300/hour")
MOST_BALLOTS = parse("3000/hour")
KIOSK_BALLOTS = parse("400/hour")
# Only counted, never refused.
A_DAY = parse("1000000/day")
# Wrong codes only. A code has over 36 bits: even unlimited guessing from many addresses meets the second one.
GUESSING = parse("60/hour")
GUESSING_ONE = parse("20/hour")


def may(limit: RateLimitItem, *about: str) -> bool:
    """Whether one more would be within the limit; counts nothing."""
    return not limiter.enabled or limiter.limiter.test(limit, *_keys(about))


def spend(limit: RateLimitItem, *about: str) -> bool:
    """Count one; whether it was within the limit."""
    return not limiter.enabled or limiter.limiter.hit(limit, *_keys(about))


def count(*about: str) -> int:
    """Count one for today; how many there were before. Nothing is counted where limits are off."""
    if not limiter.enabled:
        return 0
    limiter.limiter.hit(A_DAY, *about)
    return max(0, A_DAY.amount - limiter.limiter.get_window_stats(A_DAY, *about).remaining - 1)


def _keys(about: tuple[str, ...]) -> tuple[str, ...]:
    """By address, unless the limit is about one thing whoever asks."""
    return about or (get_remote_address(),)
