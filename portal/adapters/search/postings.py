"""Whoosh's lists of the documents that hold a term, read a block at a time."""

from collections.abc import Iterator, Sequence

from whoosh.codec.whoosh3 import W3Codec, W3LeafMatcher
from whoosh.matching.mcore import Matcher
from whoosh.matching.wrappers import FilterMatcher

# Of the words that stand nearly everywhere, Whoosh's blocks of 128 make more reading than the documents do.
BLOCK = 1_024


def codec() -> W3Codec:
    """How an index is written."""
    return W3Codec(blocklimit=BLOCK)


def blocks(matcher: Matcher) -> Iterator[Sequence[int]]:
    """The documents of a list, in pieces; those taken out of the index are among them.

    Whoosh hands out one document at a time through up to four calls: a millisecond for a thousand.
    """
    if isinstance(matcher, FilterMatcher):
        matcher = matcher.child
    if not isinstance(matcher, W3LeafMatcher):
        yield list(matcher.all_ids())
        return
    while matcher.is_active():
        # Asking for one document reads its whole block.
        matcher.id()
        yield matcher._ids
        matcher.skip_to(matcher.block_max_id() + 1)
