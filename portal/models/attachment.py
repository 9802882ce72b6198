"""Files: of senders, of answers, evidence of resolutions and remedies, and those uploaded and not sent yet."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.extensions import Base
from portal.models.columns import Moment


class Attachment(Base):
    """A stored file; until its form is sent it belongs to an upload key and expires."""

    __tablename__ = "attachments"
    __table_args__ = (
        Index("ix_attachments_case", "case_id", "id"),
        Index(
            "ix_attachments_upload",
            "upload_key",
            sqlite_where=text("case_id IS NULL"),
            postgresql_where=text("case_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("cases.id"))
    answer_id: Mapped[int | None] = mapped_column(ForeignKey("answers.id"), index=True)
    # The evidence of staff that the matter is settled.
    resolution_id: Mapped[int | None] = mapped_column(ForeignKey("resolutions.id"), index=True)
    # The evidence that a remedy is done.
    remedy_id: Mapped[int | None] = mapped_column(ForeignKey("remedies.id"), index=True)
    # The form it was uploaded with, until that form is sent.
    upload_key: Mapped[str | None] = mapped_column(String(36))
    file_key: Mapped[str] = mapped_column(String(64))
    thumbnail_key: Mapped[str] = mapped_column(String(64), default="")
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    by_sender: Mapped[bool] = mapped_column(default=True)
    uploaded_at: Mapped[datetime] = mapped_column(Moment, index=True)
