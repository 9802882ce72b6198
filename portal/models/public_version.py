"""What belongs to public versions besides their words: what was found to be no personal data, and pictures."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.domain.privacy.finding import PersonalData
from portal.extensions import Base
from portal.models.columns import Json, Moment, one_of


class PublicationDismissal(Base):
    """Somebody's word, with the reason, that something found in a case's public texts is no personal data."""

    __tablename__ = "publication_dismissals"
    __table_args__ = (UniqueConstraint("case_id", "kind", "text"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    kind: Mapped[PersonalData] = mapped_column(one_of(PersonalData))
    # As compared: digits alone, or words (portal.domain.publication_gate.key_of).
    text: Mapped[str] = mapped_column(String(300))
    reason: Mapped[str] = mapped_column(Text)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[datetime] = mapped_column(Moment)


class PublicPicture(Base):
    """A picture drawn anew for one public version, with its black boxes burnt in; the original stays as it is."""

    __tablename__ = "public_pictures"
    __table_args__ = (UniqueConstraint("publication_id", "attachment_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    # None when it was taken off its version again: swept with its file later, so that a failed act loses none.
    publication_id: Mapped[int | None] = mapped_column(ForeignKey("publications.id"))
    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachments.id"), index=True)
    # Shared with the copies that later versions begin with.
    file_key: Mapped[str] = mapped_column(String(64), index=True)
    media_type: Mapped[str] = mapped_column(String(100))
    # Left, top, width and height in percent, one list for each box.
    boxes: Mapped[list[list[float]]] = mapped_column(Json, default=list)
    width: Mapped[int]
    height: Mapped[int]
    # What the picture shows, for those who do not see it.
    alternative: Mapped[str] = mapped_column(String(300))
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime] = mapped_column(Moment)
