"""The dossier a case is about, beside the case, for those who may see the dossiers of its unit."""

from dataclasses import dataclass

from flask import url_for

from portal.domain.reference import read_dossier_code
from portal.queries.case_file import Case
from portal.queries.looked_up_dossiers import BesideCase, dossier_beside
from portal.web.shared.acting import actor, session
from portal.web.shared.dossiers import STANDING_TONES, appointment_words, letter_number, standing_of
from portal.web.shared.sentences import _
from portal.web.shared.words import day, term_words, unit_name


@dataclass(frozen=True, slots=True)
class DossierCard:
    """What the case page shows of a dossier."""

    code: str
    href: str
    standing: str
    tone: str
    facts: list[dict[str, str]]


def dossier_card(case: Case) -> DossierCard | None:
    """The card; None for a case about no dossier, and for who may not see it. One statement where there is a code."""
    if not case.dossier_code:
        return None
    found = dossier_beside(session(), actor(), read_dossier_code(case.dossier_code))
    if found is None:
        return None
    where = standing_of(found.dossier)
    return DossierCard(
        code=found.dossier.code,
        href=url_for("desk.dossier", code=found.dossier.code),
        standing=term_words(where),
        tone=STANDING_TONES[where],
        facts=_facts(found),
    )


def _facts(found: BesideCase) -> list[dict[str, str]]:
    dossier = found.dossier
    letters = "\n".join(f"{letter_number(letter)} ({day(letter.approved_at)})" for letter in found.letters)
    facts = (
        (_("Thủ tục"), found.procedure.name),
        (_("Đơn vị giải quyết"), unit_name(dossier.unit_id)),
        (_("Nộp ngày"), day(dossier.received_at)),
        (_("Hẹn trả lần đầu"), appointment_words(dossier.first_due_on, dossier.first_due_at)),
        (
            _("Hẹn trả hiện nay"),
            appointment_words(dossier.due_on, dossier.due_at) if dossier.reappointments else "",
        ),
        (_("Thư xin lỗi"), letters),
    )
    return [{"label": label, "value": value} for label, value in facts if value]
