"""Signatures and seals of the demo office, drawn by code; every one says that it is a sample."""

import math
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from portal.adapters.signature_pictures import FONT, inked
from portal.domain.signing import SignatureKind

SAMPLE = "MẪU"
SIDE = 900  # dots across while it is drawn


def sample_seal(agency: str) -> bytes:
    """A red seal with the name of an agency around its rim and the word for a sample in its middle."""
    side = SIDE
    seal = Image.new("L", (side, side))
    draw = ImageDraw.Draw(seal)
    draw.ellipse((6, 6, side - 6, side - 6), outline=255, width=12)
    draw.ellipse((24, 24, side - 24, side - 24), outline=255, width=4)
    draw.ellipse((190, 190, side - 190, side - 190), outline=255, width=5)
    _write_around(seal, agency.upper(), radius=side / 2 - 106)
    draw.polygon(_star(side / 2, side * 0.36, 62), fill=255)
    draw.text((side / 2, side * 0.56), SAMPLE, fill=255, font=_font(170), anchor="mm")
    draw.polygon(_star(side / 2, side * 0.885, 34), fill=255)
    return inked(seal.resize((440, 440), Image.Resampling.LANCZOS), SignatureKind.AGENCY)


def sample_signature(name: str) -> bytes:
    """A blue scrawl that begins like the given name, with the word for a sample under it."""
    width, height = 1260, 600
    drawn = Image.new("L", (width, height))
    draw = ImageDraw.Draw(drawn)
    last = f"{SAMPLE} {name}".rsplit(maxsplit=1)[-1]
    draw.text((120, 40), last[:1].upper(), fill=255, font=_font(330))
    points = [
        (
            230 + 9.0 * step,
            300 + 105 * math.exp(-step / 55) * math.sin(step / 4.1) - step * 0.9 + 22 * math.sin(step / 11),
        )
        for step in range(100)
    ]
    draw.line(points, fill=255, width=15, joint="curve")
    draw.line([(100, 455), (620, 400), (1170, 352)], fill=255, width=11, joint="curve")
    draw.text((700, 505), SAMPLE, fill=255, font=_font(130), anchor="mm")
    return inked(drawn.resize((504, 240), Image.Resampling.LANCZOS), SignatureKind.PERSONAL)


def _write_around(seal: Image.Image, words: str, *, radius: float) -> None:
    """Letters along the upper rim, each turned to stand upright on the circle."""
    size = 96 if len(words) <= 22 else max(44, 96 * 22 // len(words))
    font = _font(size)
    widths = [font.getlength(letter) + size * 0.10 for letter in words]
    angle = -sum(widths) / radius / 2
    centre = seal.width / 2
    for letter, width in zip(words, widths, strict=True):
        turn = angle + width / radius / 2
        angle += width / radius
        stamp = Image.new("L", (size * 3, size * 3))
        ImageDraw.Draw(stamp).text((size * 1.5, size * 1.5), letter, fill=255, font=font, anchor="mm")
        stamp = stamp.rotate(-math.degrees(turn), Image.Resampling.BICUBIC)
        at = (
            round(centre + radius * math.sin(turn) - size * 1.5),
            round(centre - radius * math.cos(turn) - size * 1.5),
        )
        seal.paste(255, (*at, at[0] + size * 3, at[1] + size * 3), stamp)


def _star(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    """The ten corners of a star with five points."""
    return [
        (x + reach * math.sin(step * math.pi / 5), y - reach * math.cos(step * math.pi / 5))
        for step in range(10)
        for reach in (radius if step % 2 == 0 else radius * 0.4,)
    ]


def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_upright(), size)


def _upright() -> Path:
    return FONT.with_name("LiberationSerif-Bold.ttf")
