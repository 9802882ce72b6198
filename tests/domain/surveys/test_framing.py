"""Which sites may frame a survey: nothing that would widen the list, or break out of the header it goes into."""

import pytest

from portal.domain.surveys.framing import NotAnOrigin, read_origin


@pytest.mark.parametrize(
    ("typed", "origin"),
    [
        ("https://xa-thanh-binh.gov.vn", "https://xa-thanh-binh.gov.vn"),
        (" HTTPS://Xa-Thanh-Binh.GOV.vn/ ", "https://xa-thanh-binh.gov.vn"),
        ("https://a.gov.vn:443", "https://a.gov.vn"),
        ("https://a.gov.vn:8443", "https://a.gov.vn:8443"),
        ("https://thànhbình.vn", "https://xn--thnhbnh-9va5i.vn"),
    ],
)
def test_an_origin_is_read(typed: str, origin: str) -> None:
    assert read_origin(typed) == origin


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "http://a.gov.vn",
        "a.gov.vn",
        "https://",
        "https://*.gov.vn",
        "https://*",
        "https://a.gov.vn/trang",
        "https://a.gov.vn//",
        "https://a.gov.vn?x",
        "https://a.gov.vn#x",
        "https://nguoi@a.gov.vn",
        "https://a.gov.vn https://b.vn",
        "https://a.gov.vn; script-src *",
        "https://a.gov.vn,b.vn",
        "https://'self'",
        "https://localhost",
        "https://127.0.0.1",
        "https://[::1]",
        "https://a..vn",
        "https://-a.vn",
        "https://a.gov.vn:0x1",
        "https://a.gov.vn:99999",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://" + "a" * 300 + ".vn",
    ],
)
def test_nothing_else_is(typed: str) -> None:
    with pytest.raises(NotAnOrigin):
        read_origin(typed)
