"""Published answers to fill an index with."""

from datetime import UTC, datetime, timedelta
from typing import Any

from portal.adapters.whoosh_index import WhooshIndex
from portal.ports import Hits, PublishedText, SearchFilter

FIRST = datetime(2026, 11, 20, 3, tzinfo=UTC)
ANYWHERE = SearchFilter()


def published(number: int, question: str, **facts: Any) -> PublishedText:
    """A published answer; the higher its number the newer, by a day each, unless told otherwise."""
    known: dict[str, Any] = {
        "publication_id": number,
        "reference": f"BA-2026-{number:06}",
        "title": "",
        "question": question,
        "answer": "",
        "category_id": 1,
        "area_id": 1,
        "unit_id": 1,
        "published_at": FIRST + timedelta(days=number),
        "late": False,
    }
    return PublishedText(**{**known, **facts})


def ask(
    index: WhooshIndex, text: str, where: SearchFilter = ANYWHERE, *, start: int = 0, limit: int = 10
) -> Hits:
    return index.search(text, where, start=start, limit=limit)


def numbers(hits: Hits) -> list[int]:
    return [hit.publication_id for hit in hits.hits]
