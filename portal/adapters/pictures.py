"""Uploaded pictures, drawn anew: what is stored has the same look and nothing else of the sender's file."""

import struct
import threading
import warnings
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from portal.lazily import Lazily

pillow_heif = Lazily("pillow_heif")

JPEG, PNG, HEIC = "image/jpeg", "image/png", "image/heic"

# Beyond this a picture is refused unread: a few kilobytes can unpack to gigabytes.
MOST_PIXELS = 50_000_000
# Beyond this it is kept at half its width and height. Phones make their 48 and 50 megapixels of four times
# fewer full dots, and decoding them whole would take a web process far over its memory.
KEPT_PIXELS = 17_000_000
THUMBNAIL = (240, 240)

_ORIENTATION = 0x0112
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

# What the decoders raise over broken files; MemoryError over absurd ones.
_BROKEN = (
    OSError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError, EOFError, RuntimeError,
    MemoryError, struct.error, zlib.error,
)  # fmt: skip

# One picture at a time, so that four threads do not need four times the memory.
_at_the_easel = threading.Lock()


class Damaged(Exception):
    """The picture cannot be decoded."""


class TooManyPixels(Exception):
    """The picture is larger than MOST_PIXELS."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture drawn anew, with its JPEG thumbnail."""

    media_type: str
    content: bytes
    thumbnail: bytes


def drawn_anew(content: bytes, media_type: str, *, most_bytes: int) -> Picture:
    """The picture without metadata, upright; HEIC becomes JPEG. Raises Damaged or TooManyPixels."""
    with _at_the_easel, warnings.catch_warnings():
        # Pillow warns of every odd note a camera left; what matters is whether the picture can be drawn.
        warnings.simplefilter("ignore")
        try:
            image = _from_heic(content) if media_type == HEIC else _from_plain(content, media_type)
            return _encoded(image, PNG if media_type == PNG else JPEG, most_bytes=most_bytes)
        except Image.DecompressionBombError as error:
            raise TooManyPixels from error
        except _BROKEN as error:
            raise Damaged from error


def opened_upright(content: bytes, media_type: str) -> Image.Image:
    """The dots of a stored picture without anything else, upright. Raises Damaged or TooManyPixels."""
    with _at_the_easel, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return _from_plain(content, media_type)
        except Image.DecompressionBombError as error:
            raise TooManyPixels from error
        except _BROKEN as error:
            raise Damaged from error


def _from_heic(content: bytes) -> Image.Image:
    heif = pillow_heif.open_heif(BytesIO(content))
    _check_size(heif.size)
    # The decoder has turned it already; a second turn by its EXIF would undo that.
    return _bare(heif.to_pillow())


def _from_plain(content: bytes, media_type: str) -> Image.Image:
    image = Image.open(BytesIO(content), formats=(media_type.removeprefix("image/"),))
    _check_size(image.size)
    if _is_huge(image.size):
        image.draft(None, (image.width // 2, image.height // 2))
    image.load()
    turn = _turn(image)
    bare = _bare(image)
    return bare.transpose(turn) if turn is not None else bare


def _check_size(size: tuple[int, int]) -> None:
    if size[0] * size[1] > MOST_PIXELS:
        raise TooManyPixels


def _is_huge(size: tuple[int, int]) -> bool:
    return size[0] * size[1] > KEPT_PIXELS


def _turn(image: Image.Image) -> Image.Transpose | None:
    """What makes the picture upright, by its EXIF; a camera's broken note is no reason to refuse it."""
    try:
        return _UPRIGHT.get(image.getexif().get(_ORIENTATION, 0))
    except _BROKEN:
        return None


def _bare(image: Image.Image) -> Image.Image:
    """The dots alone, not too many, in a mode both formats take. Encoders would copy `info` into the file."""
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda dot: dot * (1 / 256) + 0)
    mode = _mode_for(image)
    bare = image if image.mode == mode else image.convert(mode)
    bare.info = {}
    return bare.reduce(2) if _is_huge(bare.size) else bare


def _mode_for(image: Image.Image) -> str:
    if image.has_transparency_data:
        return "RGBA"
    return "L" if image.mode in {"1", "L", "I", "I;16", "I;16B", "F"} else "RGB"


def _encoded(image: Image.Image, media_type: str, *, most_bytes: int) -> Picture:
    content = b""
    if media_type == PNG:
        content = _saved(image, lambda file: image.save(file, "PNG", compress_level=3))
    if not content or len(content) > most_bytes:
        # A PNG may grow when drawn anew; as JPEG it fits.
        media_type, content = JPEG, _as_jpeg(image, quality=88)
    image.thumbnail(THUMBNAIL, reducing_gap=2.0)
    return Picture(media_type, content, _as_jpeg(image, quality=80))


def _as_jpeg(image: Image.Image, *, quality: int) -> bytes:
    flat = image
    if image.mode == "RGBA":
        flat = Image.new("RGB", image.size, "white")
        flat.paste(image, mask=image.getchannel("A"))
    return _saved(flat, lambda file: flat.save(file, "JPEG", quality=quality))


def _saved(image: Image.Image, save: Callable[[BytesIO], None]) -> bytes:
    file = BytesIO()
    save(file)
    return file.getvalue()
