"""Public references and secret tracking codes: readable over the phone, mistakes caught."""

import hmac
import secrets
from typing import NewType

from portal.domain.text import nfc

Reference = NewType("Reference", str)

# 23 symbols, a prime, so that the check symbol catches every single wrong symbol and every swap of
# two. Left out: 0/O, 1/I/L, U/V, B/8, S/5, Z/2, G/6, J, Q, which are misread or misheard.
ALPHABET = "23456789ACDEFHKMNPRTWXY"
PREFIX = "PA"
PAYLOAD = 7
CODE_LENGTH = 8
LONGEST_DOSSIER_CODE = 64
UNSEEN = "\u200b\u200c\u200d\u2060\ufeff"
DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
# What people type or say instead of the symbol that was printed.
LOOKALIKES = str.maketrans({"B": "8", "S": "5", "Z": "2", "G": "6"})


def check_symbol(payload: str) -> str:
    """The symbol that makes the weighted sum of a payload and itself a multiple of 23."""
    total = sum(weight * ALPHABET.index(symbol) for weight, symbol in enumerate(payload, 2))
    return ALPHABET[-total % len(ALPHABET)]


def reference_from(payload: str) -> Reference:
    """A whole reference, such as PA-7K3M-2XYC, from its seven free symbols."""
    symbols = payload + check_symbol(payload)
    return Reference(f"{PREFIX}-{symbols[:4]}-{symbols[4:]}")


def new_reference() -> Reference:
    """A fresh random reference; the database refuses the rare one that is taken."""
    return reference_from("".join(secrets.choice(ALPHABET) for _ in range(PAYLOAD)))


def read_reference(typed: str) -> Reference | None:
    """The reference a person meant, however spaced or cased; None when the check symbol disagrees."""
    symbols = "".join(char for char in typed.upper() if char.isalnum())
    if symbols.startswith(PREFIX) and len(symbols) == len(PREFIX) + PAYLOAD + 1:
        symbols = symbols.removeprefix(PREFIX)
    symbols = symbols.translate(LOOKALIKES)
    if len(symbols) != PAYLOAD + 1 or any(symbol not in ALPHABET for symbol in symbols):
        return None
    reference = reference_from(symbols[:PAYLOAD])
    return reference if reference[-1] == symbols[-1] else None


def code_from(digest: bytes) -> str:
    """A tracking code of eight symbols from the bytes of a keyed digest (over 36 bits of it)."""
    number = int.from_bytes(digest, "big")
    symbols = ""
    for _ in range(CODE_LENGTH):
        number, remainder = divmod(number, len(ALPHABET))
        symbols += ALPHABET[remainder]
    return f"{symbols[:4]}-{symbols[4:]}"


def tracking_code(key: bytes, reference: str, nonce: str) -> str:
    """The secret code of a case: derived, so that the database alone gives nobody a code."""
    return code_from(hmac.digest(key, f"{reference}:{nonce}".encode(), "sha256"))


def opinion_code(key: bytes, opinion_id: int, nonce: str) -> str:
    """The code of the link by which a party outside gives an opinion."""
    return tracking_code(key, f"opinion-{opinion_id}", nonce)


def dossier_secret(key: bytes, code: str, nonce: str) -> str:
    """The secret by which an applicant sees the dates and letters of their dossier."""
    return tracking_code(key, f"dossier-{code}", nonce)


def read_dossier_code(typed: str) -> str:
    """The code of a dossier as the register keeps it: without spaces, in capitals; "" when nothing was typed.

    Copied from a paper, a dash may come as another dash and a space as one that nobody sees.
    """
    joined = "".join(char for char in nfc(typed) if not char.isspace() and char not in UNSEEN)
    return joined.translate(DASHES).upper()[:LONGEST_DOSSIER_CODE]


def is_code(typed: str, expected: str) -> bool:
    """Whether a typed code is the expected one, compared in constant time."""
    return hmac.compare_digest(read_code(typed).encode(), expected.encode())


def read_code(typed: str) -> str:
    """A typed tracking code in its printed form, look-alikes put right."""
    symbols = "".join(char for char in typed.upper() if char.isalnum()).translate(LOOKALIKES)
    return f"{symbols[:4]}-{symbols[4:]}"
