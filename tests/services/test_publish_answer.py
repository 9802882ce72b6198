"""The public version: released by a second person, corrected by a new one, withdrawn, or declined."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.answers import PublicationStatus, SamePerson
from portal.domain.events import EventKind
from portal.domain.policies import Leg
from portal.domain.verdict import Verdict
from portal.domain.workflow import IllegalStep
from portal.models.answer import IndexChange, Publication
from portal.models.case import Case
from portal.services.errors import RuleBroken
from portal.services.publish_answer import (
    PublicText,
    current_draft,
    decline_publication,
    draft_publication,
    publish,
    published,
    send_publication_back,
    withdraw_publication,
)
from portal.services.reopen_case import reopen
from tests.factories import accepted_case, acting, answered_case, published_case, switch, unit_id
from tests.services.test_issue_answer import answer_at
from tests.services.who_may import PUBLIC, WHY, to_publish
from tests.support.records import account_of, area_id, last_event, leg, publications_of

pytestmark = pytest.mark.usefixtures("standing_office")

DAY = timedelta(days=1)
BETTER = PublicText("Điện yếu (đính chính)", PUBLIC.question, "Đã thay máy biến áp ngày 20/11.")


def release(session: Session, case: Case, at: datetime, text: PublicText = PUBLIC) -> Publication:
    """Written by the officer and released by the leader."""
    draft = draft_publication(acting(session, "officer", at), case, text, submit=True)
    publish(acting(session, "leader", at), case, draft)
    session.flush()
    return draft


def statuses(session: Session, case: Case) -> list[PublicationStatus]:
    return [row.status for row in publications_of(session, case)]


def test_it_publishes_what_was_submitted(session: Session, now: datetime) -> None:
    case = published_case(session, now)
    row = publications_of(session, case)[0]
    assert (row.status, row.published_at, case.published_at) == (PublicationStatus.PUBLISHED, now, now)
    assert (row.reference, row.unit_id, row.days_taken) == (case.reference, unit_id(session, "QLNL"), 0)
    assert (row.author_id, row.approver_id) == (
        account_of(session, "officer").id,
        account_of(session, "leader").id,
    )
    assert last_event(session, case).facts == {"publication_id": row.id, "version": 1}
    assert session.scalars(select(IndexChange.publication_id)).all() == [row.id]


def test_it_publishes_the_commune_and_nothing_finer(session: Session, now: datetime) -> None:
    case = answered_case(session, now, area_id=area_id(session, "ấp Thanh Tân"))
    assert release(session, case, now).area_id == area_id(session, "xã Thanh Bình")


def test_it_needs_an_answer_to_publish(session: Session, now: datetime) -> None:
    with pytest.raises(RuleBroken, match="not_issued"):
        draft_publication(acting(session, "officer", now), accepted_case(session, now), PUBLIC)


@pytest.mark.parametrize("field", ["title", "question", "answer"])
def test_it_submits_nothing_incomplete(session: Session, now: datetime, field: str) -> None:
    given = {"title": "Điện yếu", "question": "Điện yếu", "answer": "Đã thay", field: " "}
    case = answered_case(session, now)
    with pytest.raises(RuleBroken) as refusal:
        draft_publication(acting(session, "officer", now), case, PublicText(**given), submit=True)
    assert refusal.value.field == field


def test_it_lets_no_author_publish(session: Session, now: datetime) -> None:
    case = answered_case(session, now)
    leader = acting(session, "leader", now)
    draft = draft_publication(leader, case, PUBLIC, submit=True)
    with pytest.raises(SamePerson):
        publish(leader, case, draft)
    publish(acting(session, "coordinator", now), case, draft)
    assert draft.status is PublicationStatus.PUBLISHED


def test_it_lets_an_author_publish_where_the_unit_does(session: Session, now: datetime) -> None:
    switch(session, "two_persons", False)
    case = answered_case(session, now)
    leader = acting(session, "leader", now)
    publish(leader, case, draft_publication(leader, case, PUBLIC, submit=True))
    assert case.published_at == now


def test_it_publishes_no_draft(session: Session, now: datetime) -> None:
    case = answered_case(session, now)
    draft = draft_publication(acting(session, "officer", now), case, PUBLIC)
    with pytest.raises(RuleBroken, match="not_submitted"):
        publish(acting(session, "leader", now), case, draft)


def test_it_sends_a_public_version_back(session: Session, now: datetime) -> None:
    case = to_publish(session, now)
    draft = current_draft(acting(session, "leader", now), case)
    assert draft is not None
    send_publication_back(acting(session, "leader", now), case, draft, remark=" Bỏ tên ấp ")
    assert (draft.status, draft.reason) == (PublicationStatus.DRAFT, "Bỏ tên ấp")
    with pytest.raises(RuleBroken, match="not_submitted"):
        send_publication_back(acting(session, "leader", now), case, draft, remark="Bỏ")


# --- corrected, withdrawn, declined ---------------------------------------------------------------


def test_it_corrects_with_a_new_version_and_keeps_the_old(session: Session, now: datetime) -> None:
    case = published_case(session, now)
    release(session, case, now + DAY, BETTER)
    old, new = publications_of(session, case)
    assert statuses(session, case) == [PublicationStatus.CORRECTED, PublicationStatus.PUBLISHED]
    assert (old.ended_at, new.version, new.title) == (now + DAY, 2, BETTER.title)
    assert case.published_at == now
    changes = session.scalars(select(IndexChange.publication_id).order_by(IndexChange.id)).all()
    assert changes == [old.id, old.id, new.id]


def test_it_withdraws_with_the_reason(session: Session, now: datetime) -> None:
    case = published_case(session, now)
    withdraw_publication(acting(session, "leader", now + DAY), case, reason=" Lộ thông tin ")
    row = publications_of(session, case)[0]
    assert (row.status, row.reason, row.ended_at) == (PublicationStatus.WITHDRAWN, "Lộ thông tin", now + DAY)
    assert last_event(session, case).kind is EventKind.PUBLICATION_WITHDRAWN
    assert published(acting(session, "leader", now), case) is None


def test_it_withdraws_only_what_is_published_and_with_a_reason(session: Session, now: datetime) -> None:
    leader = acting(session, "leader", now)
    with pytest.raises(RuleBroken, match="missing"):
        withdraw_publication(leader, published_case(session, now), reason=" ")
    with pytest.raises(RuleBroken, match="not_published"):
        withdraw_publication(leader, answered_case(session, now), reason=WHY)


def test_it_publishes_again_what_was_withdrawn(session: Session, now: datetime) -> None:
    case = published_case(session, now)
    withdraw_publication(acting(session, "leader", now), case, reason=WHY)
    release(session, case, now + DAY)
    assert statuses(session, case) == [PublicationStatus.WITHDRAWN, PublicationStatus.PUBLISHED]


def test_it_declines_with_a_reason(session: Session, now: datetime) -> None:
    case = answered_case(session, now)
    decline_publication(acting(session, "leader", now), case, reason=" Có bí mật kinh doanh ")
    assert case.publication_declined
    assert last_event(session, case).facts == {"reason": "Có bí mật kinh doanh"}


def test_it_declines_nothing_without_a_reason_or_after_publishing(session: Session, now: datetime) -> None:
    leader = acting(session, "leader", now)
    with pytest.raises(RuleBroken, match="missing"):
        decline_publication(leader, answered_case(session, now), reason=" ")
    with pytest.raises(RuleBroken, match="published_before"):
        decline_publication(leader, published_case(session, now), reason=WHY)


def test_it_declines_nothing_before_the_answer(session: Session, now: datetime) -> None:
    with pytest.raises(IllegalStep):
        decline_publication(acting(session, "leader", now), accepted_case(session, now), reason=WHY)


def test_it_counts_as_declined_no_more_once_it_is_published(session: Session, now: datetime) -> None:
    case = answered_case(session, now)
    decline_publication(acting(session, "leader", now), case, reason=WHY)
    release(session, case, now + DAY)
    assert (case.publication_declined, case.published_at) == (False, now + DAY)


# --- what satisfies the clock ---------------------------------------------------------------------


@pytest.mark.parametrize("satisfied_by", ["public", "both"])
def test_it_satisfies_the_clock_by_publishing(session: Session, now: datetime, satisfied_by: str) -> None:
    switch(session, "satisfied_by", satisfied_by)
    case = answered_case(session, now)
    row = release(session, case, now + DAY * 7)
    clock = leg(session, case)
    assert (clock.satisfied_at, case.answered_at, case.published_at) == (now + DAY * 7, now, now + DAY * 7)
    assert (case.verdict, case.late_by, row.verdict, row.late_by) == (Verdict.LATE, 1, Verdict.LATE, 1)


def test_it_satisfies_the_clock_by_declining(session: Session, now: datetime) -> None:
    switch(session, "satisfied_by", "public")
    case = answered_case(session, now)
    decline_publication(acting(session, "leader", now + DAY), case, reason=WHY)
    assert (leg(session, case).satisfied_at, case.verdict) == (now + DAY, Verdict.IN_TIME)


def test_it_leaves_a_verdict_alone_that_the_written_answer_gave(session: Session, now: datetime) -> None:
    case = answered_case(session, now)
    release(session, case, now + DAY * 30)
    assert (case.verdict, leg(session, case).satisfied_at) == (Verdict.IN_TIME, now)


def test_it_ends_both_rounds_where_the_public_answer_counts(session: Session, now: datetime) -> None:
    """Reopened before it was published, a case runs two rounds of its answer leg."""
    switch(session, "satisfied_by", "public")
    case = answered_case(session, now)
    reopen(acting(session, "overseer", now + DAY * 3), case, reason=WHY)
    answer_at(session, case, now + DAY * 5)
    release(session, case, now + DAY * 6)
    rounds = [leg(session, case, Leg.ANSWER, round_=number) for number in (1, 2)]
    assert [clock.satisfied_at for clock in rounds] == [now + DAY * 6] * 2
    assert case.verdict is Verdict.IN_TIME
