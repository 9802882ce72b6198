"""The fakes keep the promises of the ports, as the real ones do."""

from collections.abc import Callable
from pathlib import Path

import pytest

from portal.adapters.file_store import DiskStore
from portal.adapters.whoosh_index import WhooshIndex
from portal.ports import FileStore, OutgoingMail, SearchFilter, SearchIndex, Unavailable
from tests.adapters.published import published
from tests.fakes import FakeIndex, FakePorts, FakeStore

Stores = Callable[[Path], FileStore]
Indexes = Callable[[Path], SearchIndex]

TEXTS = (
    published(1, "Đường dây nóng không ai nghe máy.", category_id=10),
    published(2, "Đường dây nóng trả lời nhanh.", category_id=11, late=True),
    published(3, "Rác thải sinh hoạt.", category_id=None),
)


@pytest.mark.parametrize("made", [DiskStore, lambda folder: FakeStore()], ids=["disk", "fake"])
def test_a_store_gives_back_and_forgets(made: Stores, tmp_path: Path) -> None:
    store = made(tmp_path)
    key = store.put(b"content")
    with store.open(key) as file:
        assert file.read() == b"content"
    store.delete(key)
    store.delete(key)
    with pytest.raises(KeyError):
        store.open(key)


@pytest.mark.parametrize("made", [WhooshIndex, lambda folder: FakeIndex()], ids=["whoosh", "fake"])
@pytest.mark.parametrize(
    ("asked", "where", "found"),
    [
        ("duong day nong", SearchFilter(), [2, 1]),
        ("đường dây nóng nhanh", SearchFilter(), [2]),
        ("đường dây", SearchFilter(late=False), [1]),
        ("", SearchFilter(category_ids=frozenset({10, 11})), [2, 1]),
        ("", SearchFilter(from_month=202701), []),
    ],
)
def test_an_index_finds(
    made: Indexes, tmp_path: Path, asked: str, where: SearchFilter, found: list[int]
) -> None:
    index = made(tmp_path)
    assert index.rebuild(iter(TEXTS)) == 3
    hits = index.search(asked, where, start=0, limit=10)
    assert [hit.publication_id for hit in hits.hits] == found
    assert hits.total == len(found)


@pytest.mark.parametrize("made", [WhooshIndex, lambda folder: FakeIndex()], ids=["whoosh", "fake"])
def test_an_index_resembles_and_changes(made: Indexes, tmp_path: Path) -> None:
    index = made(tmp_path)
    index.rebuild(iter(TEXTS))
    index.write([published(4, "Rác thải sinh hoạt tràn mương.")], [3])
    assert [hit.publication_id for hit in index.similar("rác thải sinh hoạt", limit=5)] == [4]


def test_every_fake_can_be_away() -> None:
    fakes = FakePorts()
    for fake in (fakes.mailer, fakes.sms, fakes.files, fakes.inspector, fakes.index, fakes.printer):
        fake.problem = Unavailable("away")
    ports, mail = fakes.ports, OutgoingMail("a@example.com", "Thử", "Thử", "m")
    for attempt in (
        lambda: ports.mailer.send(mail),
        lambda: ports.sms.send("+84900000000", "Thử", "m"),
        lambda: ports.files.put(b"x"),
        lambda: ports.inspector.inspect("a.pdf", b"x"),
        lambda: ports.index.write([], []),
    ):
        with pytest.raises(Unavailable):
            attempt()
    assert fakes.mailer.sent == []
