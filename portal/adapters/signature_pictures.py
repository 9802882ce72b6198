"""The pictures of signatures and seals: blue and red on nothing, as the law wants them (NĐ 30/2020, Annex I)."""

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFont

from portal.adapters import pictures
from portal.domain.signing import SignatureKind, SigningFault, SigningProblem
from portal.domain.text import nfc

FONT = Path(__file__).resolve().parent.parent / "data" / "fonts" / "LiberationSerif-BoldItalic.ttf"
INKS = {SignatureKind.PERSONAL: (0, 32, 170), SignatureKind.AGENCY: (204, 16, 24)}
LONGEST_SIDE = 520  # dots: about 300 an inch in its real size
FAINTEST = 24  # what is paler than this is paper, not ink
DRAWN_HEIGHT = 150


def ink_of(content: bytes, kind: SignatureKind) -> bytes:
    """An uploaded picture in the ink of its kind on a transparent ground, cut to the ink. Raises SigningProblem."""
    strength = _cut(_strength(_opened(content)))
    strength.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return inked(strength, kind)


def drawn_name(name: str) -> bytes:
    """The name of who signs, written in blue, where no picture was uploaded."""
    font = ImageFont.truetype(FONT, DRAWN_HEIGHT)
    words = nfc(name).strip() or "…"
    left, top, right, bottom = font.getbbox(words)
    size = (int(right - left) + DRAWN_HEIGHT, int(bottom - top) + DRAWN_HEIGHT // 2)
    strength = Image.new("L", size)
    draw = ImageDraw.Draw(strength)
    draw.text((DRAWN_HEIGHT // 2 - left, DRAWN_HEIGHT // 8 - top), words, fill=255, font=font)
    low = size[1] - DRAWN_HEIGHT // 5
    draw.line((DRAWN_HEIGHT // 4, low + 8, size[0] - DRAWN_HEIGHT // 4, low - 12), fill=255, width=7)
    strength.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return inked(_cut(strength), SignatureKind.PERSONAL)


def inked(strength: Image.Image, kind: SignatureKind) -> bytes:
    """A PNG in the ink of a kind, as strong at each dot as a grey picture is light."""
    picture = Image.new("RGBA", strength.size, (*INKS[kind], 0))
    picture.putalpha(strength)
    file = BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()


def _opened(content: bytes) -> Image.Image:
    media_type = pictures.PNG if content.startswith(b"\x89PNG") else pictures.JPEG
    try:
        return pictures.opened_upright(content, media_type)
    except (pictures.Damaged, pictures.TooManyPixels) as error:
        raise SigningProblem(SigningFault.BAD_PICTURE) from error


def _strength(image: Image.Image) -> Image.Image:
    """How strong the ink is at each dot: by its transparency, or how far it is from white paper."""
    if image.mode == "RGBA" and any(image.getchannel("A").histogram()[:255]):
        return image.getchannel("A")
    red, green, blue = image.convert("RGB").split()
    darkest = ImageChops.darker(ImageChops.darker(red, green), blue)
    return darkest.point([255 - dot if 255 - dot >= FAINTEST else 0 for dot in range(256)])


def _cut(strength: Image.Image) -> Image.Image:
    box = strength.getbbox()
    if box is None:
        raise SigningProblem(SigningFault.BAD_PICTURE)
    return strength.crop(box)
