"""Nothing of a sealed case stands in the open, and all of it is kept sealed."""

from collections.abc import Iterator

from sqlalchemy import exists, func, select

from portal.models.case import Case
from portal.models.sealed import SealedContent
from portal.queries.invariants.check import Data, Tally
from portal.queries.sealed_words import WORDED, words_left


def sealed_cases_are_sealed(data: Data, tally: Tally) -> Iterator[int]:
    """Every sealed case has its ciphertext and no word in any table; nothing else has a ciphertext."""
    sealed = select(Case.id).where(Case.sealed)
    for worded in WORDED:
        for row in words_left(data.session, worded, sealed):
            tally.expect(False, row, fault="words of a sealed case")
        yield tally.checked
    kept = exists().where(SealedContent.case_id == Case.id)
    for reference in data.session.scalars(select(Case.reference).where(Case.sealed, ~kept)):
        tally.expect(False, reference, fault="sealed, but its content is nowhere")
    for reference in data.session.scalars(select(Case.reference).where(~Case.sealed, kept)):
        tally.expect(False, reference, fault="not sealed, but it has sealed content")
    tally.checked += data.session.scalar(select(func.count()).select_from(Case).where(Case.sealed)) or 0
    yield tally.checked
