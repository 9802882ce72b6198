"""Publishing: a public version of question and answer, released by a second person (rules §5)."""

from dataclasses import dataclass

from sqlalchemy import func, select

from portal.domain.answers import AnswerStatus, PublicationStatus, check_two_persons
from portal.domain.events import EventKind
from portal.domain.office_contacts import NO_CONTACTS, OfficeContacts
from portal.domain.permissions import Permission
from portal.domain.policies import Leg, SatisfiedBy
from portal.domain.text import nfc
from portal.domain.time import local_day
from portal.models.answer import Answer, IndexChange, Publication
from portal.models.case import Case
from portal.services.act import Act
from portal.services.clocks import satisfy
from portal.services.errors import RuleBroken
from portal.services.figure_marks import mark_figures
from portal.services.gate_publication import check_gate
from portal.services.publish_pictures import copy_pictures, picture_texts
from portal.services.transition import record, require

DRAFTED = (PublicationStatus.DRAFT, PublicationStatus.SUBMITTED)


@dataclass(frozen=True, slots=True)
class PublicText:
    """The public version, written beside the original."""

    title: str
    question: str
    answer: str


def current_draft(act: Act, case: Case) -> Publication | None:
    """The public version being worked on, if there is one."""
    return act.session.scalars(
        select(Publication).where(Publication.case_id == case.id, Publication.status.in_(DRAFTED))
    ).one_or_none()


def published(act: Act, case: Case) -> Publication | None:
    """The public version that stands on the page now."""
    return act.session.scalars(
        select(Publication).where(
            Publication.case_id == case.id, Publication.status == PublicationStatus.PUBLISHED
        )
    ).one_or_none()


def draft_publication(
    act: Act, case: Case, text: PublicText, *, submit: bool = False, office: OfficeContacts = NO_CONTACTS
) -> Publication:
    """Keep the public version, and with `submit` put it before the second person. Raises RuleBroken.

    A draft may hold what is still to be hidden, a submitted version not; `office` are contacts of the
    office besides those of its units.
    """
    require(act.actor, Permission.WRITE_ANSWER, case)
    if case.parent_id is not None:
        raise RuleBroken("answer", "part_of_another")
    answer = issued_answer(act, case)
    draft = current_draft(act, case)
    if submit:
        check_gate(act, case, text, also=picture_texts(act, draft), office=office)
    begun = draft is None
    if draft is None:
        draft = _new_draft(act, case, answer)
        act.session.add(draft)
    draft.title = " ".join(nfc(text.title).split())
    draft.question, draft.answer = nfc(text.question).strip(), nfc(text.answer).strip()
    draft.author_id, draft.drafted_at = act.actor.account_id, act.now
    if submit:
        _check_complete(draft)
        draft.status = PublicationStatus.SUBMITTED
    act.session.flush()
    if begun:
        copy_pictures(act, draft)
    return draft


def _check_complete(draft: Publication) -> None:
    for field in ("title", "question", "answer"):
        if not getattr(draft, field):
            raise RuleBroken(field, "missing")


def issued_answer(act: Act, case: Case) -> Answer:
    """The latest answer that was issued. Raises RuleBroken when there is none to publish yet."""
    wanted = select(Answer).where(Answer.case_id == case.id, Answer.status == AnswerStatus.ISSUED)
    answer = act.session.scalars(wanted.order_by(Answer.round.desc()).limit(1)).first()
    if answer is None:
        raise RuleBroken("answer", "not_issued")
    return answer


def _new_draft(act: Act, case: Case, answer: Answer) -> Publication:
    latest = act.session.scalar(select(func.max(Publication.version)).where(Publication.case_id == case.id))
    answered_at = answer.issued_at or act.now
    reckoning = act.settings.reckoning(case.receiving_unit_id, local_day(case.received_at))
    return Publication(
        case_id=case.id,
        answer_id=answer.id,
        version=(latest or 0) + 1,
        status=PublicationStatus.DRAFT,
        reference=case.reference,
        category_id=case.category_id,
        area_id=_commune(act, case.area_id),
        unit_id=case.unit_id,
        received_at=case.received_at,
        answered_at=answered_at,
        days_taken=reckoning.calendar.working_days_between(
            local_day(case.received_at), local_day(answered_at)
        ),
        verdict=case.verdict,
        late_by=case.late_by,
    )


