"""Pictures for the public page: black boxes burnt in, everything but the visible dots left behind."""

from collections.abc import Sequence
from io import BytesIO

from PIL import Image

from portal.adapters import pictures
from portal.adapters.pictures import JPEG, PNG
from portal.domain.black_boxes import Box
from portal.ports import BlackenedPicture, FileProblem

# Enough to read a sign by; what a camera gives beyond it only makes the page slow.
LONGEST_SIDE = 2_000
BLACK = (0, 0, 0)


class PublicPictures:
    """Draws with Pillow."""

    def blackened(self, content: bytes, media_type: str, boxes: Sequence[Box]) -> BlackenedPicture:
        """The picture upright with black boxes, nothing left of what they cover. Raises FileProblem."""
        try:
            image = _flat(pictures.opened_upright(content, media_type))
        except pictures.Damaged as error:
            raise FileProblem("damaged", "") from error
        except pictures.TooManyPixels as error:
            raise FileProblem("size", "") from error
        # Made smaller first: scaled afterwards, the edges of a box would mix with what they hide.
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), reducing_gap=2.0)
        for box in boxes:
            image.paste(BLACK, box.pixels(image.width, image.height))
        return _encoded(image, PNG if media_type == PNG else JPEG)


def _flat(image: Image.Image) -> Image.Image:
    """The picture on white: dots that are transparent may still hold a colour."""
    if image.mode != "RGBA":
        return image.convert("RGB")
    flat = Image.new("RGB", image.size, "white")
    flat.paste(image, mask=image.getchannel("A"))
    return flat


def _encoded(image: Image.Image, media_type: str) -> BlackenedPicture:
    image.info = {}
    file = BytesIO()
    if media_type == PNG:
        image.save(file, "PNG")
    else:
        image.save(file, "JPEG", quality=88)
    return BlackenedPicture(media_type, file.getvalue(), image.width, image.height)
