"""Accounts of staff, and what Flask-Security asks of them."""

from datetime import datetime

from flask_security import UserMixin
from sqlalchemy import String
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import Mapped, mapped_column

from portal.extensions import Base
from portal.models.columns import Json, Moment


class Account(Base, UserMixin):
    """A member of staff who can sign in; what they may do stands in their appointments, not in roles here."""

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    post: Mapped[str] = mapped_column(String(120), default="")
    phone: Mapped[str] = mapped_column(String(32), default="")
    language: Mapped[str] = mapped_column(String(2), default="vi")
    # Staff mails one by one as things happen, instead of the digest of a working morning.
    mails_at_once: Mapped[bool] = mapped_column(default=False)
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    tf_primary_method: Mapped[str | None] = mapped_column(String(64))
    tf_totp_secret: Mapped[str | None] = mapped_column(String(255))
    # The step of the authenticator code used last: no code serves twice.
    tf_last_counter: Mapped[int | None]
    # Mutable: the library strikes a used code from the list in place.
    mf_recovery_codes: Mapped[list[str] | None] = mapped_column(MutableList.as_mutable(Json.copy()))
    create_datetime: Mapped[datetime] = mapped_column(Moment)
    update_datetime: Mapped[datetime] = mapped_column(Moment)
