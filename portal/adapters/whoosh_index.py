"""The index of published answers, kept with Whoosh on this machine's disk."""

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import structlog
from whoosh import index
from whoosh.filedb.filestore import FileStorage
from whoosh.writing import IndexWriter

from portal.adapters.search.generations import Generations
from portal.adapters.search.postings import codec
from portal.adapters.search.ranking import found
from portal.adapters.search.schema import entry, schema
from portal.adapters.search.similarity import similar
from portal.adapters.search.snapshot import Snapshot
from portal.ports import Hit, Hits, PublishedText, SearchFilter, Unavailable

log = structlog.get_logger("portal.search")

# A search takes milliseconds; who waits longer for another's does without.
PATIENCE = 2.0
WRITING_MEGABYTES, REBUILDING_MEGABYTES = 32, 128


class WhooshIndex:
    """Finds published answers. Many processes may read at the same time; the worker alone writes."""

    def __init__(self, folder: Path) -> None:
        self._generations = Generations(folder)
        self._lock = threading.Lock()
        self._opened: index.FileIndex | None = None
        self._snapshot: Snapshot | None = None
        self._folder = folder
        self._generation = -1

    def search(self, text: str, where: SearchFilter, *, start: int, limit: int) -> Hits:
        """Answers that hold all the words. Raises Unavailable when the index is missing or damaged."""
        with self._reading() as snapshot:
            return found(snapshot, text, where, start=start, limit=limit)

    def similar(self, text: str, *, limit: int) -> Sequence[Hit]:
        """Answers that share telling words with a longer text. Raises Unavailable."""
        with self._reading() as snapshot:
            return similar(snapshot, text, limit=limit)

    def write(self, texts: Iterable[PublishedText], gone: Iterable[int]) -> None:
        """Put texts in, replacing those there, and take out the publications that are gone.

        Raises Unavailable when another process writes, and when there is no index: one begun here would hold
        these texts alone and look whole.
        """
        entries = [entry(text) for text in texts]
        with self._generations.writing(), _damage_means_unavailable(), self._changing() as writer:
            for publication_id in gone:
                writer.delete_by_term("publication", str(publication_id))
            for one in entries:
                writer.update_document(**one)

    def rebuild(self, texts: Iterator[PublishedText]) -> int:
        """Make the index anew beside the old one and swap; returns how many texts it holds.

        Raises Unavailable when another process writes or the disk is full, and whatever the texts raise.
        """
        with (
            self._generations.writing(),
            _full_disk_means_unavailable(),
            self._generations.beside() as folder,
            _writer(index.create_in(folder, schema()), megabytes=REBUILDING_MEGABYTES) as writer,
        ):
            return _add(writer, texts)

    def _changing(self) -> IndexWriter:
        return _writer(_opened(self._generations.in_use()), megabytes=WRITING_MEGABYTES)

    @contextmanager
    def _reading(self) -> Iterator[Snapshot]:
        """The newest state of the index, for one thread at a time: readers share their place in a file."""
        if not self._lock.acquire(timeout=PATIENCE):
            raise Unavailable("the search index is busy")
        try:
            with _damage_means_unavailable():
                yield self._newest()
        except Unavailable:
            self._forget()
            raise
        finally:
            self._lock.release()

    def _newest(self) -> Snapshot:
        folder = self._generations.in_use()
        if self._opened is None or self._folder != folder:
            self._forget()
            self._opened, self._folder = _opened(folder), folder
        generation = self._opened.latest_generation()
        if self._snapshot is None or self._generation != generation:
            self._close()
            self._snapshot, self._generation = Snapshot(self._opened.reader()), generation
        return self._snapshot

    def _forget(self) -> None:
        self._opened = None
        self._close()

    def _close(self) -> None:
        if self._snapshot is not None:
            self._snapshot.close()
        self._snapshot = None


def _opened(folder: Path) -> index.FileIndex:
    """The index in a folder. Mapped into memory, Whoosh copies all of it: 90 MB at 20,000 answers instead of 6."""
    return FileStorage(str(folder), supports_mmap=False).open_index()


def _writer(opened: index.FileIndex, *, megabytes: int) -> IndexWriter:
    """A writer that commits when its block ends well and takes everything back when it does not."""
    return opened.writer(limitmb=megabytes, codec=codec())


def _add(writer: IndexWriter, texts: Iterator[PublishedText]) -> int:
    count = 0
    for text in texts:
        writer.add_document(**entry(text))
        count += 1
    return count


@contextmanager
def _full_disk_means_unavailable() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Unavailable("the disk does not take the search index") from error


@contextmanager
def _damage_means_unavailable() -> Iterator[None]:
    """Whatever form the damage takes: struct, pickle, zlib and Whoosh's own checks each raise their own."""
    try:
        yield
    except Unavailable:
        raise
    except Exception as error:
        log.warning("search_index_damaged", error=type(error).__name__)
        raise Unavailable("the search index is damaged") from error
