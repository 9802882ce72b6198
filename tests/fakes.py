"""The outside in memory, for tests of what stands before the ports.

Each fake keeps what it was given for the test to look at. While `problem` is set it raises that instead:
`mailer.problem = Unavailable("away")` is an outage.
"""

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from portal.adapters.bound_papers import PaperBinder
from portal.adapters.pades import PadesChecker, PadesSigner
from portal.adapters.public_pictures import PublicPictures
from portal.adapters.tables.reader import TableFiles
from portal.adapters.vault import FernetVault
from portal.adapters.word_letters import WordLetters
from portal.domain.apology_letter import ApologyLetter
from portal.domain.letter_form import Paper
from portal.domain.reports.content import FiledReport
from portal.domain.sheets import Cell, Column, FigureSheet, RegisterSheet
from portal.domain.surveys.poster import SurveyPoster
from portal.domain.text import folded_words
from portal.domain.time import local_day
from portal.ports import (
    AnswerDocument,
    FileProblem,
    Hit,
    Hits,
    OpenFiles,
    OutgoingMail,
    Ports,
    PublishedText,
    ReadyFile,
    SearchFilter,
)


@dataclass
class Fake:
    """Something outside that can be away."""

    problem: Exception | None = None

    def _raise_problem(self) -> None:
        if self.problem is not None:
            raise self.problem


@dataclass
class FakeMailer(Fake):
    """Keeps the mails it was given to send."""

    sent: list[OutgoingMail] = field(default_factory=list)

    def send(self, mail: OutgoingMail) -> None:
        self._raise_problem()
        self.sent.append(mail)

    @property
    def last(self) -> OutgoingMail:
        return self.sent[-1]


@dataclass
class FakeSms(Fake):
    """Keeps the messages it was given to send: number, text, identifier."""

    sent: list[tuple[str, str, str]] = field(default_factory=list)

    def send(self, phone: str, text: str, message_id: str) -> None:
        self._raise_problem()
        self.sent.append((phone, text, message_id))


@dataclass
class FakeStore(Fake):
    """Keeps files in a dictionary."""

    files: dict[str, bytes] = field(default_factory=dict)

    def put(self, content: bytes) -> str:
        self._raise_problem()
        key = secrets.token_hex(16)
        self.files[key] = content
        return key

    def open(self, key: str) -> BinaryIO:
        self._raise_problem()
        return BytesIO(self.files[key])

    def delete(self, key: str) -> None:
        self._raise_problem()
        self.files.pop(key, None)


# A real vault: what is sealed in one test's outside opens in another's.
SEALING_KEY = "dGhlIGtleSBvZiB0aGUgdGVzdHMgaXMgbm8gc2VjcmU="


@dataclass
class FakeInspector(Fake):
    """Takes every file for what its name says; refuses an empty one, and a name it does not know."""

    media_types: dict[str, str] = field(
        default_factory=lambda: {"jpg": "image/jpeg", "png": "image/png", "pdf": "application/pdf"}
    )

    def inspect(self, name: str, content: bytes) -> ReadyFile:
        self._raise_problem()
        media_type = self.media_types.get(name.rpartition(".")[2])
        if not content:
            raise FileProblem("empty", name)
        if media_type is None:
            raise FileProblem("type", name)
        thumbnail = b"thumbnail" if media_type.startswith("image/") else b""
        return ReadyFile(name, media_type, content, thumbnail)


@dataclass
class FakeIndex(Fake):
    """Finds texts that hold all the words, newest first, without ranking."""

    texts: dict[int, PublishedText] = field(default_factory=dict)

    def search(self, text: str, where: SearchFilter, *, start: int, limit: int) -> Hits:
        self._raise_problem()
        wanted = set(folded_words(text))
        found = [one for one in self._newest() if _passes(one, where) and wanted <= _words(one)]
        hits = (Hit(one.publication_id, 1.0, one.question[:200]) for one in found[start : start + limit])
        return Hits(tuple(hits), min(len(found), 1_000))

    def similar(self, text: str, *, limit: int) -> Sequence[Hit]:
        self._raise_problem()
        wanted = set(folded_words(text))
        alike = [(len(wanted & _words(one)), one) for one in self._newest()]
        best = sorted((pair for pair in alike if pair[0] >= 2), key=lambda pair: -pair[0])[:limit]
        return [
            Hit(one.publication_id, float(count), one.question[:200], tuple(sorted(wanted & _words(one))))
            for count, one in best
        ]

    def write(self, texts: Iterable[PublishedText], gone: Iterable[int]) -> None:
        self._raise_problem()
        for publication_id in gone:
            self.texts.pop(publication_id, None)
        self.texts.update({one.publication_id: one for one in texts})

    def rebuild(self, texts: Iterator[PublishedText]) -> int:
        self._raise_problem()
        self.texts = {one.publication_id: one for one in texts}
        return len(self.texts)

    def _newest(self) -> list[PublishedText]:
        return sorted(self.texts.values(), key=lambda one: one.published_at, reverse=True)


