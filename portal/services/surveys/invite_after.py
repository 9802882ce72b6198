"""Invitations that follow by themselves, some days after a dossier was returned or a case answered (rules §9).

One for each matter. After a case only where its unit wants it: the answer has brought a rating of its own already.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from portal.domain.surveys.questionnaire import Purpose
from portal.domain.surveys.ways import BallotWay
from portal.domain.time import ONE_DAY, local_day, start_of
from portal.models.case import Case
from portal.models.dossier import Dossier
from portal.models.message import MessageChannel
from portal.queries.surveys.invitations import SETTLED, Span, answered_cases, returned_dossiers
from portal.queries.surveys.questionnaires import current_for
from portal.services.act import Act
from portal.services.messages import way_to
from portal.services.surveys.invite import Invited, invitation_for, invite
from portal.services.surveys.word_invitation import ANSWERED, RETURNED, queue_invitation

# What was returned longer ago than this is asked about no more: a worker may be away for a weekend, not for a month.
LATEST = 7  # days
# Whoever waits longest has most to say: the code of a slip outlives a late result.
RECEIPT_LASTS = timedelta(days=180)
WAYS: Mapping[MessageChannel, BallotWay] = {
    MessageChannel.EMAIL: BallotWay.EMAIL_LINK,
    MessageChannel.SMS: BallotWay.SMS_LINK,
}


def dossiers_to_invite(act: Act) -> list[int]:
    """The returned dossiers whose turn has come."""
    span = _span(act, "survey_after_dossier")
    return list(returned_dossiers(act.session, span)) if span.unit_ids else []


def cases_to_invite(act: Act) -> list[int]:
    """The answered cases whose turn has come."""
    span = _span(act, "survey_after_case")
    return list(answered_cases(act.session, span)) if span.unit_ids else []


def invite_applicant(act: Act, key: bytes, dossier_id: int) -> bool:
    """Ask an applicant how the dossier was dealt with; False when it is not yet time, or nothing can be asked."""
    dossier = act.session.get_one(Dossier, dossier_id)
    if not _is_time(act, dossier.unit_id, dossier.returned_at):
        return False
    invited = Invited(_standing(act, dossier.unit_id), dossier_id=dossier.id)
    way = BallotWay.EMAIL_LINK if dossier.applicant.email else BallotWay.SMS_LINK
    return _tell(act, key, invited, way=way)


def invite_sender(act: Act, key: bytes, case_id: int) -> bool:
    """Ask a sender how the case was answered; False when it is not yet time, or nothing can be asked."""
    case = act.session.get_one(Case, case_id)
    reached = way_to(case.sender, case.reply_by)
    if reached is None or case.sealed or case.state not in SETTLED:
        return False
    if not _is_time(act, case.unit_id, case.answered_at):
        return False
    invited = Invited(_standing(act, case.unit_id), case_id=case.id)
    return _tell(act, key, invited, way=WAYS[reached[0]], language=case.sender.language)


def receipt_token(act: Act, key: bytes, dossier: Dossier) -> str:
    """The token of the code on the slip of the counter, which is handed out with the dossier (TT 01/2018 Đ12.2).

    Empty where the unit wants no survey or nothing is asked. The same each time the slip is printed.
    """
    asked = current_for(act.session, Purpose.ONE_STOP)
    if asked is None or not act.settings.unit_policy(dossier.unit_id, act.today).survey_after_dossier:
        return ""
    invited = Invited(_standing(act, dossier.unit_id), dossier_id=dossier.id)
    ends_on = max(act.today, dossier.due_on) + RECEIPT_LASTS
    given: dict[str, Any] = {"version_id": asked.version_id, "way": BallotWay.RECEIPT_CODE}
    return invite(act, key, invited, ends_on=ends_on, **given)


def _tell(act: Act, key: bytes, invited: Invited, *, way: BallotWay, language: str = "vi") -> bool:
    """Make the invitation and queue its message; the worker comes in office hours only."""
    asked = current_for(act.session, Purpose.ONE_STOP if invited.dossier_id else Purpose.ANSWER)
    if asked is None:
        return False
    policy = act.settings.unit_policy(invited.unit_id, act.today)
    ends_on = act.today + timedelta(days=policy.survey_days)
    token = invite(act, key, invited, version_id=asked.version_id, way=way, ends_on=ends_on)
    invitation = invitation_for(act.session, token)
    if invitation is None:
        return False
    queue_invitation(act, invitation, RETURNED if invited.dossier_id else ANSWERED, language=language)
    return True


def _span(act: Act, switch: str) -> Span:
    """From the longest delay of any unit, and some days more, until today; for the units that want it."""
    policies = {unit: act.settings.unit_policy(unit, act.today) for unit in act.settings.units}
    wanting = {unit: policy for unit, policy in policies.items() if getattr(policy, switch)}
    longest = max((policy.survey_delay for policy in wanting.values()), default=0)
    return Span(start_of(act.today - timedelta(days=longest + LATEST)), act.now, frozenset(wanting))


def _is_time(act: Act, unit_id: int, happened_at: datetime | None) -> bool:
    if happened_at is None:
        return False
    since = _first_day(act, unit_id, local_day(happened_at))
    return since <= act.today <= since + LATEST * ONE_DAY


def _first_day(act: Act, unit_id: int, happened_on: date) -> date:
    return happened_on + act.settings.unit_policy(unit_id, act.today).survey_delay * ONE_DAY


def _standing(act: Act, unit_id: int) -> int:
    """The unit that is rated, though a row keeps the name of one that has ended."""
    return act.settings.standing_unit(unit_id, act.today)
