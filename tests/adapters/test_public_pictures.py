"""Pictures for the public: black where somebody said so, and nothing in the file but what is seen."""

from io import BytesIO

import pytest
from PIL import Image

from portal.adapters.public_pictures import LONGEST_SIDE, PublicPictures
from portal.domain.black_boxes import Box
from portal.ports import BlackenedPicture, FileProblem
from tests.adapters import specimens
from tests.adapters.specimens import SECRET, opened, picture

CORNER = Box(50, 0, 25, 50)
JPEG, PNG = "image/jpeg", "image/png"


def drawn(content: bytes, media_type: str, *boxes: Box) -> tuple[BlackenedPicture, Image.Image]:
    made = PublicPictures().blackened(content, media_type, boxes)
    return made, opened(made.content)


def darkest_and_lightest(image: Image.Image, place: tuple[int, int, int, int]) -> tuple[int, int]:
    shades = image.convert("L").crop(place).tobytes()
    return min(shades), max(shades)


@pytest.mark.parametrize(
    ("content", "media_type"), [(specimens.jpeg(), JPEG), (specimens.png(), PNG)], ids=["jpeg", "png"]
)
def test_it_burns_the_boxes_and_keeps_no_word_of_the_camera(content: bytes, media_type: str) -> None:
    assert SECRET.encode() in content
    made, image = drawn(content, media_type, CORNER)
    assert (made.media_type, made.width, made.height) == (media_type, 640, 480)
    assert darkest_and_lightest(image, (320, 0, 480, 240))[1] <= 12
    assert darkest_and_lightest(image, (490, 10, 630, 470))[0] >= 200
    assert SECRET.encode() not in made.content
    assert b"Exif" not in made.content
    assert not image.getexif()
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_it_covers_what_is_seen_where_the_camera_was_held_sideways() -> None:
    """The left half of the stored dots is the upper half of the picture that people see."""
    _made, image = drawn(specimens.jpeg(orientation=6), JPEG, Box(0, 50, 100, 50))
    assert image.size == (480, 640)
    assert darkest_and_lightest(image, (0, 320, 480, 640))[1] <= 12


def test_it_leaves_no_colour_behind_glass() -> None:
    """A transparent dot of a PNG still holds its colour, which any editor brings back."""
    clear = picture("RGBA")
    clear.putalpha(0)
    made, image = drawn(specimens.png(clear), PNG)
    assert image.mode == "RGB"
    assert darkest_and_lightest(image, (0, 0, 640, 480)) == (255, 255)
    assert made.media_type == PNG


def test_it_shows_one_picture_of_an_animation() -> None:
    _made, image = drawn(specimens.animated_png(), PNG, Box(0, 0, 100, 100))
    assert getattr(image, "n_frames", 1) == 1
    assert darkest_and_lightest(image, (0, 0, *image.size)) == (0, 0)


def test_it_makes_large_pictures_smaller_before_it_draws() -> None:
    large = BytesIO()
    Image.new("L", (3001, 1501), 255).save(large, "PNG")
    made, image = drawn(large.getvalue(), PNG, Box(10, 10, 0.01, 0.01))
    assert made.width == LONGEST_SIDE
    assert image.width == LONGEST_SIDE
    assert sorted({shade for _count, shade in image.convert("L").getcolors() or []}) == [0, 255]


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff", specimens.huge_png()])
def test_it_refuses_what_it_cannot_draw(content: bytes) -> None:
    with pytest.raises(FileProblem):
        PublicPictures().blackened(content, PNG, [])
