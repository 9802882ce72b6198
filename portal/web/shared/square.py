"""QR codes as pictures in the page itself."""

import segno
from markupsafe import Markup


def square(address: str) -> Markup:
    """The QR code of an address, without style attributes."""
    code = segno.make(address, error="m", micro=False)
    return Markup(code.svg_inline(svgclass="app-receipt__square", lineclass=None, omitsize=True, border=2))
