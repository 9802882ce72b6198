"""Files kept on a disk."""

from pathlib import Path

import pytest

from portal.adapters.file_store import DiskStore
from portal.ports import Unavailable

CONTENT = b"\x00\xff" * 1000
ABSENT = "0" * 32


def test_it_gives_back_what_it_was_given(tmp_path: Path) -> None:
    store = DiskStore(tmp_path)
    key = store.put(CONTENT)
    with store.open(key) as file:
        assert file.read() == CONTENT


def test_it_spreads_files_over_two_levels_for_the_portal_alone(tmp_path: Path) -> None:
    key = DiskStore(tmp_path).put(CONTENT)
    path = tmp_path / key[:2] / key[2:4] / key
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == [path]
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_it_gives_every_file_a_key_of_its_own(tmp_path: Path) -> None:
    store = DiskStore(tmp_path)
    keys = {store.put(b"the same") for _ in range(20)}
    assert len(keys) == 20
    assert all(len(key) == 32 and set(key) <= set("0123456789abcdef") for key in keys)


@pytest.mark.parametrize(
    "key",
    [
        ABSENT,
        "",
        "..",
        "../../etc/passwd",
        "/etc/passwd",
        "A" * 32,
        "0" * 31,
        "0" * 33,
        f"{ABSENT}\n",
        "0/" * 16,
    ],
)
def test_it_knows_no_other_keys(tmp_path: Path, key: str) -> None:
    store = DiskStore(tmp_path)
    store.put(CONTENT)
    with pytest.raises(KeyError):
        store.open(key)
    store.delete(key)
    assert len([one for one in tmp_path.rglob("*") if one.is_file()]) == 1


def test_it_forgets(tmp_path: Path) -> None:
    store = DiskStore(tmp_path)
    key = store.put(CONTENT)
    store.delete(key)
    store.delete(key)
    with pytest.raises(KeyError):
        store.open(key)


def test_it_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(Unavailable):
        DiskStore(tmp_path).put(CONTENT)
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == []
