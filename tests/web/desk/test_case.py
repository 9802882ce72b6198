"""The case page."""

from datetime import datetime

from sqlalchemy.orm import Session

from tests.factories import accepted_case, acting, answered_case, category_id, opened_case, published_case
from tests.support.statements import counted_statements
from tests.web.desk.conftest import Staff


def test_it_shows_the_case(staff: Staff, session: Session, now: datetime) -> None:
    case = accepted_case(session, now)
    client = staff("officer")
    page = client.page(f"/desk/cases/{case.reference}")
    assert page.heading == case.subject
    client.page("/desk/inbox")
    with counted_statements() as sent:
        client.page(f"/desk/cases/{case.reference}")
    print(len(sent), *sent, sep="\n")
    with counted_statements() as sent:
        client.page("/desk/inbox")
    print(len(sent), *sent, sep="\n")
    assert 0
