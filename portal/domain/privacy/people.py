"""Other people by name: two words and more in capitals behind "ông", "bà", "anh" …, titles of offices aside."""

import re
from collections.abc import Iterator

from portal.domain.privacy.finding import Guess, PersonalData
from portal.domain.privacy.names import FAMILIES
from portal.domain.privacy.reading import Reading
from portal.domain.privacy.salutation import is_place
from portal.domain.privacy.vocabulary import phrases, words

_TITLE = re.compile(r"(?<![a-z])(ong|ba|anh|chi|co|chu|bac|mrs?|ms)(?:(?<=[rs])\.|:)? {1,3}(?=[a-z])")
_ADDRESSED = words("ông bà anh chị cô chú bác mr mrs ms")
_UNACCENTED = words("ong ba chi co chu bac")
# "Nguyễn Văn A"; words all in capitals are abbreviations, but for a text that is written so.
_NAME = re.compile(r"[A-Z][a-z]{0,6}(?: [A-Z][a-z]{0,6}){1,4}(?![A-Za-z])")
_SHOUTED = re.compile(r"[A-Z]{1,7}(?: [A-Z]{1,7}){1,3}(?![A-Za-z])")
_OFFICES = phrases(
    "giam doc|pho giam|chu tich|pho chu|truong phong|pho phong|pho truong|truong ban|pho ban|truong ap|truong thon"
    "|truong khu|to truong|doi truong|hieu truong|hieu pho|vien truong|cuc truong|chi cuc"
    "|so truong|bo truong|thu truong"
    "|bi thu|pho bi|can bo|cong chuc|vien chuc|chuyen vien|nhan vien|chanh van|chanh thanh|thanh tra|ke toan|thu quy"
    "|bac si|luat su|ky su|giao vien|cong an|canh sat|dai bieu|thu tuong|tong bi|ban giam|van phong|phong quan|uy ban"
    # Whom everybody knows.
    "|ho chi"
)
# What a form of address makes with the word behind it: places, heroes, other words.
_COMPOUNDS = phrases(
    "anh ngu|anh van|anh quoc|anh hung|anh em|bac si|bac ai|ba ria|ba den|ba trung|ba trieu|ba chua|ba me|ba con"
    "|ba huyen|chu y|chu thich|co giao|ong ich|ong lanh|ong troi|ong ba|ong cha|anh chi|co chu|co bac"
)


def people(reading: Reading) -> Iterator[Guess]:
    """The names of people that stand behind a form of address."""
    for title in _TITLE.finditer(reading.plain):
        name = _name(reading, title)
        if name and not is_place(reading, title.start()):
            yield Guess(*name, PersonalData.PERSON_NAME, 60)


def _name(reading: Reading, title: re.Match[str]) -> tuple[int, int] | None:
    start, written = title.end(), reading.written(*title.span(1))
    shouted = reading.cased[title.start() : title.end(1)].isupper() and len(title[1]) > 1
    found = (_SHOUTED if shouted else _NAME).match(reading.cased, start)
    if found is None:
        return None
    first, second = found[0].lower().split()[:2]
    if f"{first} {second}" in _OFFICES or f"{title[1]} {first}" in _COMPOUNDS:
        return None
    known = first in FAMILIES
    if written not in _ADDRESSED and not (written in _UNACCENTED and known):
        return None
    return found.span() if known or not shouted else None
