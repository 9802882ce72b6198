"""What the portal asks of the outside; `portal.adapters` makes each of these real."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO, Protocol

from portal.domain.apology_letter import ApologyLetter
from portal.domain.black_boxes import Box
from portal.domain.imports.tables import Recognise, Table
from portal.domain.letter_form import Paper
from portal.domain.open_data.tables import OpenTable
from portal.domain.reports.content import FiledReport
from portal.domain.sheets import Cell, Column, FigureSheet, RegisterSheet
from portal.domain.signing import Certificate, SignatureKind, SignedPaper, Signing, SigningKey
from portal.domain.surveys.poster import SurveyPoster


class Unavailable(Exception):
    """The outside cannot do it now; trying later may help."""


class Refused(Exception):
    """The outside will never do it like this; trying again does not help."""


@dataclass(frozen=True, slots=True)
class MailFile:
    """A file that goes with a mail."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class OutgoingMail:
    """One mail, worded; `message_id` is the same at every try, so that a repeat can be recognised."""

    recipient: str
    subject: str
    text: str
    message_id: str
    language: str = "vi"
    files: tuple[MailFile, ...] = ()


class Mailer(Protocol):
    """Sends mail."""

    def send(self, mail: OutgoingMail) -> None:
        """Send one mail. Raises Unavailable when a later try may help, Refused when it will not."""


class SmsGateway(Protocol):
    """Sends short messages."""

    def send(self, phone: str, text: str, message_id: str) -> None:
        """Send one message to a number in E.164. Raises Unavailable or Refused."""


class FileStore(Protocol):
    """Keeps files under keys of its own."""

    def put(self, content: bytes) -> str:
        """Store a file and return its key."""

    def open(self, key: str) -> BinaryIO:
        """The file, to be closed by the caller. Raises KeyError when there is none."""

    def delete(self, key: str) -> None:
        """Forget a file; forgetting one that is gone is no error."""


class SealBroken(Exception):
    """What was sealed cannot be opened: its key is not at hand, or it was damaged. Carries no content."""


class Vault(Protocol):
    """Seals content with keys that are kept apart from the database."""

    @property
    def key_id(self) -> str:
        """Which key seals now; tells nothing of the key itself."""

    def seal(self, content: bytes) -> bytes:
        """The content as only the keys can open it."""

    def open(self, sealed: bytes) -> bytes:
        """The content again. Raises SealBroken when no key at hand opens it."""

    def rotate(self, sealed: bytes) -> bytes:
        """The same content sealed with the newest key. Raises SealBroken."""


@dataclass(frozen=True, slots=True)
class ReadyFile:
    """An uploaded file made safe: recognised by content, pictures drawn anew without their metadata."""

    name: str
    media_type: str
    content: bytes
    thumbnail: bytes = b""


class FileProblem(Exception):
    """An upload that is not taken; `code` is one of "type", "size", "empty", "damaged", "infected"."""

    def __init__(self, code: str, name: str) -> None:
        super().__init__(code)
        self.code = code
        self.name = name


class TableReader(Protocol):
    """Reads files of rows, whatever they call themselves."""

    def open(self, path: Path, recognise: Recognise) -> AbstractContextManager[Table]:
        """The table in a file, to be read within the context. Raises UnreadableTable, also while it is read."""


class FileInspector(Protocol):
    """Makes uploads safe before they are stored."""

    def inspect(self, name: str, content: bytes) -> ReadyFile:
        """The file as it may be kept. Raises FileProblem."""


@dataclass(frozen=True, slots=True)
class BlackenedPicture:
    """A picture drawn anew of its visible dots alone; its size in dots."""

    media_type: str
    content: bytes
    width: int
    height: int


class PictureEditor(Protocol):
    """Draws pictures for the public."""

    def blackened(self, content: bytes, media_type: str, boxes: Sequence[Box]) -> BlackenedPicture:
        """The picture upright with black boxes, nothing left of what they cover. Raises FileProblem."""


@dataclass(frozen=True, slots=True)
class PublishedText:
    """A published answer as the index knows it."""

    publication_id: int
    reference: str
    title: str
    question: str
    answer: str
    category_id: int | None
    area_id: int | None
    unit_id: int
    published_at: datetime
    late: bool


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """What narrows a search; None means "whatever". Months are numbers such as 202611."""

    category_ids: frozenset[int] | None = None
    unit_ids: frozenset[int] | None = None
    area_ids: frozenset[int] | None = None
    from_month: int | None = None
    to_month: int | None = None
    late: bool | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """One found answer, with a piece of it in which the words stand and the words that spoke for it."""

    publication_id: int
    score: float
    excerpt: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hits:
    """A page of hits; `total` stops counting at 1,000."""

    hits: tuple[Hit, ...]
    total: int


class SearchIndex(Protocol):
    """Finds published answers without regard to accents, ranked with regard to them."""

    def search(self, text: str, where: SearchFilter, *, start: int, limit: int) -> Hits:
        """Answers that hold all the words. Raises Unavailable when the index is missing or damaged."""

    def similar(self, text: str, *, limit: int) -> Sequence[Hit]:
        """Answers that share telling words with a longer text. Raises Unavailable."""

    def write(self, texts: Iterable[PublishedText], gone: Iterable[int]) -> None:
        """Put texts in, replacing those there, and take out the publications that are gone."""

    def rebuild(self, texts: Iterator[PublishedText]) -> int:
        """Make the index anew beside the old one and swap; returns how many texts it holds."""


