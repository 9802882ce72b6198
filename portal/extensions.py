"""The Flask extensions, unbound; `portal.app` binds them, and only models and the edges import them."""

import sqlite3
from typing import Any

from flask_babel import Babel
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_mail import Mail
from flask_sqlalchemy import SQLAlchemy
from flask_talisman import Talisman
from flask_wtf import CSRFProtect
from sqlalchemy import Connection, Engine, MetaData, event
from sqlalchemy.orm import DeclarativeBase

# Every constraint has a name, so that a migration can drop it on both databases.
NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """What every table derives from."""

    metadata = MetaData(naming_convention=NAMES)

    def __init__(self, **given: Any) -> None:
        """A new row with these columns and relationships. Raises TypeError for a name it does not have.

        Columns go straight into the row: nobody has to be told of the first value of a new row, and telling
        took a tenth of the time in which a case is opened.
        """
        columns, row = self.__mapper__.column_attrs, vars(self)
        for name, value in given.items():
            if name in columns:
                row[name] = value
            elif hasattr(type(self), name):
                setattr(self, name, value)
            else:
                raise TypeError(f"{type(self).__name__} has no {name}")


db = SQLAlchemy(model_class=Base)
csrf = CSRFProtect()
mail = Mail()
babel = Babel()
limiter = Limiter(get_remote_address)
talisman = Talisman()


@event.listens_for(Engine, "connect")
def prepare_sqlite(connection: Any, record: object) -> None:
    """Readers beside one writer, references enforced, a busy database waited for instead of failed on."""
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA busy_timeout = 15000")
    # What is sealed or deleted is overwritten in the file, not only let go.
    connection.execute("PRAGMA secure_delete = ON")


@event.listens_for(Engine, "savepoint")
def begin_before_savepoint(connection: Connection, name: str) -> None:
    """A savepoint outside a transaction would commit when released; Python's driver opens none for it.

    Immediate: a transaction that reads first and takes the lock at its first write fails without waiting when
    somebody else wrote in between.
    """
    driver = connection.connection.driver_connection
    if isinstance(driver, sqlite3.Connection) and not driver.in_transaction:
        driver.execute("BEGIN IMMEDIATE")
