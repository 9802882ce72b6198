"""The publication gate: nothing is submitted or published while personal data stand in it (rules §5)."""

from typing import Protocol

from sqlalchemy import select

from portal.domain.office_contacts import NO_CONTACTS, OfficeContacts
from portal.domain.permissions import Permission
from portal.domain.privacy.finding import PersonalData
from portal.domain.publication_gate import Proposal, open_proposals, proposals
from portal.domain.text import nfc
from portal.models.case import Case
from portal.models.public_version import PublicationDismissal
from portal.queries.dismissals import dismissals, keys_of
from portal.queries.gate_facts import about_sender, contacts_of_units
from portal.services.act import Act
from portal.services.errors import RuleBroken
from portal.services.transition import require

FIELDS = ("title", "question", "answer")
LONGEST_KEY = 300


class Worded(Protocol):
    """A public version, typed or kept."""

    @property
    def title(self) -> str: ...
    @property
    def question(self) -> str: ...
    @property
    def answer(self) -> str: ...


def proposals_for(
    act: Act, case: Case, text: Worded, *, also: dict[str, str] | None = None, office: OfficeContacts
) -> list[Proposal]:
    """What is to be hidden in a public version, dismissed or not, in order; `also` are texts besides its own.

    `office` are contacts of the office besides those of its units.
    """
    texts = {field: getattr(text, field) for field in FIELDS} | (also or {})
    found = proposals(texts, about_sender(case.sender), office=office)
    # Most texts hold nothing, and there may be thousands of units.
    units = contacts_of_units(act.settings) if found else NO_CONTACTS
    return [each for each in found if not units.holds(each.kind, each.key)]


def check_gate(
    act: Act,
    case: Case,
    text: Worded,
    *,
    also: dict[str, str] | None = None,
    office: OfficeContacts = NO_CONTACTS,
) -> None:
    """Refuse a text in which something is neither hidden nor dismissed. Raises RuleBroken with its field."""
    found = proposals_for(act, case, text, also=also, office=office)
    if not found:
        return
    for proposal in open_proposals(found, keys_of(dismissals(act.session, case.id))):
        raise RuleBroken(proposal.field, "personal_data")


def dismiss_proposal(act: Act, case: Case, *, kind: PersonalData, text: str, reason: str) -> None:
    """Say, with the reason, that something found is no personal data: for all versions of the case.

    `text` is as compared. Raises NotPermitted, RuleBroken.
    """
    require(act.actor, Permission.WRITE_ANSWER, case)
    reason = nfc(reason).strip()
    if not reason:
        raise RuleBroken("dismissal", "missing")
    if len(text) > LONGEST_KEY:
        raise RuleBroken("dismissal", "too_long")
    row = _dismissal(act, case, kind=kind, text=text)
    if row is None:
        row = PublicationDismissal(case_id=case.id, kind=kind, text=text)
        act.session.add(row)
    row.reason, row.at = reason, act.now
    row.account_id = act.actor.account_id
    act.session.flush()


def _dismissal(act: Act, case: Case, *, kind: PersonalData, text: str) -> PublicationDismissal | None:
    wanted = select(PublicationDismissal).where(
        PublicationDismissal.case_id == case.id,
        PublicationDismissal.kind == kind,
        PublicationDismissal.text == text,
    )
    return act.session.scalars(wanted).one_or_none()


def take_back_dismissal(act: Act, case: Case, *, dismissal_id: int) -> None:
    """Propose again what was dismissed; one that is gone already is no error. Raises NotPermitted."""
    require(act.actor, Permission.WRITE_ANSWER, case)
    for row in dismissals(act.session, case.id):
        if row.id == dismissal_id:
            act.session.delete(row)
    act.session.flush()
