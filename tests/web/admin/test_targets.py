"""Setting targets: what is typed wrong comes back, and who governs a part governs no more."""

import pytest

from tests.support.client import CheckingClient

PAGE = "/admin/targets"


def test_the_shipped_targets_stand_there(administrator: CheckingClient) -> None:
    text = administrator.page(PAGE).text
    assert "Hồ sơ đúng và sớm hạn" in text
    assert "98,00%" in text


def test_a_target_is_added_changed_and_taken_away(administrator: CheckingClient) -> None:
    form = administrator.page(f"{PAGE}/new").form(f"{PAGE}/new")
    after = administrator.send(
        form, figure="dossiers_on_time", from_year="2027", percent="99,5", source="Kế hoạch 2027"
    )
    assert "99,50%" in after.text
    # The shipped one has the same name; ours was made last.
    ours = [node.get("href", "") for node in after.all("a") if f"{PAGE}/" in node.get("href", "")]
    address = max(ours, key=lambda each: int(each.rpartition("/")[2]) if each[-1].isdigit() else 0)
    form = administrator.page(address).form(address)
    assert "Kế hoạch" in str(form.fields["source"])
    assert "99,50%" not in administrator.send(form, percent="97", drop=None, source="Quyết định mới").text
    form = administrator.page(address).form(address)
    assert "Đã bỏ chỉ tiêu." in administrator.send(form, drop="y").text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"percent": "101"}, "Phần trăm từ 0 đến 100"),
        ({"percent": "abc"}, "Phần trăm từ 0 đến 100"),
        ({"percent": ""}, "Xin nhập phần trăm phải đạt."),
        ({"source": ""}, "Xin"),
        ({"from_year": "1066"}, "Số này nằm ngoài khoảng cho phép."),
    ],
)
def test_what_is_wrong_comes_back(
    administrator: CheckingClient, typed: dict[str, str], sentence: str
) -> None:
    form = administrator.page(f"{PAGE}/new").form(f"{PAGE}/new")
    usual = {"figure": "online_of_all", "from_year": "2027", "percent": "60", "source": "Kế hoạch"}
    after = administrator.send(form, status=422, **{**usual, **typed})
    assert sentence in after.text
