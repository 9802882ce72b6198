"""The questionnaires the portal is shipped with (rules §9)."""

import json
from functools import cache
from pathlib import Path

from portal.domain.surveys.questionnaire import Questionnaire
from portal.domain.surveys.written import read

SHIPPED = Path(__file__).resolve().parent.parent / "data" / "questionnaires"


@cache
def shipped_questionnaires() -> tuple[Questionnaire, ...]:
    """All of them, by code; read once."""
    files = sorted(SHIPPED.glob("*.json"))
    return tuple(read(json.loads(file.read_text(encoding="utf-8"))) for file in files)
