"""Pictures of signatures and seals: blue and red on nothing."""

from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from portal.adapters.pades import PadesSigner
from portal.adapters.signature_pictures import INKS, LONGEST_SIDE, drawn_name
from portal.demo.sample_pictures import sample_seal, sample_signature
from portal.domain.signing import SignatureKind, SigningFault, SigningProblem
from tests.adapters.specimens import huge_png, opened

Colour = tuple[int, int, int]


def scrawl(mode: str, ink: Colour, paper: Colour | tuple[int, int, int, int], kind: str = "PNG") -> bytes:
    """A scanned signature, larger than needed, with wide margins."""
    image = Image.new(mode, (2000, 1000), paper)
    ImageDraw.Draw(image).line([(500, 700), (900, 300), (1500, 600)], fill=ink, width=40)
    file = BytesIO()
    image.save(file, kind)
    return file.getvalue()


@pytest.mark.parametrize("kind", SignatureKind)
@pytest.mark.parametrize(
    "content",
    [
        scrawl("RGB", (10, 10, 10), (255, 255, 255)),  # black ink, scanned
        scrawl("RGB", (30, 40, 160), (250, 248, 240), "JPEG"),  # blue ink on yellowish paper
        scrawl("RGB", (200, 30, 40), (255, 255, 255)),  # red ink
        scrawl("RGBA", (0, 0, 0), (0, 0, 0, 0)),  # cut out already
    ],
    ids=["black", "blue", "red", "transparent"],
)
def test_it_takes_the_ink_from_the_paper(content: bytes, kind: SignatureKind) -> None:
    image = opened(PadesSigner().picture(content, kind))
    assert (image.format, image.mode) == ("PNG", "RGBA")
    alpha = image.getchannel("A")
    visible = {dot[:3] for dot in image.get_flattened_data() if isinstance(dot, tuple) and dot[3]}
    assert visible == {INKS[kind]}
    # Cut to the ink, and most of it nothing.
    assert alpha.getbbox() == (0, 0, *image.size)
    assert alpha.histogram()[0] > image.width * image.height / 2
    assert alpha.getextrema()[1] > 200  # type: ignore[operator]
    assert max(image.size) <= LONGEST_SIDE


def test_it_names_the_colours_of_the_law() -> None:
    red, _, blue = INKS[SignatureKind.PERSONAL]
    assert blue > 3 * red
    red, _, blue = INKS[SignatureKind.AGENCY]
    assert red > 3 * blue


@pytest.mark.parametrize(
    "content",
    [b"", b"no picture", b"\x89PNG\r\n\x1a\n", huge_png(), scrawl("RGB", (255, 255, 255), (255, 255, 255))],
    ids=["nothing", "text", "cut off", "far too large", "blank"],
)
def test_it_refuses_what_shows_no_ink(content: bytes) -> None:
    with pytest.raises(SigningProblem) as error:
        PadesSigner().picture(content, SignatureKind.PERSONAL)
    assert error.value.code is SigningFault.BAD_PICTURE


@pytest.mark.parametrize("name", ["Trần Thị Minh Nguyệt", "A", "", "Nguyễn " * 20])
def test_it_writes_any_name(name: str) -> None:
    image = opened(drawn_name(name))
    assert image.mode == "RGBA"
    assert max(image.size) <= LONGEST_SIDE


@pytest.mark.parametrize(
    "agency", ["Sở Công Thương", "UBND", "Trung tâm Phục vụ hành chính công tỉnh Bình An", ""]
)
def test_it_draws_a_round_sample_seal_for_any_agency(agency: str) -> None:
    image = opened(sample_seal(agency))
    assert image.width == image.height
    # Nothing in the corners: a seal is round.
    assert image.getpixel((2, 2))[3] == 0  # type: ignore[index]


def test_it_draws_a_sample_signature() -> None:
    assert opened(sample_signature("Trần Thị Minh Nguyệt")).width > 300
    assert sample_signature("") != sample_signature("Trần")
