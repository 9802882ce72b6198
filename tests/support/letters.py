"""Letters of apology of the demo office, for the tests of their words, papers and signatures."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from portal.domain.apology_letter import ApologyLetter, Standing
from portal.domain.letter_form import LetterForm
from portal.domain.letter_wording import worded
from portal.domain.time import VIETNAM

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=VIETNAM)
PROMISED = datetime(2026, 11, 24, 16, 30, tzinfo=VIETNAM)
NEW = datetime(2026, 12, 1, 16, 30, tzinfo=VIETNAM)
LOOK_UP = "https://gopy.binhan.example/dossiers/H08.12-261103-0042#code=7K3M-2XYC-9QRT"

LETTER = ApologyLetter(
    form=LetterForm.OF_2025,
    standing=Standing.AHEAD,
    parent_agency="UBND tỉnh Bình An",
    agency="Sở Công Thương",
    number="12/PXL-SCT",
    place="Bình An",
    dated=NOW,
    addressee="Ông Nguyễn Văn Tám",
    address="ấp Thanh Tân, xã Thanh Bình, tỉnh Bình An",
    phone="+84912345678",
    counter="Trung tâm Phục vụ hành chính công tỉnh Bình An",
    procedure="Cấp Giấy chứng nhận đủ điều kiện kinh doanh xăng dầu",
    dossier_code="H08.12-261103-0042",
    received_at=datetime(2026, 11, 3, 8, 15, tzinfo=VIETNAM),
    promised_at=PROMISED,
    new_at=NEW,
    reason="Việc kiểm tra thực tế tại cửa hàng phải lùi lại do mưa bão kéo dài",
    signer_capacity="KT. Giám đốc\nPhó Giám đốc",
    signer_name="Trần Thị Minh Nguyệt",
    recipients=("Như trên", "Trung tâm Phục vụ hành chính công", "Lưu: VT, QLTM"),
    look_up=LOOK_UP,
)

# How large the pieces of the letter of the demo office are on A4 (law §4.4), by how each begins; in points.
SIZES_ON_A4 = {
    "CỘNG HÒA": 12,
    "Độc lập": 13,
    "SỞ CÔNG": 12,
    "Số:": 13,
    "Bình An, ngày": 13,
    "V/v": 12,
    "Kính gửi": 14,
    "Ngày 03 tháng 11": 14,
    "Nơi nhận": 12,
    "- Như trên": 11,
    "Trần Thị": 14,
}


FOLLOW = "https://gopy.binhan.example/follow/PA-7K3M-2XYC"
# About the late answer to a case: no form, no counter, and no secret.
CASE_LETTER = ApologyLetter(
    form=LetterForm.LATE_ANSWER,
    standing=Standing.OVERDUE,
    parent_agency="UBND tỉnh Bình An",
    agency="Sở Công Thương",
    number="7/TXL-SCT",
    place="Bình An",
    dated=NOW,
    addressee="Ông/Bà Nguyễn Văn Tám",
    address="ấp Thanh Tân, xã Thanh Bình, tỉnh Bình An",
    reference="PA-7K3M-2XYC",
    contact="Sở Công Thương theo số điện thoại 0271 1022",
    received_at=datetime(2026, 11, 3, 8, 15, tzinfo=VIETNAM),
    promised_at=datetime(2026, 11, 6, 17, 0, tzinfo=VIETNAM),
    new_at=NEW,
    reason="Việc đo điện áp phải chờ đơn vị quản lý lưới điện",
    signer_capacity="KT. Giám đốc\nPhó Giám đốc",
    signer_name="Trần Thị Minh Nguyệt",
    recipients=("Như trên", "Lưu: VT, SCT"),
    look_up=FOLLOW,
)


def case_letter(**changes: Any) -> ApologyLetter:
    """The letter about an answer that is overdue, with these changes, in the shipped words."""
    return worded(replace(CASE_LETTER, **changes))


def late_case_letter(**changes: Any) -> ApologyLetter:
    """The letter beside an answer that came late: an apology and no more."""
    return case_letter(**{"standing": Standing.RETURNED, "new_at": None, "returned_at": NOW, **changes})


def letter(**changes: Any) -> ApologyLetter:
    """The letter with these changes, in the shipped words."""
    return worded(replace(LETTER, **changes))


def late_letter(**changes: Any) -> ApologyLetter:
    """The letter to somebody who has the result already: an apology and no more."""
    return letter(**{"standing": Standing.RETURNED, "new_at": None, "returned_at": NEW, **changes})
