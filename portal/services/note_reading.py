"""The trace of whoever read what is personal: kept with the changes, without a word of what was read."""

from portal.services.act import Act
from portal.services.configure import Change, note_change


def note_reading(act: Act, reading: Change, code: str, *, unit_id: int) -> None:
    """Note that somebody opened the personal data of a dossier or case, by its code."""
    note_change(act, reading, code, unit_id=unit_id)
