"""The canned texts that officers of the demo office start from."""

import tomllib
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.states import Outcome
from portal.models.category import Category
from portal.models.desk import CannedText

FILE = Path(__file__).resolve().parent / "canned_texts.toml"


def build_canned_texts(session: Session) -> None:
    """Write them, each with its category where it has one."""
    categories = {row.code: row.id for row in session.scalars(select(Category))}
    entries = tomllib.loads(FILE.read_text(encoding="utf-8"))["text"] if FILE.exists() else []
    session.add_all(
        CannedText(
            code=entry["code"],
            title=entry["title"],
            body=entry["body"].strip(),
            category_id=categories.get(entry.get("category", "")),
            outcome=Outcome(entry["outcome"]) if "outcome" in entry else None,
        )
        for entry in entries
    )
    session.flush()
