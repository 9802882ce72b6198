"""The search of staff over the cases they may see: by reference, phone, e-mail, or words without accents."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, column, func, literal_column, select, table, text
from sqlalchemy.orm import Session

from portal.domain.contact import e164
from portal.domain.people import Actor
from portal.domain.reference import read_reference
from portal.domain.text import folded_words
from portal.models.case import Case, CaseWords, Sender
from portal.queries.case_rows import COLUMNS, CaseRow, case_row
from portal.queries.cases import visible_to

MOST_FOUND = 50
MOST_WORDS = 12
# portal/models/case_words_index.py
_INDEX = table("case_words_index", column("rowid", Integer))


class By(StrEnum):
    """What the typed text was taken for."""

    NOTHING = "nothing"
    REFERENCE = "reference"
    PHONE = "phone"
    EMAIL = "email"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Found:
    """The newest matches, and whether there are more than are shown."""

    by: By
    rows: tuple[CaseRow, ...] = ()
    more: bool = False


def find_cases(session: Session, actor: Actor, typed: str) -> Found:
    """Cases an actor may see that match what was typed, newest first; sealed ones never."""
    by, wanted = _reading(session, typed)
    if wanted is None:
        return Found(by)
    limited = wanted.where(visible_to(actor)).limit(MOST_FOUND + 1)
    rows = [case_row(row) for row in session.execute(limited)]
    return Found(by, tuple(rows[:MOST_FOUND]), len(rows) > MOST_FOUND)


def _reading(session: Session, typed: str) -> tuple[By, Select[Any] | None]:
    """A reference is known by its check symbol and a number by its digits; all else is words."""
    newest = select(*COLUMNS).order_by(Case.id.desc())
    if reference := read_reference(typed):
        return By.REFERENCE, newest.where(Case.reference == reference)
    # The conditions of the partial indexes stand in words: SQLite looks for them in the statement.
    senders = newest.join(Sender, Sender.case_id == Case.id)
    if phone := e164(typed):
        return By.PHONE, senders.where(Sender.phone == phone, text("senders.phone <> ''"))
    if "@" in typed.strip("@ "):
        email = typed.strip().lower()
        return By.EMAIL, senders.where(Sender.email == email, text("senders.email <> ''"))
    words = folded_words(typed)[:MOST_WORDS]
    return (By.WORDS, _with_words(session, words)) if words else (By.NOTHING, None)


def _with_words(session: Session, words: list[str]) -> Select[Any]:
    """Cases that hold all the words; of the last one the beginning is enough."""
    if session.get_bind().dialect.name == "sqlite":
        return _on_sqlite(words)
    # Sorted by an expression: asked for the newest first by number, the planner would walk all cases backwards
    # and take seconds to find that a word stands in none of them.
    newest = (Case.id + 0).desc()
    return select(*COLUMNS).join(CaseWords).where(_on_postgresql(words)).order_by(newest)


def _on_sqlite(words: list[str]) -> Select[Any]:
    # Walked from the newest case on, so that a page of a common word costs no more than one of a rare word.
    asked = " AND ".join(f'"{word}"' for word in words) + "*"
    return (
        select(*COLUMNS)
        .select_from(_INDEX)
        .join(Case, Case.id == _INDEX.c.rowid)
        .where(text("case_words_index MATCH :asked").bindparams(asked=asked))
        .order_by(_INDEX.c.rowid.desc())
    )


def _on_postgresql(words: list[str]) -> ColumnElement[bool]:
    simple: ColumnElement[Any] = literal_column("'simple'::regconfig")
    asked = " & ".join(words) + ":*"
    return func.to_tsvector(simple, CaseWords.words).op("@@")(func.to_tsquery(simple, asked))
