"""Invitations and reminders as messages.

They hang on no case and no dossier, so that no page of the staff shows whom they went to, and the outbox keeps no
address of theirs: it is looked up from the invitation when the message goes out.
"""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal.domain.surveys.questionnaire import Questionnaire
from portal.domain.surveys.ways import BallotWay
from portal.domain.wording import Language, day_words
from portal.models.ballot import Invitation
from portal.models.case import Case
from portal.models.dossier import Applicant
from portal.models.message import Message, MessageChannel
from portal.queries.surveys.questionnaires import published_version, retired_versions
from portal.services.act import Act
from portal.services.surveys.invite import token_of

INVITED, REMINDED = "survey_invited", "survey_reminded"
# What follows by itself, some days after a result or an answer.
RETURNED, ANSWERED = "survey_dossier", "survey_case"
# The name of the fact by which a message belongs to an invitation.
FACT = "invitation_id"
# The page of a ballot.
PATH = "/survey/t/"

CHANNELS = {BallotWay.EMAIL_LINK: MessageChannel.EMAIL, BallotWay.SMS_LINK: MessageChannel.SMS}


@dataclass(frozen=True, slots=True)
class Sender:
    """Where links lead and what their tokens come from."""

    base_url: str
    key: bytes


def queue_invitation(act: Act, invitation: Invitation, template: str, *, language: str = "vi") -> None:
    """Put an invitation or a reminder into the outbox, in a language of `languages_of`."""
    act.keep(
        Message(
            channel=CHANNELS[invitation.way],
            template=template,
            language=language,
            recipient="",
            facts={FACT: str(invitation.id)},
            created_at=act.now,
            check_after=act.now,
        )
    )


def invited_by(session: Session, message: Message) -> Invitation | None:
    """The invitation that a message brings; None for messages about anything else."""
    number = message.facts.get(FACT)
    return session.get(Invitation, int(number)) if number is not None else None


def recipient_of(act: Act, invitation: Invitation) -> str:
    """Where an invitation goes now; empty when it was used, has ended, or leads to a case sealed meanwhile.

    Nor does it go anywhere while its questionnaire is retired.
    """
    if invitation.used or invitation.ends_on < act.today:
        return ""
    if retired_versions(act.session, {invitation.version_id}):
        return ""
    by_mail = invitation.way is BallotWay.EMAIL_LINK
    if invitation.dossier_id is not None:
        applicant = act.session.get_one(Applicant, invitation.dossier_id)
        return applicant.email if by_mail else applicant.phone
    case = act.session.get(Case, invitation.case_id) if invitation.case_id is not None else None
    if case is None or case.sealed:
        return ""
    return case.sender.email if by_mail else case.sender.phone


def invitation_values(
    act: Act, invitation: Invitation, sender: Sender, *, language: Language
) -> dict[str, str]:
    """What the placeholders of an invitation stand for."""
    unit_id = act.settings.standing_unit(invitation.unit_id, act.today)
    return {
        "link": survey_link(sender, invitation.id, language),
        "unit": act.settings.units[unit_id].named(language),
        "closes": day_words(invitation.ends_on, language),
    }


def levels_offered(session: Session, invitation: Invitation, sender: Sender, *, language: Language) -> str:
    """Where one thing is asked each level as a link of its own, one below the other; else the link alone.

    The level stands behind the sign, so that no server on the way sees it; following the link records nothing.
    """
    asked, link = (
        published_version(session, invitation.version_id),
        survey_link(sender, invitation.id, language),
    )
    return levels(asked.questionnaire, link, language) if asked is not None else link


def levels(questionnaire: Questionnaire, link: str, language: Language) -> str:
    """One line for each level, the best first; the link alone where more than one thing is asked."""
    rated = list(questionnaire.rated_items())
    if len(questionnaire.items) != 1 or len(rated) != 1:
        return link
    points = reversed(questionnaire.scale_of(rated[0]).points)
    return "\n".join(f"- {point.label.said(language)}: {link}#{point.value}" for point in points)


def survey_link(sender: Sender, invitation_id: int, language: Language = "vi") -> str:
    """The address of the one ballot that an invitation is good for, in a language."""
    address = f"{sender.base_url}{PATH}{token_of(sender.key, invitation_id)}"
    return f"{address}?language=en" if language == "en" else address
