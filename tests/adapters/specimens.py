"""Files as people, cameras and attackers make them."""

import struct
import zipfile
import zlib
from io import BytesIO

import pillow_heif
from PIL import Image
from PIL.PngImagePlugin import PngInfo

MAIN_PART = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SECRET = "Nguyen Van Tam, 10.762622 N 106.660172 E"


def picture(mode: str = "RGB", size: tuple[int, int] = (640, 480)) -> Image.Image:
    """A picture whose left half is dark and whose right half is light."""
    image = Image.new("L", size, 40)
    image.paste(220, (size[0] // 2, 0, *size))
    return image.convert(mode)


def exif(orientation: int = 1) -> Image.Exif:
    """What a phone writes into a photo: where it was taken, by whom, and which way up it was held."""
    notes = Image.Exif()
    notes[0x0112] = orientation
    notes[0x013B] = SECRET
    notes[0x8825] = {1: "N", 2: (10.0, 45.0, 45.4), 3: "E", 4: (106.0, 39.0, 36.6)}
    return notes


def jpeg(image: Image.Image | None = None, *, orientation: int = 1) -> bytes:
    file = BytesIO()
    shown = image or picture()
    shown.save(
        file, "JPEG", exif=exif(orientation), comment=SECRET, xmp=SECRET.encode(), icc_profile=SECRET.encode()
    )
    return file.getvalue()


def png(image: Image.Image | None = None) -> bytes:
    file, notes = BytesIO(), PngInfo()
    notes.add_text("Author", SECRET)
    notes.add_itxt("XML:com.adobe.xmp", SECRET)
    shown = image or picture()
    shown.save(file, "PNG", exif=exif(), pnginfo=notes, icc_profile=SECRET.encode())
    return file.getvalue()


def animated_png() -> bytes:
    file = BytesIO()
    picture().save(file, "PNG", save_all=True, append_images=[picture().rotate(90), picture().rotate(180)])
    return file.getvalue()


def heic(*, orientation: int = 1) -> bytes:
    file = BytesIO()
    pillow_heif.from_pillow(picture()).save(file, quality=60, exif=exif(orientation).tobytes())
    return file.getvalue()


def huge_png(width: int = 60_000, height: int = 60_000) -> bytes:
    """A few bytes that claim to be billions of dots."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(b"\x00" * 100_000))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def pdf() -> bytes:
    file = BytesIO()
    picture(size=(60, 40)).save(file, "PDF")
    return file.getvalue()


def docx(name: str = "word/styles.xml", content: bytes = b"x", *, main_part: str = MAIN_PART) -> bytes:
    """A Word document with one further part of any name."""
    types = f'<Types><Override PartName="/word/document.xml" ContentType="{main_part}"/></Types>'.encode()
    return archive([("[Content_Types].xml", types), ("word/document.xml", b"<w:document/>"), (name, content)])


def archive(parts: list[tuple[str, bytes]], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", compression) as written:
        for name, content in parts:
            written.writestr(name, content)
    return file.getvalue()


def opened(content: bytes) -> Image.Image:
    image = Image.open(BytesIO(content))
    image.load()
    return image
