"""A sender at the follow page, with the code of their case."""

from sqlalchemy.orm import Session

from portal.domain.reference import tracking_code
from portal.models.case import Case
from tests.support.client import CheckingClient
from tests.support.page import Page


def code_of(client: CheckingClient, case: Case) -> str:
    """The secret code of a case."""
    key = client.application.config["TRACKING_KEY"].encode()
    return tracking_code(key, case.reference, case.code_nonce)


def enter(client: CheckingClient, reference: str, code: str, *, status: int = 200) -> Page:
    """What follows when the two codes are typed in."""
    return client.send(client.page("/follow").form("/follow"), status=status, reference=reference, code=code)


def follow(client: CheckingClient, session: Session, case: Case) -> Page:
    """The page of a case, for the sender who has just shown the code."""
    session.commit()
    return enter(client, case.reference, code_of(client, case))
