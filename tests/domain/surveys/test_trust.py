"""Doubtful ballots: too fast, repeated, scripted; flagged and never refused."""

import pytest

from portal.domain.surveys.trust import Circumstances, Doubt, doubts_of


@pytest.mark.parametrize(
    ("found", "doubts"),
    [
        # A person who reads.
        (Circumstances(seconds=60, items=16), set()),
        # 16 items in under 12.8 s, few items in under 5 s, one tap within half a second.
        (Circumstances(seconds=12.7, items=16), {Doubt.TOO_FAST}),
        (Circumstances(seconds=12.8, items=16), set()),
        (Circumstances(seconds=4.9, items=3), {Doubt.TOO_FAST}),
        (Circumstances(seconds=0.4, items=1), {Doubt.TOO_FAST}),
        (Circumstances(seconds=0.6, items=1), set()),
        # Nobody measures paper.
        (Circumstances(seconds=None, items=16), set()),
        # Three of one device; at a kiosk everybody uses the same.
        (Circumstances(seconds=60, items=16, of_device=1), set()),
        (Circumstances(seconds=60, items=16, of_device=2), {Doubt.REPEATED}),
        (Circumstances(seconds=60, items=16, of_device=50, is_shared=True), set()),
        # The same words again; the same levels alone, or two short words, are no wonder.
        (Circumstances(seconds=60, items=16, alike=1, letters=20), {Doubt.REPEATED}),
        (Circumstances(seconds=60, items=16, alike=1, letters=19), set()),
        (Circumstances(seconds=60, items=16, alike=0, letters=500), set()),
        (Circumstances(seconds=60, items=16, alike=200), set()),
        # What no person sees was filled in.
        (Circumstances(seconds=60, items=16, trapped=True), {Doubt.SCRIPTED}),
        (Circumstances(seconds=0, items=16, trapped=True, of_device=9), set(Doubt)),
    ],
)
def test_it_says_what_is_doubtful(found: Circumstances, doubts: set[Doubt]) -> None:
    assert doubts_of(found) == doubts
