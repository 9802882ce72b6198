"""The receipt: both codes, the due date and why, and a square that holds no secret."""

from sqlalchemy.orm import Session

from portal.domain.reference import tracking_code
from tests.support.client import CheckingClient
from tests.web.public.writing import picture, sent, the_case


def test_it_shows_reference_code_and_due_date_unfolded(client: CheckingClient, session: Session) -> None:
    page = sent(client)
    case = the_case(session)
    key = client.application.config["TRACKING_KEY"].encode()
    assert page.words_of("reference") == case.reference
    assert page.words_of("code") == tracking_code(key, case.reference, case.code_nonce)
    assert "hết thứ Năm 26/11/2026 (còn 3 ngày làm việc)" in page.text
    assert "Ngày Văn hóa Việt Nam, không tính" in page.text
    assert "ngày làm việc thứ 3" in page.text


def test_it_clears_the_draft_and_holds_no_code_in_any_address(client: CheckingClient) -> None:
    page = sent(client)
    assert 'data-draft-done="send"' in page.html
    assert not [link for link in page.links.values() if page.words_of("code") in link]
    assert "app-receipt__square" in page.html


def test_it_says_how_many_files_arrived(client: CheckingClient) -> None:
    assert "Cơ quan đã nhận 1 tệp kèm theo." in sent(client, files=[picture()]).text


def test_it_is_kept_by_no_browser(client: CheckingClient) -> None:
    sent(client)
    assert client.get("/receipt").headers["Cache-Control"] == "no-store"


def test_it_leads_whoever_sent_nothing_to_the_follow_page(client: CheckingClient) -> None:
    assert client.page("/receipt").heading == "Theo dõi phản ánh"
