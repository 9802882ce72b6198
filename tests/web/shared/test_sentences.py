"""Sentences as templates say them."""

import pytest
from flask import Flask, g, render_template_string


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{{ _('Gửi phản ánh') }}", "Gửi phản ánh"),
        ("{{ _('có “%(words)s”', words='<b>') }}", "có “&lt;b&gt;”"),  # what readers typed is no markup
        ("{{ _('có “%(words)s”', words='<b>'|safe) }}", "có “<b>”"),  # what a template made is
        ("{{ _('<b>%(n)s</b>', n=3) }}", "<b>3</b>"),  # and so are our own sentences
        ("{{ _('đạt 90%%') }}", "đạt 90%"),  # a percent sign is always written twice
        ("{{ _('đạt %(n)s%%', n=90) }}", "đạt 90%"),
        (
            "{% autoescape false %}{{ _('có “%(words)s”', words='A & B') }}{% endautoescape %}",
            "có “A & B”",
        ),  # a mail
    ],
)
def test_a_template_says_a_sentence(app: Flask, template: str, said: str) -> None:
    with app.test_request_context():
        assert render_template_string(template) == said


def test_it_is_said_in_the_language_of_the_page(app: Flask) -> None:
    with app.test_request_context():
        g.locale_code = "en"
        assert render_template_string("{{ _('Tất cả') }}") == "All"
