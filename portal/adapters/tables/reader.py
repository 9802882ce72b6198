"""Opening a file as a table, whatever it calls itself."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from portal.adapters.tables.delimited import delimited_table
from portal.adapters.tables.file_kind import FileKind, file_kind
from portal.adapters.tables.limits import Limits
from portal.adapters.tables.workbook_table import workbook_table
from portal.domain.imports.tables import Recognise, Table


class TableFiles:
    """Reads XLSX workbooks and delimited text row by row; how long a file is costs time, not memory."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()

    @contextmanager
    def open(self, path: Path, recognise: Recognise) -> Iterator[Table]:
        """The table in a file, to be read within the context. Raises UnreadableTable, also while it is read."""
        with ExitStack() as held:
            file = held.enter_context(path.open("rb"))
            if file_kind(file) is FileKind.WORKBOOK:
                yield workbook_table(file, recognise, limits=self._limits, held=held)
            else:
                yield delimited_table(file, recognise, limits=self._limits, held=held)
