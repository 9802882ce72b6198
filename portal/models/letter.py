"""Letters of apology: the letter, every try to deliver it, the wording and the certificate of a unit."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.apologies import DelayReason, LetterStatus, Timing, Way
from portal.domain.letter_form import LetterForm, Paper
from portal.extensions import Base
from portal.models.columns import Json, Moment, one_of

_UNFINISHED = "status IN ('draft', 'submitted', 'approved')"


class Signature(StrEnum):
    """How a letter is signed."""

    NONE = "none"
    # By the unit's certificate, here.
    CERTIFICATE = "certificate"
    # Elsewhere, with a token; the file was uploaded and checked against the draft.
    UPLOADED = "uploaded"
    # With ink; the scan was uploaded.
    PAPER = "paper"


class Letter(Base):
    """One letter of apology for a late dossier or a late answer; numbered when it is approved."""

    __tablename__ = "letters"
    __table_args__ = (
        UniqueConstraint("unit_id", "year", "number"),
        Index("ix_letters_dossier", "dossier_id", "id"),
        Index("ix_letters_case", "case_id", "id"),
        # Of each dossier one unfinished letter at most, however often somebody clicks.
        Index(
            "uq_letters_dossier_unfinished",
            "dossier_id",
            unique=True,
            sqlite_where=text(_UNFINISHED),
            postgresql_where=text(_UNFINISHED),
        ),
        Index(
            "uq_letters_case_unfinished",
            "case_id",
            unique=True,
            sqlite_where=text(_UNFINISHED),
            postgresql_where=text(_UNFINISHED),
        ),
        Index(
            "ix_letters_unit_unfinished",
            "unit_id",
            "status",
            "id",
            sqlite_where=text(_UNFINISHED),
            postgresql_where=text(_UNFINISHED),
        ),
        # The register of a unit, newest first.
        Index("ix_letters_unit", "unit_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(nullable=False)
    dossier_id: Mapped[int | None] = mapped_column(ForeignKey("dossiers.id"))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    status: Mapped[LetterStatus] = mapped_column(one_of(LetterStatus), default=LetterStatus.DRAFT)
    form: Mapped[LetterForm] = mapped_column(one_of(LetterForm))
    paper: Mapped[Paper] = mapped_column(one_of(Paper), default=Paper.A5)
    reason: Mapped[DelayReason | None] = mapped_column(one_of(DelayReason))
    reason_words: Mapped[str] = mapped_column(Text, default="")
    # The appointment it replaces, and the new one; none when the result was returned already.
    old_due_on: Mapped[date]
    old_due_at: Mapped[datetime] = mapped_column(Moment)
    new_due_at: Mapped[datetime | None] = mapped_column(Moment)
    apology_only: Mapped[bool] = mapped_column(default=False)
    # The which-th new appointment of the dossier this one makes.
    reappointment: Mapped[int] = mapped_column(default=1)
    # The yearly series of the unit.
    year: Mapped[int | None]
    number: Mapped[int | None]
    # The paragraphs as they were on the day of approval, so that it can be set again alike.
    wording: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    wording_id: Mapped[int | None] = mapped_column(ForeignKey("letter_wordings.id"))

    drafted_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    drafted_at: Mapped[datetime] = mapped_column(Moment)
    submitted_at: Mapped[datetime | None] = mapped_column(Moment)
    sent_back_reason: Mapped[str] = mapped_column(Text, default="")
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    approved_at: Mapped[datetime | None] = mapped_column(Moment)
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    issued_at: Mapped[datetime | None] = mapped_column(Moment)
    timing: Mapped[Timing | None] = mapped_column(one_of(Timing))
    discarded_reason: Mapped[str] = mapped_column(Text, default="")

    signature: Mapped[Signature] = mapped_column(one_of(Signature), default=Signature.NONE)
    signed_by: Mapped[str] = mapped_column(String(200), default="")
    # The numbered letter as it was approved, and the one that was signed.
    file_key: Mapped[str] = mapped_column(String(64), default="")
    signed_key: Mapped[str] = mapped_column(String(64), default="")
    is_sample: Mapped[bool] = mapped_column(default=False)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class DeliveryStatus(StrEnum):
    """How a try to deliver a letter went."""

    UNDER_WAY = "under_way"
    DONE = "done"
    FAILED = "failed"


class LetterDelivery(Base):
    """One try to bring a letter to the applicant, kept whatever comes of it."""

    __tablename__ = "letter_deliveries"

    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letters.id"), index=True)
    way: Mapped[Way] = mapped_column(one_of(Way))
    status: Mapped[DeliveryStatus] = mapped_column(one_of(DeliveryStatus), default=DeliveryStatus.UNDER_WAY)
    at: Mapped[datetime] = mapped_column(Moment)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    done_at: Mapped[datetime | None] = mapped_column(Moment)
    # The number of the postal item, or who took it at the counter.
    remark: Mapped[str] = mapped_column(String(300), default="")
    # The receipt or the signed slip, as a file.
    proof_key: Mapped[str] = mapped_column(String(64), default="")
    proof_name: Mapped[str] = mapped_column(String(200), default="")
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"), index=True)


class LetterWording(Base):
    """A unit's own words for a form, from a day on; without a unit, those of the whole office."""

    __tablename__ = "letter_wordings"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    form: Mapped[LetterForm] = mapped_column(one_of(LetterForm))
    valid_from: Mapped[date]
    # The document on which the form stands, printed small at its head or foot.
    legal_basis: Mapped[str] = mapped_column(String(300), default="")
    pieces: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)


class UnitCertificate(Base):
    """The certificate a unit signs with; the file and its password are sealed with a key outside the database."""

    __tablename__ = "unit_certificates"

    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    sealed_file: Mapped[bytes] = mapped_column(LargeBinary)
    sealed_password: Mapped[bytes] = mapped_column(LargeBinary)
    subject: Mapped[str] = mapped_column(String(300))
    valid_until: Mapped[date]
    # The pictures of the signature (blue) and of the seal (red), transparent PNG; "" for none.
    signature_key: Mapped[str] = mapped_column(String(64), default="")
    seal_key: Mapped[str] = mapped_column(String(64), default="")
    # A made-up certificate: everything signed with it carries MẪU.
    is_sample: Mapped[bool] = mapped_column(default=False)
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    added_at: Mapped[datetime] = mapped_column(Moment)
