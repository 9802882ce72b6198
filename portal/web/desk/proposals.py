"""What the gate proposes to hide, in the editor of a public version: hiding it, dismissing it, taking that back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from flask import request

from portal.domain.publication_gate import Proposal, hidden, open_proposals
from portal.queries.case_file import Case
from portal.queries.dismissals import PublicationDismissal, dismissals, keys_of
from portal.services.errors import RuleBroken
from portal.services.gate_publication import (
    FIELDS,
    dismiss_proposal,
    proposals_for,
    take_back_dismissal,
)
from portal.services.publish_answer import PublicText
from portal.web.desk.public_versions import Publishing
from portal.web.shared.acting import act, session
from portal.web.shared.form import Line, Words
from portal.web.shared.numbers import whole
from portal.web.shared.office import contacts_of_office
from portal.web.shared.refusals import rule_words
from portal.web.shared.sentences import _

# Before the name of a proposal: the field in which somebody says why it is none.
WHY = "why-"


class Editor(Protocol):
    """The form of the editor, as far as it is needed here."""

    title: Line
    question: Words
    answer: Words
    form_errors: list[str]

    @property
    def text(self) -> PublicText: ...


@dataclass(frozen=True, slots=True)
class GateView:
    """What still keeps a text from the page, what was dismissed, and what was typed about either."""

    open: Sequence[Proposal]
    dismissed: Sequence[PublicationDismissal]
    reasons: Mapping[str, str]
    refused: str = ""

    def in_field(self, name: str) -> list[Proposal]:
        """What is open in one field."""
        return [each for each in self.open if each.field == name]


def gate_view(shown: Publishing, *, refused: str = "") -> GateView:
    """The gate for the text that a page shows; `refused` names a dismissal that lacks its reason."""
    if shown.answer is None:
        return GateView((), (), {})
    rows = dismissals(session(), shown.case.id)
    found = proposals_for(act(), shown.case, shown.public, office=contacts_of_office())
    typed = request.form.items() if request.method == "POST" else ()
    reasons = {name.removeprefix(WHY): words for name, words in typed if name.startswith(WHY)}
    return GateView(open_proposals(found, keys_of(rows)), rows, reasons, refused)


def treat_proposals(case: Case, form: Editor) -> str | None:
    """Do what was asked about proposals, saving nothing of the text; None when nothing was.

    Returns the name of the proposal whose dismissal was refused, "" for none.
    """
    asked = request.form
    if asked.get("step") == "hide_all":
        _hide(form, _open(case, form))
    elif mark := asked.get("hide"):
        _hide(form, (each for each in _open(case, form) if each.mark == mark))
    elif mark := asked.get("dismiss"):
        return _dismiss(case, form, mark)
    elif (number := whole(asked.get("restore"))) is not None:
        take_back_dismissal(act(), case, dismissal_id=number)
    else:
        return None
    return ""


def _open(case: Case, form: Editor) -> list[Proposal]:
    found = proposals_for(act(), case, form.text, office=contacts_of_office())
    return open_proposals(found, keys_of(dismissals(session(), case.id)))


def _hide(form: Editor, chosen: Iterable[Proposal]) -> None:
    by_field: dict[str, list[Proposal]] = {}
    for proposal in chosen:
        by_field.setdefault(proposal.field, []).append(proposal)
    for name in FIELDS:
        field = getattr(form, name)
        field.data = hidden(field.data, by_field.get(name, ()))


def _dismiss(case: Case, form: Editor, mark: str) -> str:
    """Refused only for want of a reason: what was changed away meanwhile needs no dismissal."""
    reason = request.form.get(WHY + mark, "")
    for each in (each for each in _open(case, form) if each.mark == mark):
        try:
            dismiss_proposal(act(), case, kind=each.kind, text=each.key, reason=reason)
        except RuleBroken as broken:
            form.form_errors.append(_("“%(found)s”: %(why)s", found=each.found, why=rule_words(broken)))
            return mark
    return ""
