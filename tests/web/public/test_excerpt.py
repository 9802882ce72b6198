"""The piece of a found answer, with the searched words marked."""

import pytest

from portal.web.public.excerpt import marked


@pytest.mark.parametrize(
    ("excerpt", "words", "html"),
    [
        ("Điện áp yếu", ["dien"], "<mark>Điện</mark> áp yếu"),
        ("điện, ĐIỆN", ["điện"], "<mark>điện</mark>, <mark>ĐIỆN</mark>"),
        ("<b>Điện</b>", ["dien"], "&lt;b&gt;<mark>Điện</mark>&lt;/b&gt;"),
        ("Điện áp", [], "Điện áp"),
        ("", ["dien"], ""),
    ],
)
def test_it_marks_words_and_escapes_the_rest(excerpt: str, words: list[str], html: str) -> None:
    assert marked(excerpt, words) == html
