"""What keeps a ballot that is sent twice from being counted twice; it tells of no ballot and is soon forgotten."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from portal.extensions import Base
from portal.models.columns import Moment


class BallotKey(Base):
    """The key of a form whose ballot was kept, or of a number that is being called.

    Nothing says of which ballot, and its moment is a whole hour.
    """

    __tablename__ = "ballot_keys"

    # SHA-256 of the key, which was made by chance.
    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    # Until when the form could be sent again, rounded up.
    ends_at: Mapped[datetime] = mapped_column(Moment, index=True)
