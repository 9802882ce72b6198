"""Names of uploaded files."""

import unicodedata

import pytest

from portal.adapters.file_names import LONGEST, clean_name


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        ("IMG_0001.JPG", "IMG_0001.jpg"),
        ("Ảnh ổ gà.heic", "Ảnh ổ gà.jpg"),
        # decomposed, as macOS sends it
        (unicodedata.normalize("NFD", "Đường hỏng.jpeg"), "Đường hỏng.jpg"),
        # paths of both worlds
        ("C:\\Users\\Tám\\Ảnh.png", "Ảnh.jpg"),
        ("/etc/passwd", "passwd.jpg"),
        ("../../../a.jpg", "a.jpg"),
        # reads "exe.jpg" with the mark, is "gpj.exe"
        ("photo\u202egpj.exe", "photogpj.jpg"),
        ("a\x00b\r\nSet-Cookie: x.jpg", "abSet-Cookie- x.jpg"),
        ("zero\u200bwidth.jpg", "zerowidth.jpg"),
        ('a<b>"c"|d?*.jpg', "a-b--c--d--.jpg"),
        # a number after a dot is no extension
        ("Biên bản 12.11.2026", "Biên bản 12.11.jpg"),
        ("  nhiều   khoảng  trắng .jpg", "nhiều khoảng trắng.jpg"),
        (".htaccess", "htaccess.jpg"),
        ("archive.tar.gz", "archive.tar.jpg"),
        ("", "tep-dinh-kem.jpg"),
        ("...", "tep-dinh-kem.jpg"),
        (".jpg", "jpg.jpg"),
    ],
)
def test_it_makes_a_name_fit_to_be_shown_and_saved(given: str, clean: str) -> None:
    assert clean_name(given, ".jpg") == clean


def test_it_is_never_too_long() -> None:
    name = clean_name("ả" * 500 + ".jpg", ".jpg")
    assert len(name) == LONGEST
    assert name.endswith("ả.jpg")


def test_it_keeps_the_extension_of_what_is_not_taken() -> None:
    assert clean_name("C:\\dance.gif") == "dance.gif"
