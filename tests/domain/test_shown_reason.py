"""Which reasons everybody may read, and which show the words of their code alone."""

import pytest

from portal.domain.privacy.own_contact import OwnContact
from portal.domain.shown_reason import shown_reason

OWN = OwnContact(
    phone="+84912000345", email="hanh@example.com", address="Số 12 đường Trần Phú, phường Tân Phú"
)


@pytest.mark.parametrize(
    "words",
    [
        "Cần kiểm tra thực tế tại cửa hàng",
        "Chờ Sở Tài nguyên và Môi trường trả lời",
        # The two forms of address name nobody.
        "Mong Ông/Bà thông cảm",
        "Xin Ông Bà thông cảm",
        # A post without a name.
        "Chuyên viên phụ trách nghỉ ốm",
        "Hệ thống của tỉnh Bình An bị gián đoạn",
    ],
)
def test_it_shows_what_names_nobody(words: str) -> None:
    assert shown_reason(words, applicant="Lê Thị Hạnh", own=OWN) == words


@pytest.mark.parametrize(
    "words",
    [
        # The applicant, by name, number or mail.
        "Chờ bà Lê Thị Hạnh bổ sung giấy tờ",
        "Đã gọi số 0912 000 345 nhưng không liên lạc được",
        "Đã gửi thư đến hanh@example.com",
        # Anybody's national number.
        "Sai số căn cước 079183001234",
        # A member of staff behind a title, of any capital letter.
        "Ông Nguyễn Văn B nghỉ ốm",
        "Chuyên viên Mai nghỉ thai sản",
        "theo lời ông Đặng",
        "CÁN BỘ ÁNH NGHỈ",
        # A name without a title.
        "Hồ sơ do Nguyễn Văn Bình giữ bị thất lạc",
    ],
)
def test_it_shows_nothing_of_what_may_name_somebody(words: str) -> None:
    assert shown_reason(words, applicant="Lê Thị Hạnh", own=OWN) == ""