@dataclass(frozen=True, slots=True)
class AnswerDocument:
    """A numbered answer as a formal document (NĐ 30/2020, law §4.4)."""

    parent_agency: str
    agency: str
    number: str
    place: str
    dated: datetime
    about: str
    addressee: str
    paragraphs: tuple[str, ...]
    signer_capacity: str
    signer_name: str
    recipients: tuple[str, ...]
    is_draft: bool


class LetterPrinter(Protocol):
    """Sets documents as PDF."""

    def answer(self, document: AnswerDocument) -> bytes:
        """The document as PDF/A with its fonts embedded."""

    def apology(self, letter: ApologyLetter, paper: Paper) -> bytes:
        """A letter of apology as PDF/A; unless it is a draft, with empty places to be signed. Raises Refused."""

    def poster(self, poster: SurveyPoster, paper: Paper) -> bytes:
        """The poster of a survey as PDF/A. Raises Refused."""


class LetterWriter(Protocol):
    """Sets letters for those who edit them in a word processor."""

    def apology(self, letter: ApologyLetter, paper: Paper) -> bytes:
        """The letter as DOCX, with the words of the PDF."""


class Binder(Protocol):
    """Binds papers together."""

    def bind(self, papers: Iterable[bytes]) -> bytes:
        """All pages in one PDF, in the order given, to be printed. Raises Refused when one cannot be read."""


class PaperSigner(Protocol):
    """Signs papers with one key."""

    @property
    def certificate(self) -> Certificate:
        """Whom the key belongs to and how long it is valid."""

    def sign(self, pdf: bytes, signing: Signing) -> bytes:
        """The paper signed in the place of its kind, its bytes before unchanged. Raises SigningProblem."""


class Signer(Protocol):
    """Signs papers with keys that the caller keeps."""

    def open(self, key: SigningKey) -> PaperSigner:
        """What signs with a key, for one paper or many; not to be kept. Raises SigningProblem."""

    def picture(self, content: bytes, kind: SignatureKind) -> bytes:
        """An uploaded picture as it is kept: PNG, blue or red on nothing. Raises SigningProblem."""


class SignatureChecker(Protocol):
    """Checks papers that were signed outside."""

    def check(self, issued: bytes, uploaded: bytes) -> SignedPaper:
        """What was signed by whom and what is wrong with it, against the paper as it was issued unsigned."""


class RegisterBook(Protocol):
    """Writes the register as a workbook."""

    def write(self, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> BinaryIO:
        """The workbook, to be read from its beginning and closed by the caller; texts stay texts."""


class FiguresBook(Protocol):
    """Writes figures as a workbook with charts that the reader can change."""

    def write(self, sheets: Sequence[FigureSheet]) -> BinaryIO:
        """The workbook, to be read from its beginning and closed by the caller."""


class ReportFiles(Protocol):
    """Writes reports as files; the same report gives the same bytes, dated by its own moment."""

    def pdf(self, report: FiledReport) -> bytes:
        """The report as PDF/A in the layout of official papers. Raises Refused when it cannot be set."""

    def docx(self, report: FiledReport) -> bytes:
        """The same for those who edit it in a word processor. Raises Refused when a picture cannot be drawn."""

    def xlsx(self, report: FiledReport, register: RegisterSheet | None = None) -> BinaryIO:
        """The tables with charts that the reader can change, to be closed by the caller; perhaps the register."""


class BackgroundWork(Protocol):
    """The worker behind the web: nudged after acts, run by a process of its own."""

    def nudge(self) -> None:
        """Ask the worker to come soon; never raises."""

    def work(self) -> None:
        """Be the worker until told to stop."""

    def run_once(self) -> dict[str, int]:
        """Do one whole round here and now; returns what each job did."""


@dataclass(frozen=True)
class OpenFiles:
    """What an edition of the open data consists of: tables read while they are written, and texts by file name."""

    tables: Iterable[tuple[OpenTable, Iterable[Sequence[str]]]]
    texts: Mapping[str, str]


class OpenDataShelf(Protocol):
    """Writes the open data, and keeps an edition of each month."""

    def write(self, folder: Path, files: OpenFiles) -> None:
        """Write an edition into a folder, which is there whole or as it was before.

        Raises OSError; FileExistsError where the folder holds something that is no open data.
        """

    def keep(self, name: str, files: OpenFiles) -> None:
        """Keep an edition under a name such as 2026-11, in place of an older one of that name. Raises OSError."""

    def kept(self) -> Mapping[str, Mapping[str, int]]:
        """The editions kept, the latest first: their files with their sizes in bytes."""

    def as_of(self, name: str) -> date | None:
        """The day an edition is as of; None where that cannot be told."""

    def path(self, name: str, file: str) -> Path | None:
        """Where a file of an edition lies; None for one that is not there."""


@dataclass(frozen=True, slots=True)
class Ports:
    """All of the outside, put together by the composition root and handed to the edges."""

    mailer: Mailer
    sms: SmsGateway
    files: FileStore
    vault: Vault
    inspector: FileInspector
    tables: TableReader
    pictures: PictureEditor
    index: SearchIndex
    printer: LetterPrinter
    writer: LetterWriter
    binder: Binder
    signer: Signer
    checker: SignatureChecker
    register: RegisterBook
    figures: FiguresBook
    open_data: OpenDataShelf
    reports: ReportFiles
