"""The index on disk: changing, being made anew, being damaged."""

import gc
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from portal.adapters.whoosh_index import WhooshIndex
from portal.ports import PublishedText, Unavailable
from tests.adapters.conftest import IndexOf
from tests.adapters.published import ANYWHERE, ask, numbers, published

# --- changing -------------------------------------------------------------------------------------


def test_it_puts_in_replaces_and_takes_out(index_of: IndexOf) -> None:
    index = index_of(published(1, "rác"), published(2, "rác"), published(3, "rác"))
    index.write([published(2, "điện"), published(4, "rác")], [3, 99])
    assert numbers(ask(index, "rác")) == [4, 1]
    assert numbers(ask(index, "điện")) == [2]


def test_it_holds_a_text_once_however_often_it_is_written(index_of: IndexOf) -> None:
    index = index_of()
    for _ in range(4):
        index.write([published(1, "rác")], [])
    assert numbers(ask(index, "")) == [1]


def test_it_sees_what_another_process_wrote(index_of: IndexOf, tmp_path: Path) -> None:
    index = index_of(published(1, "rác"))
    assert numbers(ask(index, "rác")) == [1]
    WhooshIndex(tmp_path / "index").write([published(2, "rác")], [1])
    assert numbers(ask(index, "rác")) == [2]


def test_it_keeps_its_order_over_many_small_changes(index_of: IndexOf) -> None:
    index = index_of(*(published(n, "rác") for n in range(10)))
    for n in range(10, 30):
        index.write([published(n, "rác")], [n - 10])
    assert numbers(ask(index, "rác", limit=30)) == list(range(29, 19, -1))


def test_it_is_empty_when_there_is_nothing(index_of: IndexOf) -> None:
    index = index_of()
    assert ask(index, "rác").total == ask(index, "").total == 0


def test_it_does_not_begin_an_index_with_a_change(tmp_path: Path) -> None:
    """It would hold one text and look whole."""
    index = WhooshIndex(tmp_path / "index")
    with pytest.raises(Unavailable):
        index.write([published(1, "rác")], [])
    with pytest.raises(Unavailable):
        ask(index, "rác")


# --- being made anew ------------------------------------------------------------------------------


def test_it_counts_what_it_holds(tmp_path: Path) -> None:
    assert WhooshIndex(tmp_path / "index").rebuild(published(n, "rác") for n in range(7)) == 7


def test_it_is_searched_while_it_is_made_anew(index_of: IndexOf, tmp_path: Path) -> None:
    index = index_of(published(1, "rác"))
    seen: list[list[int]] = []

    def texts() -> Iterator[PublishedText]:
        for n in (2, 3):
            seen.append(numbers(ask(index, "rác")))
            yield published(n, "rác")

    WhooshIndex(tmp_path / "index").rebuild(texts())
    assert seen == [[1], [1]]
    assert numbers(ask(index, "rác")) == [3, 2]


def test_it_leaves_those_who_read_the_old_one_in_peace(index_of: IndexOf, tmp_path: Path) -> None:
    index = index_of(published(1, "rác"))
    with index._reading() as snapshot:
        WhooshIndex(tmp_path / "index").rebuild(iter([published(2, "điện")]))
        assert snapshot.row("words", "rac") == 1
        assert snapshot.stored(0)["publication"] == "1"


def test_it_does_not_pile_up_old_ones(index_of: IndexOf, tmp_path: Path) -> None:
    index = index_of()
    for _ in range(4):
        index.rebuild(iter([published(1, "rác")]))
    assert len(list((tmp_path / "index").glob("index-*"))) == 2


def test_it_keeps_the_old_one_when_making_it_anew_fails(index_of: IndexOf, tmp_path: Path) -> None:
    index = index_of(published(1, "rác"))

    def texts() -> Iterator[PublishedText]:
        yield published(2, "rác")
        raise LookupError("the database went away")

    with pytest.raises(LookupError):
        index.rebuild(texts())
    assert numbers(ask(index, "rác")) == [1]
    assert len(list((tmp_path / "index").glob("index-*"))) == 1


