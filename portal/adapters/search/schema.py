"""How a published answer lies in the index."""

from typing import Any

from whoosh import columns, fields, formats

from portal.adapters.search.words import pairs_of, words_of
from portal.domain.text import nfc
from portal.domain.time import local_day
from portal.ports import PublishedText

# Raise it whenever what is written below changes: an index made by another release is stale, not searched.
VERSION = 1

# Beyond this an excerpt finds nothing to show; the index stays small.
STORED_TEXT = 2_000


def schema() -> fields.Schema:
    """`words`, `exact`, `title` and `pairs` are searched, `facets` narrow, `published_at` orders."""
    return fields.Schema(
        publication=fields.ID(unique=True, stored=True),
        text=fields.STORED(),
        words=_terms(),
        exact=_terms(),
        title=_terms(),
        pairs=_terms(),
        facets=_terms(),
        # Seconds, in the widest form that Whoosh reads at one go.
        published_at=fields.COLUMN(columns.NumericColumn("I")),
    )


def _terms() -> fields.KEYWORD:
    """A field that knows which texts hold a term, not how often or where: ranking needs no more."""
    # Whoosh looks for the lengths file of an unscorable field once for every posting, which doubles the time
    # an index takes to write.
    field = fields.KEYWORD(scorable=True)
    field.format = formats.Existence()
    return field


def entry(text: PublishedText) -> dict[str, Any]:
    """A published answer as a document of the index."""
    title, question, answer = words_of(text.title), words_of(text.question), words_of(text.answer)
    words = [*title, *question, *answer]
    return {
        "publication": str(text.publication_id),
        "text": " ".join(nfc(f"{text.question} {text.answer}").split())[:STORED_TEXT],
        "words": list({word.folded for word in (*words, *words_of(text.reference))}),
        "exact": list({word.exact for word in words}),
        "title": list({word.folded for word in title}),
        "pairs": list({*pairs_of(title), *pairs_of(question), *pairs_of(answer)}),
        "facets": facets(text),
        "published_at": int(text.published_at.timestamp()),
    }


def facets(text: PublishedText) -> list[str]:
    """What a search can be narrowed by, as terms."""
    day = local_day(text.published_at)
    return [
        f"unit-{text.unit_id}",
        *([f"category-{text.category_id}"] if text.category_id is not None else []),
        *([f"area-{text.area_id}"] if text.area_id is not None else []),
        f"month-{day.year:04}{day.month:02}",
        "late" if text.late else "in-time",
    ]
