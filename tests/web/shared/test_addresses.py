"""Addresses in templates: made once, and still what Flask would make of them now."""

from flask import Flask, render_template_string, url_for

ASKED = "{{ url_for('public.send') }} {{ url_for('static', filename='css/public.css') }}"


def test_a_kept_address_is_the_one_flask_makes(app: Flask) -> None:
    with app.test_request_context():
        expected = f"{url_for('public.send')} {url_for('static', filename='css/public.css')}"
        assert [render_template_string(ASKED) for _ in range(2)] == [expected, expected]


def test_below_another_path_addresses_are_others(app: Flask) -> None:
    with app.test_request_context():
        here = render_template_string(ASKED)
    with app.test_request_context(base_url="http://office.example/gop-y/"):
        there = render_template_string(ASKED)
    assert there.split() == [f"/gop-y{address}" for address in here.split()]


def test_values_are_never_forgotten(app: Flask) -> None:
    asked = "{{ url_for('public.answers', q=words) }} {{ url_for('public.send', _external=true) }}"
    with app.test_request_context():
        whole = url_for("public.send", _external=True)
        first, second = (render_template_string(asked, words=words).split() for words in ("a", "b"))
    assert (first[0], second[0]) == ("/answers?q=a", "/answers?q=b")
    assert first[1] == whole
