"""Using an invitation up, together with the others about the same matter: nobody answers twice."""

from sqlalchemy import update

from portal.models.ballot import Invitation
from portal.services.act import Act
from portal.services.surveys.give_ballot import Place, use_invitation


def use_up(act: Act, invitation: Invitation) -> Place:
    """Use an invitation and whatever else invited to the same: the slip of the counter, and the mail after it.

    Raises RuleBroken("token", "used" or "ended").
    """
    place = use_invitation(act, invitation)
    matter = (Invitation.case_id, invitation.case_id), (Invitation.dossier_id, invitation.dossier_id)
    for column, number in matter:
        if number is not None and invitation.campaign_id is None:
            others = update(Invitation).where(column == number, Invitation.campaign_id.is_(None))
            act.session.execute(
                others.values(used=True, remind_at=None), execution_options={"synchronize_session": False}
            )
    return place
