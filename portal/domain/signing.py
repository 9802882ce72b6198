"""Digital signatures of official papers: who signs, and what can be wrong with a key or with a signed file."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class SignatureKind(StrEnum):
    """Whose signature it is (NĐ 30/2020, Annex I): a person's has a blue picture, an agency's the red seal."""

    PERSONAL = "personal"
    AGENCY = "agency"


class SigningFault(StrEnum):
    """Why a paper cannot be signed."""

    CANNOT_OPEN = "cannot_open"  # wrong password, or no PKCS#12 file at all
    NO_KEY = "no_key"  # the file holds no private key, or no certificate that belongs to it
    NOT_YET_VALID = "not_yet_valid"
    EXPIRED = "expired"
    NOT_FOR_SIGNING = "not_for_signing"  # the certificate was issued for other uses
    BAD_PICTURE = "bad_picture"
    NO_PLACE = "no_place"  # the PDF has no such empty place: a draft, or signed there already
    DAMAGED = "damaged"  # the PDF cannot be read


class PaperFault(StrEnum):
    """What is wrong with a file that was signed outside. Any of these but UNTRUSTED and EXPIRED refuses it."""

    NOT_PDF = "not_pdf"
    TOO_LARGE = "too_large"
    ENCRYPTED = "encrypted"
    NO_SIGNATURE = "no_signature"
    CHANGED_AFTER_SIGNING = "changed_after_signing"
    OTHER_TEXT = "other_text"  # the pages do not show what the paper we issued shows
    BROKEN = "broken"  # a signature does not fit what it stands on, or nobody can tell
    EXPIRED = "expired"  # the certificate was not valid at the time the signer claims
    UNTRUSTED = "untrusted"  # nobody we know vouches for the certificate


WARNINGS = frozenset({PaperFault.UNTRUSTED, PaperFault.EXPIRED})


class SigningProblem(Exception):
    """The paper cannot be signed with this key."""

    def __init__(self, code: SigningFault) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A PKCS#12 file and its password; the caller keeps both sealed. Shows neither when printed."""

    pkcs12: bytes
    password: str

    def __repr__(self) -> str:
        return "SigningKey(…)"


@dataclass(frozen=True, slots=True)
class Certificate:
    """Whom a certificate names, who issued it, and when it is valid."""

    holder: str
    issuer: str
    serial: str
    valid_from: datetime
    valid_until: datetime


@dataclass(frozen=True, slots=True)
class Signing:
    """How a paper is signed: by whom and when, and with which picture; without one a person's name is drawn."""

    kind: SignatureKind
    name: str
    at: datetime
    reason: str = ""
    place: str = ""
    picture: bytes = b""


@dataclass(frozen=True, slots=True)
class FoundSignature:
    """A signature of a file: its certificate where there is one to read, and when the signer says to have signed."""

    certificate: Certificate | None
    claimed_at: datetime | None
    faults: tuple[PaperFault, ...] = ()


@dataclass(frozen=True, slots=True)
class SignedPaper:
    """What was found out about a file that was signed outside."""

    faults: tuple[PaperFault, ...]
    signatures: tuple[FoundSignature, ...] = ()

    @property
    def refusals(self) -> tuple[PaperFault, ...]:
        """The faults for which the file is not taken."""
        return tuple(fault for fault in self.faults if fault not in WARNINGS)

    @property
    def warnings(self) -> tuple[PaperFault, ...]:
        """The faults that are shown, and no more."""
        return tuple(fault for fault in self.faults if fault in WARNINGS)

    @property
    def is_good(self) -> bool:
        """Whether the file may stand for the paper."""
        return not self.refusals