@dataclass
class FakePrinter(Fake):
    """Keeps the documents it was given and prints them as plain text that begins like a PDF."""

    printed: list[AnswerDocument] = field(default_factory=list)
    letters: list[tuple[ApologyLetter, Paper]] = field(default_factory=list)
    posters: list[tuple[SurveyPoster, Paper]] = field(default_factory=list)

    def answer(self, document: AnswerDocument) -> bytes:
        self._raise_problem()
        self.printed.append(document)
        return "\n".join(["%PDF-fake", document.number, *document.paragraphs]).encode()

    def apology(self, letter: ApologyLetter, paper: Paper) -> bytes:
        self._raise_problem()
        self.letters.append((letter, paper))
        return "\n".join(["%PDF-fake", letter.number, *letter.wording.values()]).encode()

    def poster(self, poster: SurveyPoster, paper: Paper) -> bytes:
        self._raise_problem()
        self.posters.append((poster, paper))
        return f"%PDF-fake\n{poster.point}\n{poster.address}".encode()


@dataclass
class FakeRegister(Fake):
    """Keeps the tables it was given and writes them as lines."""

    written: list[tuple[str, list[str], list[list[Cell]]]] = field(default_factory=list)

    def write(self, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> BinaryIO:
        self._raise_problem()
        table = [list(row) for row in rows]
        self.written.append((title, [column.heading for column in columns], table))
        return BytesIO("\n".join(" | ".join(map(str, row)) for row in table).encode())


@dataclass
class FakeFigures(Fake):
    """Keeps the sheets it was given and writes their titles."""

    written: list[Sequence[FigureSheet]] = field(default_factory=list)

    def write(self, sheets: Sequence[FigureSheet]) -> BinaryIO:
        self._raise_problem()
        self.written.append(sheets)
        return BytesIO("\n".join(sheet.title for sheet in sheets).encode())


@dataclass
class FakeShelf:
    """Keeps editions in memory, as the rows of their tables."""

    editions: dict[str, dict[str, list[Sequence[str]]]] = field(default_factory=dict)
    broken: bool = False

    def write(self, folder: Path, files: OpenFiles) -> None:
        self.keep(folder.name, files)

    def keep(self, name: str, files: OpenFiles) -> None:
        if self.broken:
            raise OSError("no space left")
        self.editions[name] = {table.name: list(rows) for table, rows in files.tables}

    def kept(self) -> Mapping[str, Mapping[str, int]]:
        return {name: dict.fromkeys(tables, 1) for name, tables in self.editions.items()}

    def as_of(self, name: str) -> date | None:
        return None

    def path(self, name: str, file: str) -> Path | None:
        return None


@dataclass
class FakeReports(Fake):
    """Keeps the reports it was given and writes what each is called."""

    written: list[FiledReport] = field(default_factory=list)
    registers: list[list[list[Cell]]] = field(default_factory=list)

    def pdf(self, report: FiledReport) -> bytes:
        self._raise_problem()
        self.written.append(report)
        return f"%PDF-fake {report.record} {report.digest}".encode()

    def docx(self, report: FiledReport) -> bytes:
        self._raise_problem()
        return f"PK-fake docx {report.record}".encode()

    def xlsx(self, report: FiledReport, register: RegisterSheet | None = None) -> BinaryIO:
        self._raise_problem()
        if register is not None:
            self.registers.append([list(row) for row in register.rows])
        return BytesIO(f"PK-fake xlsx {report.record}".encode())


@dataclass(frozen=True, slots=True)
class FakePorts:
    """All fakes at once; `ports` is what the code under test is handed."""

    mailer: FakeMailer = field(default_factory=FakeMailer)
    sms: FakeSms = field(default_factory=FakeSms)
    files: FakeStore = field(default_factory=FakeStore)
    vault: FernetVault = field(default_factory=lambda: FernetVault(lambda: [SEALING_KEY]))
    inspector: FakeInspector = field(default_factory=FakeInspector)
    pictures: PublicPictures = field(default_factory=PublicPictures)
    index: FakeIndex = field(default_factory=FakeIndex)
    tables: TableFiles = field(default_factory=TableFiles)
    printer: FakePrinter = field(default_factory=FakePrinter)
    writer: WordLetters = field(default_factory=WordLetters)
    binder: PaperBinder = field(default_factory=PaperBinder)
    signer: PadesSigner = field(default_factory=PadesSigner)
    checker: PadesChecker = field(default_factory=PadesChecker)
    register: FakeRegister = field(default_factory=FakeRegister)
    figures: FakeFigures = field(default_factory=FakeFigures)
    open_data: FakeShelf = field(default_factory=FakeShelf)
    reports: FakeReports = field(default_factory=FakeReports)

    @property
    def ports(self) -> Ports:
        return Ports(
            mailer=self.mailer,
            sms=self.sms,
            files=self.files,
            vault=self.vault,
            inspector=self.inspector,
            pictures=self.pictures,
            index=self.index,
            tables=self.tables,
            printer=self.printer,
            writer=self.writer,
            binder=self.binder,
            signer=self.signer,
            checker=self.checker,
            register=self.register,
            figures=self.figures,
            open_data=self.open_data,
            reports=self.reports,
        )


def _words(one: PublishedText) -> set[str]:
    return set(folded_words(f"{one.reference} {one.title} {one.question} {one.answer}"))


def _passes(one: PublishedText, where: SearchFilter) -> bool:
    day = local_day(one.published_at)
    month = day.year * 100 + day.month
    chosen = (
        (where.category_ids, one.category_id),
        (where.unit_ids, one.unit_id),
        (where.area_ids, one.area_id),
    )
    return (
        all(ids is None or value in ids for ids, value in chosen)
        and (where.from_month or 0) <= month <= (where.to_month or 999_999)
        and where.late in {None, one.late}
    )
