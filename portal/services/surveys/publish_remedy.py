""" "You said, we did": a leader tells the public of a remedy that is done, through the gate for personal data."""

from dataclasses import dataclass

from portal.domain.office_contacts import NO_CONTACTS, OfficeContacts
from portal.domain.permissions import Permission
from portal.domain.publication_gate import About, Proposal, proposals
from portal.domain.surveys.remedies import RemedyStatus
from portal.domain.text import nfc
from portal.models.remedy import Remedy
from portal.queries.gate_facts import contacts_of_units
from portal.services.act import Act
from portal.services.configure import Change, note_change
from portal.services.errors import RuleBroken
from portal.services.surveys.remedy_rights import require_for
from portal.services.surveys.write_remedy import check_seen, subject_of

LONGEST_WORDS = 2_000
LONGEST_REASON = 500
NEEDED = ("said_vi", "did_vi")


@dataclass(frozen=True, slots=True)
class PublicWords:
    """What people said and what was done about it, in both languages; Vietnamese is needed."""

    said_vi: str
    did_vi: str
    said_en: str = ""
    did_en: str = ""


def publish_remedy(
    act: Act,
    remedy: Remedy,
    words: PublicWords,
    *,
    seen: int,
    dismissal: str = "",
    office: OfficeContacts = NO_CONTACTS,
) -> None:
    """Put a done remedy on the page, or its words anew.

    What looks like personal data keeps it back until it is taken out, or `dismissal` says why it is none.
    Raises NotPermitted, ChangedMeanwhile, RuleBroken.
    """
    require_for(act, Permission.PUBLISH_REMEDY, remedy)
    check_seen(remedy, seen)
    if remedy.status is not RemedyStatus.DONE:
        raise RuleBroken("status", "remedy_not_done")
    texts = _checked(words)
    reason = nfc(dismissal).strip()[:LONGEST_REASON]
    found = personal_data(act, texts, office=office)
    if found and not reason:
        raise RuleBroken(found[0].field, "personal_data")
    remedy.said_vi, remedy.did_vi = texts["said_vi"], texts["did_vi"]
    remedy.said_en, remedy.did_en = texts["said_en"], texts["did_en"]
    remedy.dismissal = reason if found else ""
    remedy.published_at = remedy.published_at or act.now
    remedy.published_by_id = act.actor.account_id
    act.session.flush()
    after = {"published": True, **({"dismissal": remedy.dismissal} if found else {})}
    note_change(act, Change.REMEDY_PUBLISHED, subject_of(remedy), after=after, unit_id=remedy.unit_id)


def take_remedy_back(act: Act, remedy: Remedy, *, seen: int) -> None:
    """Take a remedy off the page; its words are kept. Raises NotPermitted, ChangedMeanwhile, RuleBroken."""
    require_for(act, Permission.PUBLISH_REMEDY, remedy)
    check_seen(remedy, seen)
    if remedy.published_at is None:
        raise RuleBroken("status", "remedy_not_published")
    remedy.published_at = remedy.published_by_id = None
    act.session.flush()
    note_change(
        act, Change.REMEDY_TAKEN_BACK, subject_of(remedy), after={"published": False}, unit_id=remedy.unit_id
    )


def personal_data(act: Act, texts: dict[str, str], *, office: OfficeContacts) -> list[Proposal]:
    """What looks like personal data in some texts; the contacts of the office and its units are none."""
    known = office | contacts_of_units(act.settings)
    return proposals(texts, About(), office=known)


def _checked(words: PublicWords) -> dict[str, str]:
    texts = {name: nfc(getattr(words, name)).strip() for name in ("said_vi", "did_vi", "said_en", "did_en")}
    for name, text in texts.items():
        if name in NEEDED and not text:
            raise RuleBroken(name, "missing")
        if len(text) > LONGEST_WORDS:
            raise RuleBroken(name, "too_long")
    if bool(texts["said_en"]) is not bool(texts["did_en"]):
        raise RuleBroken("did_en" if texts["said_en"] else "said_en", "both_or_none")
    return texts
