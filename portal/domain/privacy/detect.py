"""Personal data in the free texts of senders and officers, to propose what the public version hides."""

from collections.abc import Iterator
from itertools import chain

from portal.domain.privacy.addresses import addresses
from portal.domain.privacy.bank_accounts import bank_account, lettered_accounts
from portal.domain.privacy.emails import emails
from portal.domain.privacy.finding import Finding, Guess, PersonalData
from portal.domain.privacy.labels import Labels
from portal.domain.privacy.lookalikes import lookalikes
from portal.domain.privacy.names import sender_names
from portal.domain.privacy.national_ids import national_id
from portal.domain.privacy.numbers import Number, numbers
from portal.domain.privacy.own_contact import NO_CONTACT, OwnContact, own_contact
from portal.domain.privacy.people import people
from portal.domain.privacy.phones import phone
from portal.domain.privacy.plates import plates
from portal.domain.privacy.reading import Reading, Spans, read
from portal.domain.privacy.tax_codes import tax_code

_OF_NUMBERS = (
    (PersonalData.NATIONAL_ID, national_id),
    (PersonalData.PHONE, phone),
    (PersonalData.TAX_CODE, tax_code),
    (PersonalData.BANK_ACCOUNT, bank_account),
)
# Less is a coincidence: "lô 05, 12, 34, 56, 78" has the digits of a telephone number.
_SURE_ENOUGH = 40


def find_personal_data(text: str, *, sender_name: str = "", own: OwnContact = NO_CONTACT) -> list[Finding]:
    """The personal data in a text, in order and not overlapping; never raises.

    `sender_name` is the name that the sender gave, with or without accents; of other people's names only
    those behind a form of address are found. `own` is how the sender can be reached: found also where no
    detector would take it for personal data. Offsets are those of the text as given, whatever its Unicode form.
    Where guesses overlap, the surest wins, then the longest.
    """
    reading = read(text)
    return [reading.finding(guess) for guess in _surest(_guesses(reading, sender_name, own))]


def _guesses(reading: Reading, sender_name: str, own: OwnContact) -> Iterator[Guess]:
    taken, labels = lookalikes(reading), Labels(reading)
    return chain(
        chain.from_iterable(map(_of_number, numbers(reading, taken, labels))),
        lettered_accounts(reading, taken, labels),
        plates(reading, taken),
        emails(reading),
        addresses(reading, taken),
        sender_names(reading, sender_name),
        people(reading),
        own_contact(reading, own),
    )


def _of_number(number: Number) -> Iterator[Guess]:
    for kind, certainty in _OF_NUMBERS:
        if sure := certainty(number):
            yield Guess(number.start, number.end, kind, sure - number.untidiness)


def _surest(guesses: Iterator[Guess]) -> list[Guess]:
    taken, kept = Spans(), list[Guess]()
    sure = (guess for guess in guesses if guess.certainty >= _SURE_ENOUGH)
    for guess in sorted(sure, key=lambda guess: (-guess.certainty, guess.start - guess.end, guess.start)):
        if not taken.meets(guess.start, guess.end):
            taken.take(guess.start, guess.end)
            kept.append(guess)
    return sorted(kept, key=lambda guess: guess.start)
