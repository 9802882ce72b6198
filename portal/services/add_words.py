"""What a sender adds to their case without having been asked; neither state nor clock moves."""

from collections.abc import Sequence

from portal.domain.events import EventKind
from portal.domain.states import State
from portal.domain.text import nfc
from portal.models.case import Case
from portal.queries.settings import Person
from portal.services.act import Act
from portal.services.errors import RuleBroken
from portal.services.keep_uploads import give_uploads, kept_uploads
from portal.services.messages import tell_staff
from portal.services.transition import record


def add_words(act: Act, case: Case, *, text: str, upload_key: str) -> None:
    """Append the words, and the files waiting under the form's key; the holder is told.

    The key is kept with the event, so that the same form sent twice is known again.
    Raises RuleBroken when there is neither a word nor a file, IllegalStep once there is an answer.
    """
    files = len(kept_uploads(act, upload_key))
    said = nfc(text).strip()
    if not said and not files:
        raise RuleBroken("text", "missing")
    record(act, case, EventKind.ADDED, text=said, files=files, form=upload_key)
    give_uploads(act, upload_key, case)
    tell_staff(act, case, "staff_added", to=_holder(act, case))


def _holder(act: Act, case: Case) -> Sequence[Person]:
    """Who works on it; for a merged case, on the one it waits for."""
    if case.state is State.MERGED and case.main_case_id is not None:
        case = act.session.get_one(Case, case.main_case_id)
    officer = act.settings.people.get(case.officer_id) if case.officer_id else None
    return [officer] if officer else []
