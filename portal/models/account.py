"""Accounts of staff, and what Flask-Security asks of them."""

from datetime import datetime
from typing import Any

from flask_security import RoleMixin, UserMixin
from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.extensions import Base
from portal.models.columns import Json, Moment


class SecurityRole(Base, RoleMixin):
    """Demanded by Flask-Security and left empty: what a person may do stands in their appointments."""

    __tablename__ = "security_roles"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    description: Mapped[str | None] = mapped_column(String(255))


class AccountSecurityRole(Base):
    """The join table that Flask-Security asks for; no rows."""

    __tablename__ = "account_security_roles"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    role_id: Mapped[int] = mapped_column(ForeignKey("security_roles.id"), primary_key=True)


class Account(Base, UserMixin):
    """A member of staff who can sign in."""

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
    mf_recovery_codes: Mapped[list[str] | None] = mapped_column(Json)
    create_datetime: Mapped[datetime] = mapped_column(Moment)
    update_datetime: Mapped[datetime] = mapped_column(Moment)

    # Empty for everybody and never loaded: rights come from appointments.
    roles: Mapped[list[Any]] = relationship(SecurityRole, secondary="account_security_roles", lazy="noload")
