"""Texts with what must be found marked in place: «phone 0912 345 678» stands for a phone number."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from portal.domain.privacy.finding import Finding, PersonalData

TAGS = {
    "id": PersonalData.NATIONAL_ID,
    "phone": PersonalData.PHONE,
    "email": PersonalData.EMAIL,
    "bank": PersonalData.BANK_ACCOUNT,
    "plate": PersonalData.PLATE,
    "tax": PersonalData.TAX_CODE,
    "name": PersonalData.SENDER_NAME,
    "person": PersonalData.PERSON_NAME,
    "address": PersonalData.ADDRESS,
}
_MARK = re.compile("«(" + "|".join(TAGS) + ") ([^»]+)»")

# A row of a table: a marked text, alone or after the sender's name.
Row = str | tuple[str, str]


@dataclass(frozen=True)
class Case:
    """A text as a sender wrote it, and what must be found in it: no more, no less."""

    text: str
    sender: str
    expected: tuple[Finding, ...]


def case(row: Row) -> Case:
    """What a row says once its marks are taken out."""
    sender, marked = ("", row) if isinstance(row, str) else row
    expected, text, last = [], "", 0
    for mark in _MARK.finditer(marked):
        text += marked[last : mark.start()]
        expected.append(Finding(len(text), len(text) + len(mark[2]), TAGS[mark[1]], mark[2]))
        text += mark[2]
        last = mark.end()
    text += marked[last:]
    assert not set("«»") & set(text), f"a mark is spelled wrong: {marked}"
    return Case(text, sender, tuple(expected))


def cases(*tables: Iterable[Row]) -> Iterator[Case]:
    """Every row of some tables."""
    return (case(row) for table in tables for row in table)


def gist(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    """The kind and the text of findings, in one Unicode form, whatever their offsets."""
    return [(finding.kind.value, unicodedata.normalize("NFC", finding.text)) for finding in findings]
