"""What a letter of apology is about, as its page shows it: a dossier, or a case whose answer is late."""

from dataclasses import dataclass

from flask import url_for

from portal.domain.letter_form import LetterKind
from portal.queries.dossiers import Procedure
from portal.queries.letter_matter import Case, Dossier, Letter, Matter
from portal.web.desk.case_facts import sender_facts
from portal.web.desk.case_lists import due_of
from portal.web.desk.dossier_facts import applicant_facts, standing_tag
from portal.web.desk.letter_words import letter_title
from portal.web.shared.acting import session
from portal.web.shared.due import DueView
from portal.web.shared.sentences import _


@dataclass(frozen=True, slots=True)
class MatterView:
    """The heading of the page, the way to what the letter is about, and whom the letter is for."""

    kind: LetterKind
    heading: str
    code: str
    href: str
    about: str
    due: DueView
    person_title: str
    person: list[dict[str, str]]


def matter_view(letter: Letter, matter: Matter) -> MatterView:
    """What a letter is about, in words."""
    return _of_case(letter, matter) if isinstance(matter, Case) else _of_dossier(letter, matter)


def _of_case(letter: Letter, case: Case) -> MatterView:
    return MatterView(
        kind=LetterKind.CASE,
        heading=_(
            "%(title)s về phản ánh %(reference)s", title=letter_title(letter), reference=case.reference
        ),
        code=case.reference,
        href=url_for("desk.case", reference=case.reference),
        about=case.subject,
        due=due_of(case),
        person_title=_("Người gửi"),
        person=sender_facts(case),
    )


def _of_dossier(letter: Letter, dossier: Dossier) -> MatterView:
    return MatterView(
        kind=LetterKind.DOSSIER,
        heading=_("%(title)s về hồ sơ %(code)s", title=letter_title(letter), code=dossier.code),
        code=dossier.code,
        href=url_for("desk.dossier", code=dossier.code),
        about=session().get_one(Procedure, dossier.procedure_id).name,
        due=standing_tag(dossier),
        person_title=_("Người nộp hồ sơ"),
        person=applicant_facts(dossier.applicant),
    )
