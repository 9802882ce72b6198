"""Pictures drawn anew: the same look, and nothing else of the sender's file."""

import random
from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image

from portal.adapters.uploads import MOST_BYTES, Inspector
from portal.ports import ReadyFile
from tests.adapters import specimens
from tests.adapters.specimens import SECRET, opened, picture

DARK, LIGHT = 40, 220


def taken(content: bytes) -> ReadyFile:
    return Inspector().inspect("ảnh", content)


def shade(image: Image.Image, across: float, down: float) -> int:
    return image.convert("L").tobytes()[int(image.height * down) * image.width + int(image.width * across)]


@pytest.mark.parametrize(
    "content",
    [specimens.jpeg(), specimens.png(), specimens.heic(), specimens.jpeg() + SECRET.encode()],
    ids=["jpeg", "png", "heic", "appended"],
)
def test_it_keeps_no_word_of_what_the_camera_wrote(content: bytes) -> None:
    assert b"Exif" in content or b"eXIf" in content or SECRET.encode() in content
    ready = taken(content)
    for kept in (ready.content, ready.thumbnail):
        assert SECRET.encode() not in kept
        assert b"Exif" not in kept
        image = opened(kept)
        assert not image.getexif()
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize("tail", [b"<script>alert(1)</script>", specimens.docx(), b"%PDF-1.7 %%EOF"])
def test_it_drops_whatever_else_a_picture_carries(tail: bytes) -> None:
    ready = taken(specimens.jpeg() + tail)
    assert tail not in ready.content
    assert ready.content.endswith(b"\xff\xd9")


@pytest.mark.parametrize(
    ("orientation", "dark"),
    # where the dark left half of the picture comes to lie
    [
        (1, "left"),
        (2, "right"),
        (3, "right"),
        (4, "left"),
        (5, "top"),
        (6, "top"),
        (7, "bottom"),
        (8, "bottom"),
    ],
)
def test_it_keeps_the_picture_upright(orientation: int, dark: str) -> None:
    image = opened(taken(specimens.jpeg(orientation=orientation)).content)
    across, down = {"left": (0.1, 0.5), "right": (0.9, 0.5), "top": (0.5, 0.1), "bottom": (0.5, 0.9)}[dark]
    assert image.size == ((640, 480) if dark in {"left", "right"} else (480, 640))
    assert abs(shade(image, across, down) - DARK) < 5
    assert abs(shade(image, 1 - across, 1 - down) - LIGHT) < 5


def test_it_turns_a_heic_photo_once() -> None:
    """How it lies is told by the container, which the decoder heeds, and often by EXIF too."""
    image = opened(taken(specimens.heic(orientation=6)).content)
    assert image.size == (480, 640)
    assert abs(shade(image, 0.5, 0.1) - DARK) < 5


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_it_draws_every_kind_of_png(mode: str) -> None:
    shown = Image.new("I;16", (64, 48), 0x8000) if mode == "I;16" else picture(mode)
    image = opened(taken(specimens.png(shown)).content)
    assert image.size == shown.size
    assert image.mode in {"L", "RGB", "RGBA"}
    if mode == "I;16":
        assert shade(image, 0.5, 0.5) == 0x80


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_it_draws_every_kind_of_jpeg(mode: str) -> None:
    image = opened(taken(specimens.jpeg(picture(mode))).content)
    assert abs(shade(image, 0.1, 0.5) - DARK) < 6


def test_it_keeps_what_can_be_seen_through_and_shows_it_on_white() -> None:
    clear = Image.new("RGBA", (300, 300), (255, 0, 0, 0))
    ready = taken(specimens.png(clear))
    assert opened(ready.content).getpixel((10, 10)) == (255, 0, 0, 0)
    assert opened(ready.thumbnail).getpixel((10, 10)) == (255, 255, 255)


@pytest.mark.parametrize("size", [(640, 480), (480, 640), (5000, 20), (3, 3)])
def test_it_makes_a_small_picture_for_lists(size: tuple[int, int]) -> None:
    thumbnail = opened(taken(specimens.jpeg(picture(size=size))).thumbnail)
    assert thumbnail.format == "JPEG"
    assert max(thumbnail.size) == min(240, max(size))


@pytest.mark.parametrize(("made", "mode"), [(specimens.jpeg, "L"), (specimens.png, "P")], ids=["jpeg", "png"])
def test_it_halves_what_is_larger_than_anybody_needs(made: Callable[[Image.Image], bytes], mode: str) -> None:
    assert opened(taken(made(picture(mode, (6000, 4200)))).content).size == (3000, 2100)


def test_it_keeps_a_png_that_grows_within_the_limit() -> None:
    """Noise in few colours packs well as a palette and badly as plain dots."""
    noise = Image.frombytes("P", (400, 400), bytes(random.Random(1).choices(range(256), k=160_000)))
    noise.putpalette([value for n in range(256) for value in (n, 255 - n, n * 7 % 256)])
    file = BytesIO()
    noise.save(file, "PNG")
    most = len(file.getvalue()) + 1000
    ready = Inspector(most_bytes=most).inspect("nhiễu.png", file.getvalue())
    assert (ready.media_type, ready.name) == ("image/jpeg", "nhiễu.jpg")
    assert len(ready.content) <= most < MOST_BYTES


def test_it_forgives_a_camera_its_broken_notes() -> None:
    content = (
        specimens
        .jpeg()
        .replace(b"Exif\x00\x00MM\x00*", b"Exif\x00\x00MM\x00!")
        .replace(b"Exif\x00\x00II*\x00", b"Exif\x00\x00II!\x00")
    )
    assert opened(taken(content).content).size == (640, 480)
