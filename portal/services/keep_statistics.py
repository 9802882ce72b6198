"""Tells SQLite how its tables are filled, so that each list takes the index it was given.

Without statistics it guesses a tenth of a table for any index and half of it for a partial one: at a million cases it
walks through a unit's whole past to count what waits today. PostgreSQL does this by itself.
"""

from sqlalchemy.orm import Session

# Of each index so many rows are looked at, in one to five seconds for five million cases. No unit has so many open
# ones: of fewer rows, those of its whole past would seem as few, and be walked through.
ROWS_READ = 100_000


def keep_statistics(session: Session) -> bool:
    """Count anew; connections plan by it from their opening on. Says whether there was anything to do.

    Call it in a transaction that has written: counting takes the place of the one writer.
    """
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        return False
    connection.exec_driver_sql(f"PRAGMA analysis_limit = {ROWS_READ}")
    connection.exec_driver_sql("ANALYZE")
    for table, index, columns in _uncounted(session):
        # A partial index that is empty now gets no row, and would be taken for half the table.
        connection.exec_driver_sql(
            "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)", (table, index, "1 " * columns + "1")
        )
    return True


def _uncounted(session: Session) -> list[tuple[str, str, int]]:
    """Indexes without statistics on tables that are not empty: table, index, and how many columns it has."""
    found = session.connection().exec_driver_sql(
        "SELECT tbl_name, name, (SELECT count(*) FROM pragma_index_info(sqlite_master.name)) FROM sqlite_master"
        " WHERE type = 'index' AND tbl_name IN (SELECT tbl FROM sqlite_stat1)"
        " AND name NOT IN (SELECT idx FROM sqlite_stat1 WHERE idx IS NOT NULL)"
    )
    return [(str(table), str(index), int(columns)) for table, index, columns in found]
