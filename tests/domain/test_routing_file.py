"""Routing rules as a file."""

import json

import pytest

from portal.domain.kinds import Channel, Kind
from portal.domain.routing_file import RuleFileError, WrittenRule, read_rules, write_rules

WHOLE = WrittenRule(
    "QLNL", "electricity", ("xã Thanh Bình", "ấp Suối Đá"), Kind.FEEDBACK, Channel.HOTLINE, ("mất điện",)
)


def test_it_reads_what_it_writes() -> None:
    rules = (WHOLE, WrittenRule("VP"))
    assert read_rules(write_rules(rules)) == rules


def test_it_leaves_out_what_a_rule_leaves_open() -> None:
    assert json.loads(write_rules([WrittenRule("VP")])) == {"rules": [{"unit": "VP"}]}


@pytest.mark.parametrize(
    ("text", "number", "part"),
    [
        ("no json", 0, "json"),
        ("[]", 0, "rules"),
        ('{"rules": {}}', 0, "rules"),
        ('{"rules": ["VP"]}', 1, "rule"),
        ('{"rules": [{}]}', 1, "unit"),
        ('{"rules": [{"unit": "VP"}, {"unit": " "}]}', 2, "unit"),
        ('{"rules": [{"unit": "VP", "kind": "rumour"}]}', 1, "kind"),
        ('{"rules": [{"unit": "VP", "channel": 3}]}', 1, "channel"),
        ('{"rules": [{"unit": "VP", "area": "xã"}]}', 1, "area"),  # a list, from the top downwards
        ('{"rules": [{"unit": "VP", "words": ["điện", null]}]}', 1, "words"),
        ('{"rules": [{"unit": "VP", "word": ["điện"]}]}', 1, "word"),  # a slip of the pen is no "whatever"
    ],
)
def test_it_refuses_what_makes_no_sense(text: str, number: int, part: str) -> None:
    with pytest.raises(RuleFileError) as refused:
        read_rules(text)
    assert (refused.value.number, refused.value.part) == (number, part)
