"""The pages about the portal itself."""

import pytest

from tests.support.client import CheckingClient


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/about", ["3 ngày làm việc", "10 ngày làm việc", "Khiếu nại, tố cáo"]),
        ("/privacy", ["phananh@binhan.example", "0271 1022", "2 ngày làm việc"]),
        ("/accessibility", ["WCAG 2.2", "0271 1022"]),
    ],
)
def test_it_says_what_people_need_to_know(client: CheckingClient, address: str, words: list[str]) -> None:
    text = client.page(address).text
    assert [each for each in words if each not in text] == []
