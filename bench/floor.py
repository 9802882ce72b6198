"""The floor: bare Flask with one table, as little as such an application can do."""

import os
from datetime import UTC, datetime
from typing import Any

from flask import Flask, redirect, render_template_string, request
from flask.typing import ResponseReturnValue
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import String, Text, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

import portal.extensions  # noqa: F401  # the same settings of SQLite connections


class Base(DeclarativeBase):
    """The floor's own tables."""


db = SQLAlchemy(model_class=Base)


class Note(Base):
    """One row."""

    __tablename__ = "notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    received_at: Mapped[datetime]


PAGE = "<!doctype html><title>Notes</title><ul>{% for note in notes %}<li>{{ note.subject }}</li>{% endfor %}</ul>"


def make_app() -> Flask:
    """The bare application on the database of the environment."""
    app = Flask("floor")
    app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
    db.init_app(app)
    app.post("/notes")(add)
    app.get("/notes")(newest)
    with app.app_context():
        Base.metadata.create_all(db.engine, checkfirst=True)
        db.engine.dispose()  # the processes that are forked from this one open connections of their own
    return app


def add() -> ResponseReturnValue:
    """Insert and commit."""
    given: Any = request.form
    db.session.add(Note(subject=given["subject"], body=given["body"], received_at=datetime.now(UTC)))
    db.session.commit()
    return redirect("/notes", 303)


def newest() -> ResponseReturnValue:
    """Twenty-five rows, rendered."""
    notes = db.session.scalars(select(Note).order_by(Note.id.desc()).limit(25)).all()
    return render_template_string(PAGE, notes=notes)
