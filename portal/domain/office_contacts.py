"""The office's own telephones, mail and addresses: everybody may read them, so they are never hidden."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from portal.domain.privacy.finding import PersonalData
from portal.domain.text import fold, folded_words

# What may be left out of an address, or written in front of it, without its being another.
_FILLING = frozenset({"so", "nha", "duong", "pho", "dia", "chi", "tai", "o"})
_SHORTEST_ADDRESS = 2


@dataclass(frozen=True, slots=True)
class OfficeContacts:
    """Contacts as compared: telephones by their digits, mail in small letters, addresses by their words."""

    phones: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    addresses: frozenset[tuple[str, ...]] = frozenset()

    def __or__(self, other: "OfficeContacts") -> "OfficeContacts":
        """Both together."""
        return OfficeContacts(
            self.phones | other.phones, self.emails | other.emails, self.addresses | other.addresses
        )

    def holds(self, kind: PersonalData, key: str) -> bool:
        """Whether something found, as compared, is a contact of the office."""
        if kind is PersonalData.PHONE:
            return key in self.phones
        if kind is PersonalData.EMAIL:
            return fold(key) in self.emails
        return kind is PersonalData.ADDRESS and self._has_address(_address(key))

    def _has_address(self, words: tuple[str, ...]) -> bool:
        """A house is the office's also when its commune and province are left out."""
        if len(words) < _SHORTEST_ADDRESS:
            return False
        return any(known[: len(words)] == words for known in self.addresses)


NO_CONTACTS = OfficeContacts()


def office_contacts(
    *, phones: Iterable[str] = (), emails: Iterable[str] = (), addresses: Iterable[str] = ()
) -> OfficeContacts:
    """Contacts as they are kept, several numbers in one entry taken apart."""
    return OfficeContacts(
        frozenset(key for entry in phones for key in _phones(entry)),
        frozenset(fold(entry).strip() for entry in emails if entry.strip()),
        frozenset(words for entry in addresses if (words := _address(entry))),
    )


def phone_key(written: str) -> str:
    """The digits of a number with the leading zero, whether written with the country's code or without."""
    digits = re.sub("[^0-9]", "", written)
    national = re.sub(r"^(?:00)?840?(?=[0-9]{8,10}$)", "0", digits)
    return f"0{national}" if re.fullmatch("[35789][0-9]{8}", national) else national


def _phones(entry: str) -> Iterator[str]:
    return (key for part in re.split(r"[,;/]|\s-\s", entry) if (key := phone_key(part)))


def _address(text: str) -> tuple[str, ...]:
    return tuple(word for word in folded_words(text) if word not in _FILLING)
