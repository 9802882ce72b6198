"""The office as every page names it, also before anybody has set it up."""

import pytest

from portal.web.shared.office import initials
from tests.support.client import CheckingClient


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Sở Công Thương tỉnh Bình An", "SCT"),
        ("UBND xã Thanh Bình", "UBND"),
        ("Trung tâm Phục vụ hành chính công", "T"),
        ("Ủy ban nhân dân tỉnh", "Ủ"),
        ("", ""),
    ],
)
def test_it_shortens_a_name(name: str, short: str) -> None:
    assert initials(name) == short


@pytest.mark.parametrize("address", ["/", "/send", "/follow", "/answers", "/about", "/answers/feed.atom"])
def test_it_answers_before_anything_is_set_up(client: CheckingClient, address: str) -> None:
    assert client.get(address).status_code == 200
