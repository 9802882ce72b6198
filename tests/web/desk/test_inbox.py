"""The lists of open cases: what stands in them, in which order, for whom, and how they are narrowed."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from portal.domain.kinds import Channel
from portal.services.ask_sender import ask_sender
from tests.factories import accepted_case, acting, answered_case, category_id, opened_case
from tests.support.statements import counted_statements
from tests.web.desk.conftest import Staff


def test_it_shows_an_officer_their_cases_what_falls_due_first(
    staff: Staff, session: Session, now: datetime
) -> None:
    later = accepted_case(session, now, subject="Đến hạn sau")
    sooner = accepted_case(session, now - timedelta(days=2), subject="Đến hạn trước")
    page = staff("officer").page("/desk/inbox")
    assert page.heading == "Việc của tôi"
    assert page.html.index(sooner.reference) < page.html.index(later.reference)
