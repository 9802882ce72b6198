"""Files of dossiers as the one-stop software writes them, a dictionary for each line."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

from portal.adapters.tables.reader import TableFiles
from portal.domain.imports.tables import Recognise, Table, TableRow
from tests.dossier_factories import PROCEDURE

SAMPLES = Path(__file__).parents[1] / "data" / "dossiers"
# Of a procedure of another division than PROCEDURE.
TRADE_PROCEDURE = "1.003738.000.00.00.H99"


def line(number: int = 1, **given: str) -> dict[str, str]:
    """One open dossier about a petrol station; `given` replaces or adds cells by the names of their fields."""
    usual = {
        "code": f"H99.15-261102-{number:04}",
        "procedure_code": PROCEDURE,
        "unit_code": "QLNL",
        "received": "02/11/2026 08:30",
        "due": "16/11/2026",
        "applicant_name": "Lê Thị Hạnh",
    }
    return {**usual, **given}


def csv_bytes(lines: Iterable[Mapping[str, str]]) -> bytes:
    """The lines under a line of headers: every name that any of them has."""
    rows = list(lines)
    names = list(dict.fromkeys(name for row in rows for name in row))
    text = StringIO()
    writer = csv.DictWriter(text, names, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def csv_file(folder: Path, *lines: Mapping[str, str], name: str = "dossiers.csv") -> Path:
    """Such a file on disk."""
    path = folder / name
    path.write_bytes(csv_bytes(lines))
    return path


class BreakingTables:
    """Reads files like the real reader, until so many rows have come; then it breaks."""

    def __init__(self, after: int) -> None:
        self._after = after

    @contextmanager
    def open(self, path: Path, recognise: Recognise) -> Iterator[Table]:
        with TableFiles().open(path, recognise) as table:
            yield Table(table.headers, table.header_line, table.sheet, self._rows(table.rows))

    def _rows(self, rows: Iterator[TableRow]) -> Iterator[TableRow]:
        for count, row in enumerate(rows):
            if count == self._after:
                raise OSError("the disk is gone")
            yield row
