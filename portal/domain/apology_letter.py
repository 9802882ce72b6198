"""The letter of apology for a late dossier or a late answer, as its papers show it (law §4.2, §4.4)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from portal.domain.letter_form import FORMS, LetterForm, LetterKind, about_of, title_of


class Piece(StrEnum):
    """A paragraph of the letter; which of AHEAD, OVERDUE and RETURNED is used depends on how things stand."""

    RECEIVED = "received"
    AHEAD = "ahead"
    OVERDUE = "overdue"
    RETURNED = "returned"
    REASON = "reason"
    APOLOGY = "apology"
    NEW_TIME = "new_time"
    CLOSING = "closing"


class Standing(StrEnum):
    """How the dossier or case stands on the day of the letter."""

    AHEAD = "ahead"  # the promised time has not come yet: the letter the law wants
    OVERDUE = "overdue"
    RETURNED = "returned"  # the result was handed out, the answer given late: an apology without a new time


@dataclass(frozen=True, slots=True, kw_only=True)
class ApologyLetter:
    """One letter: the facts, the paragraphs already filled in, and who signs.

    number: "12/PXL-SCT"; "/PXL-SCT" or "" while there is none. addressee: as greeted, "Ông Nguyễn Văn Tám";
    you: what the paragraphs call them. basis: replaces what the form says it stands on. look_up: an address
    of the portal, printed with its QR code. seal_across: millimetres of the agency's real seal. A draft has
    no place to be signed; a sample is marked as one.
    About a dossier: counter, procedure, dossier_code. About a case: reference, and how its sender reaches the
    agency; promised_at is the moment its answer was due, returned_at when it was answered after all.
    """

    form: LetterForm
    standing: Standing
    parent_agency: str
    agency: str
    number: str
    place: str
    dated: datetime
    addressee: str
    received_at: datetime
    promised_at: datetime
    reason: str
    signer_capacity: str
    signer_name: str
    recipients: tuple[str, ...]
    counter: str = ""
    procedure: str = ""
    dossier_code: str = ""
    reference: str = ""
    contact: str = ""
    wording: Mapping[Piece, str] = field(default_factory=dict)
    new_at: datetime | None = None
    returned_at: datetime | None = None
    you: str = "Ông/Bà"
    address: str = ""
    phone: str = ""
    reappointment: int = 1
    basis: str = ""
    look_up: str = ""
    seal_across: float = 36.0
    is_draft: bool = False
    is_sample: bool = False

    @property
    def apology_only(self) -> bool:
        """Whether the letter promises no new time, because the result was returned already."""
        return self.standing is Standing.RETURNED

    @property
    def title(self) -> str:
        """What the form is called."""
        return title_of(self.form, apology_only=self.apology_only)

    @property
    def about(self) -> str:
        """What an official letter is about, the dossier or case named."""
        about = about_of(self.form, apology_only=self.apology_only)
        if self.kind is LetterKind.CASE:
            return f"{about} {self.reference}"
        return f"{about} hồ sơ mã số {self.dossier_code}"

    @property
    def kind(self) -> LetterKind:
        """What the letter apologises for."""
        return self.form.kind

    @property
    def look_up_label(self) -> str:
        """What the address printed on the paper is good for."""
        return "Theo dõi phản ánh tại:" if self.kind is LetterKind.CASE else "Theo dõi hồ sơ tại:"

    @property
    def legal_basis(self) -> str:
        """Which form of which circular this is."""
        return self.basis or FORMS[self.form].legal_basis

    @property
    def mark(self) -> str:
        """The word across the page that says it is not to be relied upon; "" on the real paper."""
        if self.is_sample:
            return "MẪU"
        return "MẪU DỰ\xa0THẢO" if self.is_draft else ""
