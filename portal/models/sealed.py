"""Sealed contents: what diverted cases said, readable only with keys that are not in the database."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.extensions import Base
from portal.models.columns import Moment


class SealedContent(Base):
    """Every word of one sealed case, as one encrypted document."""

    __tablename__ = "sealed_contents"
    __table_args__ = (
        Index(
            "ix_sealed_contents_unscrubbed",
            "case_id",
            sqlite_where=text("scrubbed_at IS NULL"),
            postgresql_where=text("scrubbed_at IS NULL"),
        ),
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    ciphertext: Mapped[bytes] = mapped_column(LargeBinary)
    # Which key sealed it last, so that a rotation knows what it has done.
    key_id: Mapped[str] = mapped_column(String(12), index=True)
    sealed_at: Mapped[datetime] = mapped_column(Moment, index=True)
    # When the worker had cleaned the indexes of what had stood in them.
    scrubbed_at: Mapped[datetime | None] = mapped_column(Moment)


class SealedFile(Base):
    """One file of a sealed case, encrypted in the file store; its name and type are in the document."""

    __tablename__ = "sealed_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    file_key: Mapped[str] = mapped_column(String(64))
    key_id: Mapped[str] = mapped_column(String(12), index=True)


class ForgottenFile(Base):
    """A file nothing refers to any more: written with the change that let it go, removed by the worker after it."""

    __tablename__ = "forgotten_files"

    file_key: Mapped[str] = mapped_column(String(64), primary_key=True)
