"""The procedures of the demo office."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.dossier_channels import OnlineLevel
from portal.domain.imports.values import read_term
from portal.models.procedure import Procedure
from portal.models.unit import Unit
from portal.services.change_procedures import steps_of, words_of

SHIPPED = Path(__file__).with_name("procedures.toml")


def seed_procedures(session: Session) -> None:
    """Write the procedures of the demo office into its catalogue."""
    told = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))["procedure"]
    units = {row.code: row.id for row in session.scalars(select(Unit))}
    session.add_all(_procedure(each, units[each["unit"]]) for each in told)
    session.flush()


def _procedure(told: dict[str, Any], unit_id: int) -> Procedure:
    committed = read_term(told["committed"])
    legal = read_term(told["legal"]) if "legal" in told else None
    terms = [(name, read_term(words)) for name, words in told["steps"]]
    return Procedure(
        code=told["code"],
        name=told["name"],
        field=told["field"],
        unit_id=unit_id,
        amount=committed.amount,
        time_unit=committed.unit,
        legal_amount=legal.amount if legal else None,
        legal_time_unit=legal.unit if legal else None,
        online_level=OnlineLevel(told["online_level"]),
        postal=told["postal"],
        steps=[steps_of(name, term.amount, term.unit.value) for name, term in terms],
        posted_where=told["posted_where"],
        updated_on=told["updated_on"],
        words=words_of(told["code"], told),
        changed_at=datetime.now(UTC),
    )
