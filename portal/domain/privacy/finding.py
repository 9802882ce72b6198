"""What a detector hands out: where personal data stand in a text, and of what kind they are."""

from dataclasses import dataclass
from enum import StrEnum


class PersonalData(StrEnum):
    """The kinds of personal data that are looked for."""

    NATIONAL_ID = "national_id"
    PHONE = "phone"
    EMAIL = "email"
    BANK_ACCOUNT = "bank_account"
    PLATE = "plate"
    TAX_CODE = "tax_code"
    SENDER_NAME = "sender_name"
    PERSON_NAME = "person_name"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Finding:
    """Personal data from `start` up to `end` of the very text that was given: `text == given[start:end]`."""

    start: int
    end: int
    kind: PersonalData
    text: str


@dataclass(frozen=True, slots=True)
class Guess:
    """What a detector believes, in offsets of the reading; the surest of overlapping guesses wins."""

    start: int
    end: int
    kind: PersonalData
    certainty: int
