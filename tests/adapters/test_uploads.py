"""What is taken of people's files, and what is not."""

import zipfile

import pytest

from portal.adapters.documents import DOCX, MOST_PARTS, MOST_UNPACKED
from portal.adapters.uploads import MOST_BYTES, Inspector
from portal.ports import FileProblem
from tests.adapters import specimens

HTML = b"<!doctype html><script>alert(document.cookie)</script>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
# In two halves, so that no virus scanner takes this file for the test virus itself.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-" + rb"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
TYPES = [("[Content_Types].xml", specimens.MAIN_PART.encode())]
MACRO_PART = "application/vnd.ms-word.document.macroEnabled.main+xml"


@pytest.mark.parametrize(
    ("name", "content", "kept_name", "media_type"),
    [
        ("IMG_0001.JPG", specimens.jpeg(), "IMG_0001.jpg", "image/jpeg"),
        ("Ảnh chụp màn hình.png", specimens.png(), "Ảnh chụp màn hình.png", "image/png"),
        ("moving.png", specimens.animated_png(), "moving.png", "image/png"),
        ("IMG_0002.HEIC", specimens.heic(), "IMG_0002.jpg", "image/jpeg"),
        ("đơn.pdf", specimens.pdf(), "đơn.pdf", "application/pdf"),
        ("đơn.docx", specimens.docx(), "đơn.docx", DOCX),
        # the content decides, not the name
        ("photo.pdf", specimens.jpeg(), "photo.jpg", "image/jpeg"),
        ("no extension", specimens.pdf(), "no extension.pdf", "application/pdf"),
        # some writers put the type list last
        (
            "cuối.docx",
            specimens.archive([("word/document.xml", b"<w:document/>"), *TYPES]),
            "cuối.docx",
            DOCX,
        ),
    ],
)
def test_it_takes(name: str, content: bytes, kept_name: str, media_type: str) -> None:
    ready = Inspector().inspect(name, content)
    assert (ready.name, ready.media_type) == (kept_name, media_type)
    assert bool(ready.thumbnail) == media_type.startswith("image/")


@pytest.mark.parametrize("content", [specimens.pdf(), specimens.docx()], ids=["pdf", "docx"])
def test_it_leaves_documents_as_they_are(content: bytes) -> None:
    assert Inspector().inspect("tệp", content).content == content


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.jpg", b"", "empty"),
        ("large.jpg", specimens.jpeg() + b"\x00" * (MOST_BYTES + 1), "size"),
        # not of the five types, whatever the name says
        ("page.jpg", HTML, "type"),
        ("drawing.svg", SVG, "type"),
        ("drawing.png", SVG, "type"),
        ("bill.pdf", EICAR, "type"),
        ("dance.gif", GIF, "type"),
        ("dance.jpg", GIF, "type"),
        ("program.pdf", b"MZ\x90\x00" + b"\x00" * 200, "type"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "type"),
        ("video.heic", b"\x00\x00\x00\x18ftypisom" + b"\x00" * 200, "type"),
        ("one byte.png", b"\x89", "type"),
        # a PDF after something else is whatever that is
        ("hidden.pdf", HTML + specimens.pdf(), "type"),
        # pictures that stop in the middle, or are only a beginning
        ("cut.jpg", specimens.jpeg()[:3000], "damaged"),
        ("cut.png", specimens.png()[:1200], "damaged"),
        ("cut.heic", specimens.heic()[:600], "damaged"),
        ("head.jpg", b"\xff\xd8\xff\xe0" + b"\x00" * 300, "damaged"),
        ("head.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 300, "damaged"),
        ("head.heic", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 300, "damaged"),
        # small files that unpack to billions of dots, and to just too many
        ("bomb.png", specimens.huge_png(), "size"),
        ("bomb.png", specimens.huge_png(10_001, 5_000), "size"),
        ("cut.pdf", specimens.pdf()[:-40], "damaged"),
        # archives that are no Word documents
        (
            "sheet.docx",
            specimens.docx(main_part="application/vnd.openxmlformats-officedocument.spreadsheetml"),
            "type",
        ),
        ("plain.zip", specimens.archive([("a.txt", b"a")]), "type"),
        ("macro.docm", specimens.docx(main_part=MACRO_PART), "type"),
        ("macro.docx", specimens.docx("word/vbaProject.bin"), "type"),
        ("macro.docx", specimens.docx("word/VBAPROJECT.BIN"), "type"),
        ("cut.docx", specimens.docx()[:-30], "damaged"),
        ("climbing.docx", specimens.docx("../../etc/cron.d/x"), "damaged"),
        ("climbing.docx", specimens.docx("/etc/passwd"), "damaged"),
        ("climbing.docx", specimens.docx("word\\..\\..\\x"), "damaged"),
        ("lzma.docx", specimens.archive([("[Content_Types].xml", b"x")], zipfile.ZIP_LZMA), "damaged"),
        ("many.docx", specimens.archive([(f"part{n}", b"") for n in range(MOST_PARTS)] + TYPES), "size"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_it_does_not_take(name: str, content: bytes, code: str) -> None:
    with pytest.raises(FileProblem) as caught:
        Inspector().inspect(name, content)
    assert (caught.value.code, caught.value.name) == (code, name)


def test_it_does_not_unpack_a_bomb() -> None:
    content = specimens.docx("word/media/a.bin", b"\x00" * (MOST_UNPACKED + 1))
    assert len(content) < MOST_BYTES
    with pytest.raises(FileProblem) as caught:
        Inspector().inspect("đơn.docx", content)
    assert caught.value.code == "size"


def test_it_finds_a_changed_byte_in_a_document() -> None:
    content = bytearray(specimens.docx("word/media/a.bin", bytes(range(256)) * 40))
    content[len(content) // 3] ^= 0xFF
    with pytest.raises(FileProblem) as caught:
        Inspector().inspect("đơn.docx", bytes(content))
    assert caught.value.code == "damaged"


def test_it_does_not_take_two_parts_of_one_name() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        content = specimens.docx("word/document.xml")
    with pytest.raises(FileProblem) as caught:
        Inspector().inspect("đơn.docx", content)
    assert caught.value.code == "damaged"


def test_it_can_be_told_another_limit() -> None:
    with pytest.raises(FileProblem) as caught:
        Inspector(most_bytes=100).inspect("a.pdf", specimens.pdf())
    assert caught.value.code == "size"
