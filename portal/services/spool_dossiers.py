"""Rows of an import between planning and writing: planned while nobody waits, written in a short transaction."""

import pickle
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import IO

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.imports.dossier_rows import DossierRow
from portal.models.dossier import Dossier
from portal.services.write_dossiers import ReadyRows


@dataclass
class Counted:
    """What the rows of a file do; a row counts once, however much is wrong with it."""

    new: int = 0
    changed: int = 0
    same: int = 0
    wrong: int = 0

    def plus(self, other: "Counted") -> None:
        """Count these as well."""
        self.new += other.new
        self.changed += other.changed
        self.same += other.same
        self.wrong += other.wrong

    @property
    def rows(self) -> int:
        """All rows so far."""
        return self.new + self.changed + self.same + self.wrong


@dataclass
class SpooledBatch:
    """A batch that was planned; `packed` are its good rows, opened only if it has to be planned again."""

    ready: ReadyRows
    counted: Counted
    packed: bytes

    @property
    def good(self) -> list[DossierRow]:
        """The rows themselves."""
        rows: list[DossierRow] = pickle.loads(self.packed)
        return rows


class Spool:
    """Batches in a file without a name, written and read by this very process."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def put(self, ready: ReadyRows, counted: Counted, good: Sequence[DossierRow]) -> None:
        """Keep a batch behind the others."""
        packed = pickle.dumps(list(good), protocol=pickle.HIGHEST_PROTOCOL)
        pickle.dump(SpooledBatch(ready, counted, packed), self._file, protocol=pickle.HIGHEST_PROTOCOL)

    def batches(self) -> Iterator[SpooledBatch]:
        """The batches in their order."""
        self._file.seek(0)
        while True:
            try:
                yield pickle.load(self._file)
            except EOFError:
                return


@contextmanager
def spool() -> Iterator[Spool]:
    """An empty spool, gone afterwards."""
    with TemporaryFile() as file:
        yield Spool(file)


def is_overtaken(session: Session, ready: ReadyRows) -> bool:
    """Whether a dossier of a batch came or changed since it was planned; those that are there are locked."""
    wanted = select(Dossier.code, Dossier.version).where(Dossier.code.in_(ready.seen))
    rows = session.execute(wanted.order_by(Dossier.id).with_for_update())
    versions = {row.code: row.version for row in rows}
    return any(versions.get(code, 0) != version for code, version in ready.seen.items())
