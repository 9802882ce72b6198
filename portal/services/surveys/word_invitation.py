"""What the messages that invite to a survey say: where to answer, for which unit, and until when."""

from sqlalchemy.orm import Session

from portal.domain.surveys.questionnaire import Questionnaire
from portal.domain.wording import Language, day_words
from portal.models.ballot import Invitation
from portal.queries.settings import Settings
from portal.queries.surveys.questionnaires import published_version
from portal.services.surveys.invite import token_of


def invitation_values(
    session: Session, settings: Settings, invitation_id: int, *, site: tuple[str, bytes], language: Language
) -> dict[str, str]:
    """The placeholders of an invitation; `site` is the portal's address and the key of its tokens.

    Where one thing is asked, `levels` offers each level as a link of its own: the level stands behind the sign, so
    that no server on the way sees it, and following the link records nothing.
    """
    address, key = site
    invitation = session.get_one(Invitation, invitation_id)
    asked = published_version(session, invitation.version_id)
    link = f"{address}/survey/t/{token_of(key, invitation.id)}"
    return {
        "link": link,
        "levels": levels(asked.questionnaire, link, language) if asked else link,
        "unit": settings.units[invitation.unit_id].named(language),
        "ends": day_words(invitation.ends_on, language),
    }


def levels(questionnaire: Questionnaire, link: str, language: Language) -> str:
    """One line for each level, the best first; the link alone where more than one thing is asked."""
    items = list(questionnaire.items)
    rated = list(questionnaire.rated_items())
    if len(items) != 1 or len(rated) != 1:
        return link
    points = reversed(questionnaire.scale_of(rated[0]).points)
    return "\n".join(f"- {point.label.said(language)}: {link}#{point.value}" for point in points)
