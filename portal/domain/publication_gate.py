"""What still keeps a public version from the page: personal data neither hidden nor dismissed (rules §5)."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2s

from portal.domain.office_contacts import OfficeContacts, phone_key
from portal.domain.privacy.detect import find_personal_data
from portal.domain.privacy.finding import Finding, PersonalData
from portal.domain.privacy.own_contact import NO_CONTACT, OwnContact
from portal.domain.privacy.reading import read

# What stands in the place of what is hidden, part of a Vietnamese text whatever the reader's language.
MARKS = {
    PersonalData.NATIONAL_ID: "[đã ẩn số định danh]",
    PersonalData.PHONE: "[đã ẩn số điện thoại]",
    PersonalData.EMAIL: "[đã ẩn thư điện tử]",
    PersonalData.BANK_ACCOUNT: "[đã ẩn số tài khoản]",
    PersonalData.PLATE: "[đã ẩn biển số xe]",
    PersonalData.TAX_CODE: "[đã ẩn mã số thuế]",
    PersonalData.SENDER_NAME: "[đã ẩn tên]",
    PersonalData.PERSON_NAME: "[đã ẩn tên]",
    PersonalData.ADDRESS: "[đã ẩn địa chỉ]",
}
_MARK = re.compile("|".join(re.escape(mark) for mark in MARKS.values()))
_NUMBERS = {
    PersonalData.NATIONAL_ID, PersonalData.PHONE, PersonalData.BANK_ACCOUNT, PersonalData.TAX_CODE,
}  # fmt: skip
_AROUND = 60

# A kind and the text as compared: what a person may say of is no personal data.
Key = tuple[PersonalData, str]


@dataclass(frozen=True, slots=True)
class About:
    """Whose data are looked for."""

    name: str = ""
    own: OwnContact = NO_CONTACT


@dataclass(frozen=True)
class Proposal:
    """One thing to hide in one field, at every place where it stands there."""

    field: str
    kind: PersonalData
    key: str
    whole: str
    findings: tuple[Finding, ...]

    @cached_property
    def mark(self) -> str:
        """What names the proposal in a form, the same while the text around it changes."""
        words = repr((self.field, self.kind.value, self.key)).encode()
        return blake2s(words, digest_size=8).hexdigest()

    @property
    def found(self) -> str:
        """The words as they stand there first."""
        return self.findings[0].text

    @property
    def before(self) -> str:
        """Some words that stand before the first place."""
        start = self.findings[0].start
        cut = max(0, start - _AROUND)
        return ("…" if cut else "") + self.whole[cut:start].lstrip()

    @property
    def after(self) -> str:
        """Some words that stand behind the first place."""
        end = self.findings[0].end
        return self.whole[end : end + _AROUND].rstrip() + ("…" if end + _AROUND < len(self.whole) else "")


def key_of(kind: PersonalData, text: str) -> str:
    """A found text as compared: a number by its digits, however grouped, anything else by its words."""
    plain = read(text).plain
    if kind in _NUMBERS and not re.search("[a-z]", plain):
        digits = re.sub("[^0-9]", "", plain)
        return phone_key(digits) if kind is PersonalData.PHONE else digits
    if kind is PersonalData.PLATE:
        return re.sub("[^0-9a-z]", "", plain).upper()
    words = " ".join(unicodedata.normalize("NFC", text).split())
    if kind is PersonalData.EMAIL:
        return words.replace(" ", "").lower()
    # A name in small letters may be a word like any other: dismissing that is not dismissing the name.
    return words if kind in {PersonalData.SENDER_NAME, PersonalData.PERSON_NAME} else words.lower()


def proposals(texts: Mapping[str, str], about: About, *, office: OfficeContacts) -> list[Proposal]:
    """What is to be hidden in some texts by field, in order; the office's own contacts never are."""
    return [each for field, text in texts.items() for each in _in_field(field, text, about, office=office)]


def open_proposals(found: Iterable[Proposal], dismissed: Collection[Key]) -> list[Proposal]:
    """Those of the proposals that nobody has dismissed with a reason."""
    return [each for each in found if (each.kind, each.key) not in dismissed]


def hidden(text: str, chosen: Iterable[Proposal]) -> str:
    """A text of which the proposals' places are replaced by neutral marks; all else stays as typed."""
    places = sorted((place for each in chosen for place in each.findings), key=lambda place: -place.start)
    for place in places:
        text = text[: place.start] + MARKS[place.kind] + text[place.end :]
    return text


def _in_field(field: str, text: str, about: About, *, office: OfficeContacts) -> list[Proposal]:
    marks = [match.span() for match in _MARK.finditer(text)]
    by_key: dict[Key, list[Finding]] = {}
    for found in find_personal_data(text, sender_name=about.name, own=about.own):
        key = key_of(found.kind, found.text)
        within_mark = any(start <= found.start and found.end <= end for start, end in marks)
        if not within_mark and not office.holds(found.kind, key):
            by_key.setdefault((found.kind, key), []).append(found)
    return [Proposal(field, kind, key, text, tuple(each)) for (kind, key), each in by_key.items()]
