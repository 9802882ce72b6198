"""Who may see a case without an account: whoever has just shown its code, for a while, in this browser."""

from datetime import timedelta

from flask import current_app, session

from portal.domain.people import SENDER
from portal.domain.reference import is_code, read_reference, tracking_code
from portal.queries.cases import case_by_reference
from portal.queries.followed import Case
from portal.services.act import Act
from portal.web.shared import acting

# Long enough to write a reply, short enough for the computer of an internet café.
LASTS = timedelta(hours=2)
MOST = 5
PLACE = "grants"
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
    return tracking_code(current_app.config["TRACKING_KEY"].encode(), reference, nonce)


def unlock(reference: str, code: str) -> Case | None:
    """The case, if reference and code belong together; None says nothing about which of them is wrong."""
    case = case_by_reference(acting.session(), read_reference(reference) or NOBODY[0])
    expected = code_of(case) if case else _code(*NOBODY)
    return case if is_code(code, expected) and case is not None else None


def grant(reference: str) -> None:
    """Let this browser see a case for a while."""
    until = (acting.now() + LASTS).timestamp()
    kept = {name: moment for name, moment in _grants().items() if name != reference}
    session[PLACE] = dict([*kept.items(), (reference, until)][-MOST:])


def is_granted(reference: str) -> bool:
    """Whether this browser may see a case."""
    return reference in _grants()


def revoke(reference: str) -> None:
    """Forget a case in this browser."""
    session[PLACE] = {name: moment for name, moment in _grants().items() if name != reference}


def _grants() -> dict[str, float]:
    here = acting.now().timestamp()
    return {name: until for name, until in session.get(PLACE, {}).items() if until > here}