# --- two at a time --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "write",
    [lambda index: index.write([published(9, "rác")], []), lambda index: index.rebuild(iter([]))],
    ids=["write", "rebuild"],
)
def test_it_lets_one_write_at_a_time(
    index_of: IndexOf, tmp_path: Path, write: Callable[[WhooshIndex], None]
) -> None:
    index = index_of()
    refused: list[bool] = []

    def texts() -> Iterator[PublishedText]:
        with pytest.raises(Unavailable):
            write(WhooshIndex(tmp_path / "index"))
        refused.append(True)
        yield published(1, "rác")

    index.rebuild(texts())
    assert refused == [True]
    write(WhooshIndex(tmp_path / "index"))


def test_it_serves_many_threads(index_of: IndexOf) -> None:
    index = index_of(*(published(n, f"rác thải số {n}") for n in range(300)))
    wrong: list[object] = []

    def search() -> None:
        for n in range(0, 300, 7):
            found = numbers(ask(index, f"rác thải số {n}", limit=1))
            if found != [n]:
                wrong.append(found)

    threads = [threading.Thread(target=search) for _ in range(4)]
    for thread in threads:
        thread.start()
    index.write([published(500, "điện")], [])
    for thread in threads:
        thread.join()
    assert wrong == []


# --- being damaged --------------------------------------------------------------------------------


def lost(folder: Path) -> None:
    (folder / "in-use").unlink()


def made_by_another_release(folder: Path) -> None:
    (folder / "in-use").write_text("index-0-0123456789abcdef")


def pointing_elsewhere(folder: Path) -> None:
    (folder / "in-use").write_text("../../etc")


def half_deleted(folder: Path) -> None:
    for path in folder.rglob("*.seg"):
        path.unlink()


def without_contents_list(folder: Path) -> None:
    for path in folder.rglob("*.toc"):
        path.unlink()


def cut_off(folder: Path) -> None:
    for path in folder.rglob("*.seg"):
        os.truncate(path, path.stat().st_size // 2)


def emptied(folder: Path) -> None:
    for path in (*folder.rglob("*.seg"), *folder.rglob("*.toc")):
        os.truncate(path, 0)


def scribbled_over(folder: Path) -> None:
    for path in folder.rglob("*.seg"):
        path.write_bytes(b"\xa5" * path.stat().st_size)


def unreadable_list(folder: Path) -> None:
    for path in folder.rglob("*.toc"):
        path.write_bytes(path.read_bytes()[:40] + b"\xa5" * 200)


DAMAGES = [
    lost, made_by_another_release, pointing_elsewhere, half_deleted, without_contents_list,
    cut_off, emptied, scribbled_over, unreadable_list,
]  # fmt: skip


# Whoosh leaves files it could not read to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("damage", DAMAGES)
def test_it_is_unavailable_when_damaged_and_mended_by_making_it_anew(
    index_of: IndexOf, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    index_of(*(published(n, "rác thải") for n in range(20)))
    damage(tmp_path / "index")
    index = WhooshIndex(tmp_path / "index")
    for attempt in (
        lambda: index.search("rác thải", ANYWHERE, start=0, limit=10),
        lambda: index.similar("rác thải sinh hoạt, rác thải", limit=3),
        lambda: index.write([published(99, "rác")], [1]),
    ):
        with pytest.raises(Unavailable):
            attempt()
    index.rebuild(iter([published(1, "rác thải")]))
    assert numbers(ask(index, "rác")) == [1]
    gc.collect()


def test_it_gives_up_a_damaged_state_as_soon_as_there_is_a_better_one(
    index_of: IndexOf, tmp_path: Path
) -> None:
    index = index_of(published(1, "rác"))
    assert ask(index, "rác").total == 1
    half_deleted(tmp_path / "index")
    without_contents_list(tmp_path / "index")
    with pytest.raises(Unavailable):
        ask(index, "rác")
    WhooshIndex(tmp_path / "index").rebuild(iter([published(2, "rác")]))
    assert numbers(ask(index, "rác")) == [2]


def test_it_waits_for_no_busy_index(index_of: IndexOf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.adapters.whoosh_index.PATIENCE", 0.05)
    index = index_of(published(1, "rác"))
    with index._reading(), pytest.raises(Unavailable):
        ask(index, "rác")


def test_it_tells_a_full_disk_from_its_own_faults(tmp_path: Path) -> None:
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "in-use").mkdir()
    with pytest.raises(Unavailable):
        WhooshIndex(tmp_path / "index").rebuild(iter([published(1, "rác")]))
