"""Invites to surveys what was returned or answered some days ago: once on each working morning."""

from portal.jobs.running import each_alone, session, system_act
from portal.services.act import Act
from portal.services.heartbeat import morning_has_come, take_turn
from portal.services.surveys.invite_after import (
    cases_to_invite,
    dossiers_to_invite,
    invite_applicant,
    invite_sender,
)
from portal.services.word_message import Office

TURN = "survey_morning"


def send_survey_invitations(office: Office) -> int:
    """Queue the invitations of this morning if nobody has; returns how many."""
    act = system_act()
    roots = [unit.id for unit in act.settings.units.values() if unit.parent_id is None]
    opened_at = morning_has_come(act, roots[0]) if roots else None
    if opened_at is None or not take_turn(act.session, TURN, since=opened_at, now=act.now):
        session().commit()
        return 0
    session().commit()

    def ask_applicant(act: Act, dossier_id: int) -> bool:
        return invite_applicant(act, office.tracking_key, dossier_id)

    def ask_sender(act: Act, case_id: int) -> bool:
        return invite_sender(act, office.tracking_key, case_id)

    sent = each_alone(dossiers_to_invite(act), ask_applicant, on_error=_leave)
    return sent + each_alone(cases_to_invite(act), ask_sender, on_error=_leave)


def _leave(act: Act, key: object, error: Exception) -> None:
    """Nobody was invited, so the next morning tries again."""
