"""An applicant at the look-up page, with the secret of their dossier."""

from sqlalchemy.orm import Session

from portal.domain.reference import dossier_secret
from portal.models.dossier import Dossier
from tests.support.client import CheckingClient
from tests.support.page import Page


def secret_of(client: CheckingClient, dossier: Dossier) -> str:
    """The secret of a dossier."""
    key = client.application.config["TRACKING_KEY"].encode()
    return dossier_secret(key, dossier.code, dossier.code_nonce)


def look_up(client: CheckingClient, code: str, secret: str = "", *, status: int = 200) -> Page:
    """What follows when code and secret are typed in."""
    form = client.page("/dossiers").form("/dossiers")
    return client.send(form, status=status, reference=code, code=secret)


def open_dossier(client: CheckingClient, session: Session, dossier: Dossier) -> Page:
    """The page of a dossier, for the applicant who has just shown the secret."""
    session.commit()
    return look_up(client, dossier.code, secret_of(client, dossier))
