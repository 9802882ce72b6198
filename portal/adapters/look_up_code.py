"""The QR code that takes the reader of a paper to a page of the portal."""

from io import BytesIO
from typing import Literal

import segno


def look_up_code(address: str, kind: Literal["svg", "png"]) -> bytes:
    """The code as a picture without a margin; papers leave one around it."""
    file = BytesIO()
    segno.make(address, error="m", micro=False).save(file, kind=kind, border=0, scale=8)
    return file.getvalue()
