"""How many parts a short message is charged as."""

import pytest

from portal.domain.short_message import sms_parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),  # joined parts hold 153
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("[" * 80, 1),  # these take two places each
        ("[" * 81, 2),
        ("ế" * 70, 1),  # one accent, and only 70 fit
        ("a" * 70 + "ế", 2),
        ("ế" * 134, 2),
        ("ế" * 135, 3),
        ("😀" * 35, 1),  # two places each
        ("😀" * 36, 2),
    ],
)
def test_it_counts_the_parts(text: str, parts: int) -> None:
    assert sms_parts(text) == parts
