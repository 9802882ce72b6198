"""Placeholders of canned texts."""

import pytest

from portal.domain.placeholders import Filled, Placeholder, fill, placeholders_in, unknown_placeholders

VALUES = {Placeholder.SENDER_NAME: "Lê Văn An", Placeholder.REFERENCE: "PA-7K3M-2XYC", Placeholder.AREA: ""}


@pytest.mark.parametrize(
    ("text", "filled", "left_open"),
    [
        ("Kính gửi {sender_name},", "Kính gửi Lê Văn An,", ()),  # the plain case
        ("{reference} và {reference}", "PA-7K3M-2XYC và PA-7K3M-2XYC", ()),  # each time it stands
        ("Tại {area}", "Tại {area}", ("area",)),  # known to be empty: left for the author
        ("Theo {decree}", "Theo {decree}", ("decree",)),  # no such placeholder: left visible
        ("Điều 9 {khoản 2}", "Điều 9 {khoản 2}", ()),  # braces of the text's own
        ("{Sender_name}", "{Sender_name}", ()),  # names are lower case
        ("", "", ()),
    ],
)
def test_it_fills_what_is_known(text: str, filled: str, left_open: tuple[str, ...]) -> None:
    assert fill(text, VALUES) == Filled(filled, left_open)


def test_it_does_not_fill_what_a_value_says() -> None:
    """A sender called "{reference}" gets no other meaning."""
    filled = fill("{sender_name}", {Placeholder.SENDER_NAME: "{reference}", Placeholder.REFERENCE: "PA"})
    assert filled.text == "{reference}"


def test_it_names_each_placeholder_once_in_order() -> None:
    assert placeholders_in("{unit} {due_on} {unit}") == ("unit", "due_on")


def test_it_finds_names_no_case_can_fill() -> None:
    assert unknown_placeholders("{unit} {decree} {decree}") == ("decree",)
