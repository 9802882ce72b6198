"""Published answers that resemble what somebody is writing; without an index there are simply none."""

from collections.abc import Sequence

from portal.ports import Unavailable
from portal.queries.published import Publication, published_by_ids
from portal.web.shared.acting import ports, session

MOST = 3
# Shorter texts resemble everything.
FEWEST_LETTERS = 12


def resembling(*texts: str) -> Sequence[Publication]:
    """The published answers most like these words, best first."""
    text = " ".join(texts).strip()
    if len(text) < FEWEST_LETTERS:
        return []
    try:
        hits = ports().index.similar(text, limit=MOST)
    except Unavailable:
        return []
    return published_by_ids(session(), [hit.publication_id for hit in hits])
