"""How many parts a short message is charged as (3GPP TS 23.038)."""

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("\f^{}\\[~]|€")  # each takes the room of two
SINGLE, JOINED = 160, 153
SINGLE_UNICODE, JOINED_UNICODE = 70, 67


def sms_parts(text: str) -> int:
    """The number of parts: 160 letters fit in one, 70 when a single one is beyond the plain alphabet."""
    if set(text) <= _BASIC | _EXTENDED:
        length = len(text) + sum(letter in _EXTENDED for letter in text)
        return _parts(length, SINGLE, JOINED)
    return _parts(len(text.encode("utf-16-le")) // 2, SINGLE_UNICODE, JOINED_UNICODE)


def _parts(length: int, single: int, joined: int) -> int:
    if length <= single:
        return 1
    return -(-length // joined)
