"""Working on the public version of an answer, so that of two people at once neither loses anything (rules §5)."""

from collections.abc import Sequence
from hashlib import blake2s

from sqlalchemy.orm.attributes import flag_modified

from portal.domain.answers import PublicationStatus
from portal.domain.office_contacts import NO_CONTACTS, OfficeContacts
from portal.domain.time import local_day
from portal.models.answer import Answer, Publication
from portal.models.case import Case
from portal.queries.cases import publications
from portal.services.act import Act
from portal.services.errors import ChangedMeanwhile, RuleBroken
from portal.services.publish_answer import (
    PublicText,
    current_draft,
    decline_publication,
    draft_publication,
    issued_answer,
)

LONGEST_TITLE = 200
LONGEST_TEXT = 20_000


def stand_of(versions: Sequence[Publication]) -> str:
    """What somebody has before them who sees these public versions: a mark that any later change alters."""
    if not versions:
        return ""
    latest = max(versions, key=lambda each: each.version)
    words = repr((latest.title, latest.question, latest.answer))
    mark = f"{latest.version}.{latest.status}.{blake2s(words.encode(), digest_size=8).hexdigest()}"
    return f"{mark}.{latest.picture_changes}" if latest.picture_changes else mark


def check_stand(act: Act, case: Case, seen: str) -> None:
    """Refuse to act on a page that is out of date. Raises ChangedMeanwhile."""
    if stand_of(publications(act.session, case.id)) != seen:
        raise ChangedMeanwhile(case.reference)


def save_public_version(
    act: Act,
    case: Case,
    text: PublicText,
    *,
    seen: str,
    submit: bool = False,
    office: OfficeContacts = NO_CONTACTS,
) -> Publication:
    """Keep the public version; `submit` puts it before the second person, saving takes it back from there.

    Raises RuleBroken for what is missing or too long, and for personal data left in what is submitted;
    ChangedMeanwhile when another has saved since.
    """
    check_stand(act, case, seen)
    _check_text(text, complete=submit)
    draft = draft_publication(act, case, text, submit=submit, office=office)
    _follow_answer(act, case, draft)
    if submit:
        draft.reason = ""
    else:
        draft.status = PublicationStatus.DRAFT
    # A version being written is no event, but the case must still refuse the second of two writers at once.
    flag_modified(case, "answer_status")
    act.session.flush()
    return draft


def _check_text(text: PublicText, *, complete: bool) -> None:
    """Before anything is written, so that what is refused leaves no trace."""
    for field, longest in (("title", LONGEST_TITLE), ("question", LONGEST_TEXT), ("answer", LONGEST_TEXT)):
        length = len(getattr(text, field).strip())
        if length > longest:
            raise RuleBroken(field, "too_long")
        if complete and not length:
            raise RuleBroken(field, "missing")


def _follow_answer(act: Act, case: Case, draft: Publication) -> None:
    """A version begun before the case was reopened publishes the answer that the sender has now."""
    answer = issued_answer(act, case)
    if answer.id == draft.answer_id:
        return
    draft.answer_id, draft.answered_at = answer.id, answer.issued_at or act.now
    received_on, answered_on = local_day(case.received_at), local_day(draft.answered_at)
    calendar = act.settings.reckoning(case.receiving_unit_id, received_on).calendar
    draft.days_taken = calendar.working_days_between(received_on, answered_on)


def leave_unpublished(act: Act, case: Case, *, reason: str) -> None:
    """The leader decides against publishing; a version somebody was working on ends with it. Raises RuleBroken."""
    draft = current_draft(act, case)
    decline_publication(act, case, reason=reason)
    if draft is not None:
        draft.status, draft.reason, draft.ended_at = PublicationStatus.DECLINED, reason.strip(), act.now
    act.session.flush()


def original_text(case: Case, answer: Answer) -> PublicText:
    """What was asked and answered, word for word: where a public version begins."""
    return PublicText(
        title=case.subject,
        question="\n\n".join(part for part in (case.body, case.proposal) if part),
        answer="\n\n".join(part for part in (answer.body, answer.apology) if part),
    )
