"""Phone numbers as people write them, and as they are kept."""

import re

LONGEST_EMAIL = 254
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(?:\.[^@\s.]+)+")
_KEPT = re.compile(r"[^0-9+]")
_MOBILE = re.compile(r"^(\d{4})(\d{3})(\d{3})$")


def e164(typed: str) -> str:
    """A Vietnamese number as +84…, foreign ones as typed with their plus; "" when it cannot be one.

    Takes every common writing: "0912 345 678", "(84) 912.345.678", "+84 912 345 678", "0271-1022".
    """
    digits = _KEPT.sub("", typed)
    if digits.startswith("+"):
        return digits if 8 <= len(digits) - 1 <= 15 and digits[1:].isdigit() else ""
    if "+" in digits:
        return ""
    if digits.startswith("00"):
        return e164("+" + digits[2:])
    if digits.startswith("84") and len(digits) in (11, 12):
        return "+" + digits
    if digits.startswith("0") and 8 <= len(digits) <= 11:
        return "+84" + digits[1:]
    return ""


def is_email(typed: str) -> bool:
    """Whether a text has the shape of an e-mail address; whether it exists only a mail can tell."""
    return bool(_EMAIL.fullmatch(typed)) and len(typed) <= LONGEST_EMAIL


def phone_words(number: str) -> str:
    """A kept number as people here write it: "0912 345 678"."""
    if not number.startswith("+84"):
        return number
    national = "0" + number[3:]
    match = _MOBILE.match(national)
    return " ".join(match.groups()) if match else national
