"""The reason of a letter as everybody may read it: without a word that could name or point to a person (rules §8)."""

import re

from portal.domain.privacy.detect import find_personal_data
from portal.domain.privacy.own_contact import NO_CONTACT, OwnContact

# A form of address before a name. The detectors know the applicant's own name; of others only such signs tell.
_TITLE = (
    "ông|bà|anh|chị|cô|chú|bác|em|cậu|đồng chí|đ/c|chuyên viên|cán bộ|công chức|giám đốc|chủ tịch|trưởng phòng|"
    "phó phòng|kế toán|bác sĩ|luật sư|kỹ sư|mr|mrs|ms"
)
_TITLED = re.compile(rf"(?<!\w)(?:{_TITLE})[.:]?\s+(\w+)", re.IGNORECASE)
# Two forms of address side by side name nobody.
_NOBODY = frozenset({"Bà", "Cô", "Chị", "Em"})
# The family names that nine in ten people bear, each before a word that is capitalised too.
_FAMILY = (
    "Nguyễn|Trần|Lê|Phạm|Huỳnh|Hoàng|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đoàn|Vương|Trịnh|Trương|Đinh|Lâm|"
    "Mai|Tô|Hà|Cao|Châu|Thạch|Danh|Điểu"
)
_FULL_NAME = re.compile(rf"(?<!\w)(?:{_FAMILY})\s+(\w+)")


def shown_reason(words: str, *, applicant: str = "", own: OwnContact = NO_CONTACT) -> str:
    """The given words of a reason when nothing in them is personal; "" when anything may be."""
    if find_personal_data(words, sender_name=applicant, own=own):
        return ""
    return "" if _may_name_somebody(words) else words


def _may_name_somebody(words: str) -> bool:
    titled = (name for name in _TITLED.findall(words) if name not in _NOBODY)
    return any(name[0].isupper() for name in [*titled, *_FULL_NAME.findall(words)])
