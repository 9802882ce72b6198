"""A dossier's letter as a paper, in any form, whatever has become of it: for looking at, changing nothing."""

from sqlalchemy import inspect, select

from portal.domain.apologies import LetterStatus
from portal.domain.apology_letter import ApologyLetter
from portal.domain.letter_form import LetterForm
from portal.models.dossier import Dossier
from portal.models.letter import Letter
from portal.services.act import Act
from portal.services.draft_letter import new_letter
from portal.services.letter_paper import paper_of
from portal.services.word_message import Office


def dossier_by_code(act: Act, code: str) -> Dossier | None:
    """The dossier with a code, however its letters are written."""
    return act.session.scalar(select(Dossier).where(Dossier.code == code.strip().upper()))


def letter_in_form(act: Act, dossier: Dossier, form: LetterForm, *, office: Office) -> ApologyLetter:
    """The latest letter that was not discarded, else a draft with the reason open; in the wording of the form."""
    wanted = select(Letter).where(Letter.dossier_id == dossier.id, Letter.status != LetterStatus.DISCARDED)
    latest = act.session.scalars(wanted.order_by(Letter.id.desc()).limit(1)).first()
    letter = _copy(latest) if latest else new_letter(act, dossier)
    letter.form = form
    return paper_of(act, dossier, letter, office=office)


def _copy(letter: Letter) -> Letter:
    columns = inspect(letter).mapper.column_attrs
    return Letter(**{each.key: getattr(letter, each.key) for each in columns})
