"""How dossiers come in and results go out, and how far a procedure can be done online."""

from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from portal.domain.text import folded_words


class DossierChannel(StrEnum):
    """How a dossier was received, or its result handed over (rules §8)."""

    COUNTER = "counter"
    ONLINE_PARTIAL = "online_partial"
    ONLINE_FULL = "online_full"
    POSTAL = "postal"


class OnlineLevel(StrEnum):
    """How far a procedure is offered online; "partial" was called level 3 and "full" level 4."""

    NONE = "none"
    PARTIAL = "partial"
    FULL = "full"


Choice = TypeVar("Choice", bound=StrEnum)

# Folded words by which the one-stop programs of the offices call them; numbers stand for "mức độ".
CHANNEL_WORDS: tuple[tuple[DossierChannel, tuple[str, ...]], ...] = (
    (DossierChannel.ONLINE_FULL, ("toan trinh", "muc do 4", "muc 4", "muc do 3 4", "muc do 3 va 4", "full")),
    (DossierChannel.ONLINE_PARTIAL, ("mot phan", "muc do 3", "muc 3", "partial", "online partial")),
    (DossierChannel.POSTAL, ("buu chinh", "bcci", "buu dien", "vnpost", "post", "postal")),
    (DossierChannel.COUNTER, ("truc tiep", "tai quay", "mot cua", "tai bo phan", "tai trung tam", "counter")),
)
ONLINE_WORDS = ("truc tuyen", "online", "qua mang", "dien tu", "cong dich vu cong")
LEVEL_WORDS: tuple[tuple[OnlineLevel, tuple[str, ...]], ...] = (
    (OnlineLevel.FULL, ("toan trinh", "muc do 4", "muc 4", "full")),
    (OnlineLevel.PARTIAL, ("mot phan", "muc do 3", "muc 3", "partial")),
    (OnlineLevel.NONE, ("khong", "chua", "truc tiep", "muc do 1", "muc do 2", "cung cap thong tin", "none")),
)
LEVEL_NUMBERS = {
    "1": OnlineLevel.NONE,
    "2": OnlineLevel.NONE,
    "3": OnlineLevel.PARTIAL,
    "4": OnlineLevel.FULL,
}


@lru_cache(maxsize=512)
def dossier_channel(words: str) -> DossierChannel | None:
    """The channel that words name; None for none, for several, and for "trực tuyến" alone."""
    return _the_one(_named(words, CHANNEL_WORDS))


@lru_cache(maxsize=512)
def says_online(words: str) -> bool:
    """Whether words say online without saying whether in full or in part."""
    return not _named(words, CHANNEL_WORDS) and any(_has(words, phrase) for phrase in ONLINE_WORDS)


@lru_cache(maxsize=512)
def online_level(words: str) -> OnlineLevel | None:
    """The level that words or a number from 1 to 4 name; None for none and for several."""
    return LEVEL_NUMBERS.get(words.strip()) or _the_one(_named(words, LEVEL_WORDS))


def channel_at(level: OnlineLevel | None) -> DossierChannel | None:
    """What "online" means for a procedure of this level; None where it is not offered online or not known."""
    if level is OnlineLevel.FULL:
        return DossierChannel.ONLINE_FULL
    return DossierChannel.ONLINE_PARTIAL if level is OnlineLevel.PARTIAL else None


def _named(words: str, table: Iterable[tuple[Choice, tuple[str, ...]]]) -> set[Choice]:
    return {choice for choice, phrases in table if any(_has(words, phrase) for phrase in phrases)}


def _has(words: str, phrase: str) -> bool:
    return f" {phrase} " in f" {' '.join(folded_words(words))} "


def _the_one(found: set[Choice]) -> Choice | None:
    return found.pop() if len(found) == 1 else None
