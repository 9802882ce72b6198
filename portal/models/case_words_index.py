"""The index over the words of cases, for the search of staff: FTS5 on SQLite, GIN on PostgreSQL.

The statements are constants, so that a migration runs the very same ones. They hold no semicolons but
those of trigger bodies, and no percent signs.
"""

from sqlalchemy import DDL, event

from portal.models.case import CaseWords

# An index without a copy of the words. `detail=none` keeps no positions: all words are looked for, in any
# order, which makes it half the size and writing it twice as fast.
MAKE_ON_SQLITE = (
    "CREATE VIRTUAL TABLE case_words_index USING fts5("
    "words, content='case_words', content_rowid='case_id', detail='none', columnsize=0)",
    "CREATE TRIGGER case_words_inserted AFTER INSERT ON case_words BEGIN "
    "INSERT INTO case_words_index (rowid, words) VALUES (new.case_id, new.words); END",
    "CREATE TRIGGER case_words_deleted AFTER DELETE ON case_words BEGIN "
    "INSERT INTO case_words_index (case_words_index, rowid, words) "
    "VALUES ('delete', old.case_id, old.words); END",
    "CREATE TRIGGER case_words_updated AFTER UPDATE ON case_words BEGIN "
    "INSERT INTO case_words_index (case_words_index, rowid, words) "
    "VALUES ('delete', old.case_id, old.words); "
    "INSERT INTO case_words_index (rowid, words) VALUES (new.case_id, new.words); END",
)
DROP_ON_SQLITE = (
    "DROP TRIGGER IF EXISTS case_words_inserted",
    "DROP TRIGGER IF EXISTS case_words_deleted",
    "DROP TRIGGER IF EXISTS case_words_updated",
    "DROP TABLE IF EXISTS case_words_index",
)
# Fills the index from the words that are there: after a bulk load with the triggers off, or after damage.
REBUILD_ON_SQLITE = "INSERT INTO case_words_index (case_words_index) VALUES ('rebuild')"

# "simple": the words are folded already, and no dictionary of ours knows Vietnamese.
MAKE_ON_POSTGRESQL = (
    "CREATE INDEX case_words_index ON case_words USING gin (to_tsvector('simple'::regconfig, words))",
)
DROP_ON_POSTGRESQL = ("DROP INDEX IF EXISTS case_words_index",)

for _moment, _dialect, _statements in (
    ("after_create", "sqlite", MAKE_ON_SQLITE),
    ("before_drop", "sqlite", DROP_ON_SQLITE),
    ("after_create", "postgresql", MAKE_ON_POSTGRESQL),
):
    for _statement in _statements:
        _ddl = DDL(_statement)  # type: ignore[no-untyped-call]
        event.listen(CaseWords.__table__, _moment, _ddl.execute_if(dialect=_dialect))
