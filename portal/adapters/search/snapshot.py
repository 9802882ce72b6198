"""One state of the index, read as rows of bits: bit 0 of a row is the newest answer."""

import weakref
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from whoosh.reading import IndexReader, TermNotFound

from portal.adapters.search.postings import blocks

# What the kept rows may take together, in bits: 16 MB, at 20,000 answers the rows of 6,400 terms.
MOST_BITS = 128_000_000


class Snapshot:
    """Which answers hold a term, newest first. Rows are kept: reading a common term takes milliseconds.

    Whoosh's own collector scores every match in Python: 210 ms (p95) at 20,000 answers, where each syllable
    of Vietnamese stands in thousands. Rows are narrowed by `&` in microseconds and only the newest scored.
    """

    def __init__(self, reader: IndexReader) -> None:
        self._reader = reader
        # Its files are closed when it is dropped, whoever forgets to.
        self.close = weakref.finalize(self, _close, reader)
        self._rows: dict[tuple[str, str], int] = {}
        self._documents = _newest_first(reader)
        self._places = self._places_of(reader.doc_count_all())

    def __len__(self) -> int:
        return len(self._documents)

    @property
    def everything(self) -> int:
        """The row with every answer in it."""
        return (1 << len(self)) - 1

    def row(self, field: str, term: str) -> int:
        """The answers that hold a term."""
        key = (field, term)
        if key not in self._rows:
            if len(self._rows) * len(self) > MOST_BITS:
                self._rows.clear()
            self._rows[key] = self._read(field, term)
        return self._rows[key]

    def any_row(self, field: str, terms: Iterator[str] | list[str]) -> int:
        """The answers that hold at least one of the terms."""
        joined = 0
        for term in terms:
            joined |= self.row(field, term)
        return joined

    def frequency(self, field: str, term: str) -> int:
        """How many answers hold a term, roughly and fast: those just taken out may still count."""
        return int(self._reader.doc_frequency(field, term))

    def beginning_with(self, field: str, prefix: str) -> Iterator[str]:
        """The terms of a field that begin so, in order."""
        return (term.decode() for term in self._reader.expand_prefix(field, prefix))

    def resembling(self, field: str, term: str) -> Iterator[str]:
        """The terms of a field that differ in one letter, but not in the first."""
        return iter(self._reader.terms_within(field, term, maxdist=1, prefix=1))

    def stored(self, age: int) -> dict[str, Any]:
        """What is kept of an answer: its publication and its text."""
        return dict(self._reader.stored_fields(self._documents[age]))

    def _places_of(self, count: int) -> list[int]:
        """Where each document stands in a row written out, which ends with the newest and one place for all
        that have been taken out of the index."""
        places = [len(self)] * count
        for age, document in enumerate(self._documents):
            places[document] = len(self) - 1 - age
        return places

    def _read(self, field: str, term: str) -> int:
        written_out = bytearray(b"0" * (len(self) + 1))
        for leaf, base in self._reader.leaf_readers():
            places = self._places[base : base + leaf.doc_count_all()]
            with suppress(TermNotFound):
                for block in blocks(leaf.postings(field, term)):
                    for document in block:
                        written_out[places[document]] = ord("1")
        return int(written_out[:-1] or b"0", 2)


def _close(reader: IndexReader) -> None:
    """What is damaged may not even close."""
    with suppress(Exception):
        reader.close()


def _newest_first(reader: IndexReader) -> list[int]:
    """The documents of the index in their order, those taken out of it left out."""
    if not reader.doc_count():
        return []
    dated: list[tuple[int, int]] = []
    for leaf, base in reader.leaf_readers():
        moments = leaf.column_reader("published_at", translate=False).load()
        gone = leaf.deleted_docs_set
        dated += [(moment, base + number) for number, moment in enumerate(moments) if number not in gone]
    return [document for _, document in sorted(dated, reverse=True)]


def ages_in(row: int, most: int) -> list[int]:
    """The newest answers of a row, newest first."""
    # Written out and searched as text: taking one bit after another off a long number copies it each time.
    written_out = f"{row:b}"[::-1]
    ages: list[int] = []
    age = written_out.find("1")
    while age >= 0 and len(ages) < most:
        ages.append(age)
        age = written_out.find("1", age + 1)
    return ages


def newest_in(row: int, most: int) -> int:
    """A row with the newest of its answers alone."""
    if row.bit_count() <= most:
        return row
    # The fewest low bits that hold so many answers.
    fewest, enough = most, row.bit_length()
    while fewest < enough:
        middle = (fewest + enough) // 2
        if (row & ((1 << middle) - 1)).bit_count() < most:
            fewest = middle + 1
        else:
            enough = middle
    return row & ((1 << enough) - 1)
