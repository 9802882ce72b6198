"""What the history of a sealed case keeps, and what its sealed document holds."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from portal.domain.events import EventKind
from portal.domain.sealing import SEALED_WORDS, FileFacts, SealedDocument, said, skeleton

K = EventKind
FILE = FileFacts(3, "đơn.pdf", "application/pdf", 17, "0" * 64, by_sender=True)


@pytest.mark.parametrize(
    ("kind", "facts", "words"),
    [
        (K.RECEIVED, {"channel": "web_form"}, []),  # a code of ours
        (K.ROUTED, {"unit_id": 3, "reason": "Thuộc điện lực", "rule_id": None}, ["Thuộc điện lực"]),
        (K.ROUTED, {"unit_id": 3, "reason": ""}, []),  # nothing was said
        (K.ASKED, {"text": "Ở đâu?", "due_before": "2026-11-25", "ends_at": None}, ["Ở đâu?"]),
        (K.WAIT_EXPIRED, {"ended_at": "2026-11-20T09:00:00+07:00", "due": "2026-11-25"}, []),  # moments
        (K.CALLED_BACK, {"reached": True, "remark": "Gặp ông An", "attempt": 2}, ["Gặp ông An"]),
        (K.NOTED, {"text": "an", "about": "publication"}, ["an"]),  # one small word is a word all the same
        (K.DUE_MOVED, {"from": "2026-11-20", "to": "Ông An", "notice": "Lịch"}, ["Ông An", "Lịch"]),
        (K.DIVERTED, {"procedure": "denunciation", "to": "Thanh tra tỉnh"}, []),  # the stub of rules §7
        (K.REFUSED, {"reason_code": "not_ours", "text": "Không thuộc"}, ["Không thuộc"]),
        (K.RECLASSIFIED, {"kind": "Tố cáo ông An", "reason": "x"}, ["Tố cáo ông An", "x"]),  # no code
        (K.NOTED, {"text": ["Ông", "An"]}, ["['Ông', 'An']"]),  # whatever is neither number nor text is words
        (K.NOTED, {"unheard_of": "an"}, ["an"]),  # a fact nobody has thought of yet
    ],
)
def test_it_takes_the_words_out_of_facts(kind: EventKind, facts: dict[str, Any], words: list[str]) -> None:
    kept = skeleton(kind, facts)
    assert said(kind, facts) == words
    assert kept.keys() == facts.keys()
    assert not [word for word in words if word in kept.values()]
    assert skeleton(kind, kept) == kept
    assert said(kind, kept) == []


def test_it_leaves_a_mark_where_words_stood() -> None:
    """The replay of a history wants a reason for each return: there was one, and it is sealed."""
    assert skeleton(K.RETURNED, {"reason": "Không thuộc", "from_unit_id": 4}) == {
        "reason": SEALED_WORDS,
        "from_unit_id": 4,
    }


def test_a_document_is_the_same_after_sealing() -> None:
    rows = {"cases": [{"id": 1, "subject": "Trưởng ấp", "area_id": None}]}
    document = SealedDocument("PA-7K3M-2XYC", rows, (FILE,))
    assert SealedDocument.load(document.dump()) == document
    assert document.of("cases") == rows["cases"]
    assert document.of("ratings") == ()


def test_a_document_holds_days_and_moments() -> None:
    moment = datetime(2026, 11, 20, 2, tzinfo=UTC)
    document = SealedDocument("PA-7K3M-2XYC", {"ratings": [{"rated_at": moment, "on": date(2026, 11, 20)}]})
    (row,) = SealedDocument.load(document.dump()).of("ratings")
    assert row == {"rated_at": "2026-11-20T02:00:00+00:00", "on": "2026-11-20"}


def test_a_document_takes_nothing_it_cannot_give_back() -> None:
    with pytest.raises(TypeError, match="object has no place"):
        SealedDocument("PA-7K3M-2XYC", {"cases": [{"id": object()}]}).dump()


def test_late_words_stand_after_the_others() -> None:
    first = SealedDocument("PA-7K3M-2XYC", {"answers": [{"body": "một"}], "cases": [{"id": 1}]})
    late = SealedDocument("PA-7K3M-2XYC", {"answers": [{"body": "hai"}]}, (FILE,))
    both = first.with_late(late)
    assert both.rows == {"answers": [{"body": "một"}, {"body": "hai"}], "cases": [{"id": 1}]}
    assert both.files == (FILE,)
