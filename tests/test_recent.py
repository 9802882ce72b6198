"""What a process keeps of what it looked at last."""

from collections.abc import Iterable

import pytest

from portal.recent import Recent


def made_for(keys: Iterable[str]) -> list[str]:
    """The keys for which a value was made, when two are kept."""
    made: list[str] = []
    recent: Recent[str, str] = Recent(2)

    def make(key: str) -> str:
        made.append(key)
        return key.upper()

    for key in keys:
        assert recent.get(key, lambda key=key: make(key)) == key.upper()  # type: ignore[misc]
    return made


def test_a_value_is_made_once_while_it_is_kept() -> None:
    assert made_for("aaba") == ["a", "b"]


def test_what_was_asked_for_longest_ago_goes_first() -> None:
    assert made_for("abacab") == ["a", "b", "c", "b"]


def test_nothing_is_kept_of_what_could_not_be_made() -> None:
    recent: Recent[str, int] = Recent(2)
    with pytest.raises(ZeroDivisionError):
        recent.get("a", lambda: 1 // 0)
    assert recent.get("a", lambda: 7) == 7


def test_nothing_at_all_is_a_value_like_any_other() -> None:
    made: list[int] = []
    recent: Recent[str, None] = Recent(1)
    for _time in range(2):
        recent.get("a", lambda: made.append(1))
    assert made == [1]