def _commune(act: Act, area_id: int | None) -> int | None:
    """The commune of an area; nothing finer is published."""
    chain = act.settings.area_chain(area_id)
    return chain[-1] if chain else None


def publish(act: Act, case: Case, draft: Publication, *, office: OfficeContacts = NO_CONTACTS) -> None:
    """Release the public version. Raises SamePerson for its author where two people are required.

    The gate is asked again: since it was submitted the sender may have given another name or number, or
    a dismissal been taken back. Raises RuleBroken.
    """
    require(act.actor, Permission.PUBLISH, case)
    if draft.status is not PublicationStatus.SUBMITTED:
        raise RuleBroken("status", "not_submitted")
    policy = act.settings.unit_policy(case.unit_id, act.today)
    check_two_persons(
        author_id=draft.author_id, approver_id=act.actor.account_id, required=policy.two_persons
    )
    check_gate(act, case, draft, also=picture_texts(act, draft), office=office)
    _end_old(act, case, status=PublicationStatus.CORRECTED)
    draft.status, draft.published_at = PublicationStatus.PUBLISHED, act.now
    draft.approver_id = act.actor.account_id
    first = case.published_at is None
    case.published_at, case.publication_declined = case.published_at or act.now, False
    if first and _public_answer_satisfies(act, case):
        satisfy(act, case, Leg.ANSWER)
        draft.verdict, draft.late_by = case.verdict, case.late_by
    record(act, case, EventKind.PUBLISHED, publication_id=draft.id, version=draft.version)
    act.session.add(IndexChange(publication_id=draft.id))
    mark_figures(act, case)


def _public_answer_satisfies(act: Act, case: Case) -> bool:
    policy = act.settings.unit_policy(case.receiving_unit_id, act.today)
    answered = case.answered_at is not None
    return policy.satisfied_by is SatisfiedBy.PUBLIC or (policy.satisfied_by is SatisfiedBy.BOTH and answered)


def _end_old(act: Act, case: Case, *, status: PublicationStatus, reason: str = "") -> None:
    old = published(act, case)
    if old is None:
        return
    old.status, old.ended_at, old.reason = status, act.now, reason
    act.session.add(IndexChange(publication_id=old.id))
    act.session.flush()


def send_publication_back(act: Act, case: Case, draft: Publication, *, remark: str) -> None:
    """Return a submitted public version to its author with a remark. Raises RuleBroken without one."""
    require(act.actor, Permission.PUBLISH, case)
    if not remark.strip():
        raise RuleBroken("remark", "missing")
    if draft.status is not PublicationStatus.SUBMITTED:
        raise RuleBroken("status", "not_submitted")
    draft.status, draft.reason = PublicationStatus.DRAFT, remark.strip()
    record(act, case, EventKind.NOTED, text=remark.strip(), about="publication")


def withdraw_publication(act: Act, case: Case, *, reason: str) -> None:
    """Take the published version off the page, with the reason. Raises RuleBroken."""
    require(act.actor, Permission.PUBLISH, case)
    if not reason.strip():
        raise RuleBroken("reason", "missing")
    if published(act, case) is None:
        raise RuleBroken("status", "not_published")
    take_off_page(act, case, reason=reason.strip())


def take_off_page(act: Act, case: Case, *, reason: str) -> None:
    """Withdraw whatever of a case stands on the page; also when the case itself is diverted."""
    current = published(act, case)
    if current is None:
        return
    _end_old(act, case, status=PublicationStatus.WITHDRAWN, reason=reason)
    record(act, case, EventKind.PUBLICATION_WITHDRAWN, publication_id=current.id, reason=reason)


def decline_publication(act: Act, case: Case, *, reason: str) -> None:
    """The leader decides not to publish, so the written answer alone counts. Raises RuleBroken."""
    require(act.actor, Permission.APPROVE_ANSWER, case)
    if not reason.strip():
        raise RuleBroken("reason", "missing")
    if case.published_at is not None:
        raise RuleBroken("status", "published_before")
    record(act, case, EventKind.PUBLICATION_DECLINED, reason=reason.strip())
    case.publication_declined = True
    if case.answered_at is not None:
        satisfy(act, case, Leg.ANSWER)
    mark_figures(act, case)
