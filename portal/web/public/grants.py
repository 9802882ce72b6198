"""Who may see a case or dossier without an account: whoever has just shown its code, for a while, in this browser."""

from dataclasses import dataclass
from datetime import timedelta

from flask import current_app, session

from portal.domain.people import SENDER
from portal.domain.reference import (
    dossier_secret,
    is_code,
    read_dossier_code,
    read_reference,
    tracking_code,
)
from portal.queries.cases import case_by_reference
from portal.queries.followed import Case
from portal.queries.looked_up_dossiers import Dossier, LookedUp, looked_up
from portal.services.act import Act
from portal.web.shared import acting

# Long enough to write a reply, short enough for the computer of an internet café.
LASTS = timedelta(hours=2)
MOST = 5
# Where the session keeps the reference of what was sent last.
RECEIPT = "receipt"
# Checked instead of a case that is not there, so that a wrong reference takes as long as a wrong code.
NOBODY = ("PA-0000-0000", "0" * 16)


def sending() -> Act:
    """The act of a sender; whoever is signed in beside it acts for themselves here, not for the office."""
    return Act(acting.session(), SENDER, acting.now(), acting.settings())


def code_of(case: Case) -> str:
    """The secret code of a case."""
    return _code(case.reference, case.code_nonce)


def _code(reference: str, nonce: str) -> str:
    return tracking_code(_key(), reference, nonce)


def _key() -> bytes:
    key: str = current_app.config["TRACKING_KEY"]
    return key.encode()


def secret_of(dossier: Dossier) -> str:
    """The secret by which its applicant sees the dates and letters of a dossier."""
    return dossier_secret(_key(), dossier.code, dossier.code_nonce)


def unlock(reference: str, code: str) -> Case | None:
    """The case, if reference and code belong together; None says nothing about which of them is wrong."""
    case = case_by_reference(acting.session(), read_reference(reference) or NOBODY[0])
    expected = code_of(case) if case else _code(*NOBODY)
    return case if is_code(code, expected) and case is not None else None


def unlock_dossier(typed: str, secret: str) -> LookedUp | None:
    """The dossier, if code and secret belong together; None says nothing about which of them is wrong."""
    found = looked_up(acting.session(), read_dossier_code(typed))
    expected = secret_of(found.dossier) if found else dossier_secret(_key(), *NOBODY)
    return found if is_code(secret, expected) and found is not None else None


@dataclass(frozen=True, slots=True)
class Grants:
    """What this browser may see for a while, kept in the session under a name of its own; the latest few."""

    place: str

    def give(self, name: str) -> None:
        """Let this browser see something from now on."""
        until = (acting.now() + LASTS).timestamp()
        kept = {each: moment for each, moment in self._given().items() if each != name}
        session[self.place] = dict([*kept.items(), (name, until)][-MOST:])

    def holds(self, name: str) -> bool:
        """Whether this browser may see it."""
        return name in self._given()

    def names(self) -> list[str]:
        """Everything this browser may see."""
        return list(self._given())

    def take(self, name: str) -> None:
        """Forget it in this browser."""
        session[self.place] = {each: until for each, until in self._given().items() if each != name}

    def _given(self) -> dict[str, float]:
        here = acting.now().timestamp()
        return {name: until for name, until in session.get(self.place, {}).items() if until > here}


CASES = Grants("grants")
DOSSIERS = Grants("dossier_grants")


def grant(reference: str) -> None:
    """Let this browser see a case for a while."""
    CASES.give(reference)


def is_granted(reference: str) -> bool:
    """Whether this browser may see a case."""
    return CASES.holds(reference)


def revoke(reference: str) -> None:
    """Forget a case in this browser."""
    CASES.take(reference)
