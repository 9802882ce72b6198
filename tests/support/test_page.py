"""The critical eye: a sound page passes, and each fault is found."""

import pytest

from tests.support.page import Page, faults

SOUND = """<!doctype html>
<html lang="vi"><head><title>Gửi phản ánh – Sở Công Thương</title>
<script src="/static/js/draft.js"></script><script type="application/ld+json">{}</script></head>
<body><h1>Gửi phản ánh</h1>
<form method="post" action="/send"><input type="hidden" name="csrf_token" value="t">
<label for="body">Nội dung</label> <textarea id="body" name="body" aria-describedby="hint">
Xin chào</textarea> <p id="hint">Ngắn gọn</p>
<label><input type="checkbox" name="consent"> Đồng ý</label>
<label>Lĩnh vực <select name="category"><option value="land">Đất đai</option></select></label>
<button name="step" value="next">Tiếp tục</button></form>
<p>Hoặc <a href="follow">theo dõi</a></p><img src="/a.png" alt=""></body></html>"""


def test_it_passes_a_sound_page() -> None:
    assert faults(SOUND) == []


@pytest.mark.parametrize("prefix", ["Lỗi: ", "Error: "])
def test_it_lets_the_title_begin_with_an_error(prefix: str) -> None:
    assert faults(SOUND.replace("<title>", f"<title>{prefix}")) == []


@pytest.mark.parametrize(
    ("sound", "faulty", "fault"),
    [
        ("</p><img", "</div><img", "malformed HTML: End tag (div) seen too early"),
        ('lang="vi"', "", "the page's language is None"),
        ("<h1>Gửi phản ánh</h1>", "", "one first heading is wanted, there are []"),
        ("<h1>", "<h1>Gửi</h1><h1>", "one first heading is wanted, there are ['Gửi', 'Gửi phản ánh']"),
        ("<title>", "<title>Trang ", "does not start with the heading"),
        ("<p>Hoặc", '<p id="hint">Hoặc', "the id 'hint' stands 2 times"),
        (' src="/static/js/draft.js"', "", "an inline script"),
        ("</head>", "<style>p{}</style></head>", "a style element"),
        ("<p>Hoặc", '<p style="x">Hoặc', "the attribute style on <p>"),
        ("<p>Hoặc", '<p onclick="x">Hoặc', "the attribute onclick on <p>"),
        ('for="body"', "", "no label for the field 'body'"),
        ('"hint">Ngắn', '"hints">Ngắn', "aria-describedby='hint' on <textarea> points at nothing"),
        (' alt=""', "", "no alt text on '/a.png'"),
        ('name="csrf_token"', 'name="other"', "the form to '/send' carries no token against forgery"),
    ],
)
def test_it_finds_the_fault(sound: str, faulty: str, fault: str) -> None:
    page = SOUND.replace(sound, faulty)
    assert page != SOUND
    assert any(fault in found for found in faults(page)), faults(page)


def test_it_reads_what_a_browser_would_send() -> None:
    form = Page(SOUND, "/start").form("/send")
    assert form.fields == {"csrf_token": ["t"], "body": ["Xin chào"], "category": ["land"]}
    assert form.buttons == [("step", "next")]


def test_it_reads_words_and_links() -> None:
    page = Page(SOUND, "/cases/")
    assert page.heading == "Gửi phản ánh"
    assert page.words_of("hint") == "Ngắn gọn"
    assert page.links == {"theo dõi": "/cases/follow"}
    assert "Đất đai" in page.text
