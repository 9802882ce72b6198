"""Sealing with keys: opened by any of them, rotated to the newest, damaged content refused."""

import logging
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from portal.adapters.vault import FernetVault, KeyFile, new_key
from portal.ports import SealBroken

WORDS = "Tôi tố cáo ông trưởng ấp".encode()


def vault_of(*keys: str) -> FernetVault:
    return FernetVault(lambda: keys)


def test_it_gives_back_what_was_sealed() -> None:
    vault = vault_of(new_key())
    sealed = vault.seal(WORDS)
    assert WORDS not in sealed
    assert vault.open(sealed) == WORDS
    assert vault.seal(WORDS) != sealed  # who sees two of them learns not even that they say the same


def test_it_opens_with_an_old_key_and_seals_with_the_newest() -> None:
    old, new = new_key(), new_key()
    sealed = vault_of(old).seal(WORDS)
    both = vault_of(new, old)
    assert both.open(sealed) == WORDS
    assert vault_of(new).open(both.seal(WORDS)) == WORDS
    assert both.key_id == vault_of(new).key_id != vault_of(old).key_id
    assert both.key_id not in new


def test_it_rotates_to_the_newest_key() -> None:
    old, new = new_key(), new_key()
    anew = vault_of(new, old).rotate(vault_of(old).seal(WORDS))
    assert vault_of(new).open(anew) == WORDS
    with pytest.raises(SealBroken):
        vault_of(old).open(anew)


@pytest.mark.parametrize("damage", [b"", b"gAAAA", b"\xff\x00", WORDS])
def test_it_refuses_what_was_damaged(damage: bytes) -> None:
    vault = vault_of(new_key())
    for attempt in (vault.open, vault.rotate):
        with pytest.raises(SealBroken):
            attempt(damage)


def test_it_refuses_what_was_changed_by_one_letter() -> None:
    vault = vault_of(new_key())
    sealed = bytearray(vault.seal(WORDS))
    sealed[40] ^= 1
    with pytest.raises(SealBroken):
        vault.open(bytes(sealed))


@pytest.mark.parametrize("keys", [(), ("no-key",), ("é",)])
def test_it_says_that_its_keys_are_none_without_showing_them(
    keys: tuple[str, ...], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(SealBroken) as refused:
        vault_of(*keys).seal(WORDS)
    assert not [key for key in keys if key in f"{refused.value}{refused.value.__cause__}{caplog.text}"]


def test_a_key_file_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "var" / "sealing.key"
    keys = KeyFile(path, make=True)
    assert [*keys()] == [*keys()] == path.read_text().split()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [*path.parent.iterdir()] == [path]


def test_of_many_processes_at_once_one_makes_the_key(tmp_path: Path) -> None:
    files = [KeyFile(tmp_path / "sealing.key", make=True) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        assert len({tuple(keys) for keys in pool.map(lambda file: file(), files)}) == 1


def test_a_key_file_holds_old_keys_too(tmp_path: Path) -> None:
    path = tmp_path / "sealing.key"
    path.write_text("new\n\nold\n")
    assert KeyFile(path, make=False)() == ["new", "old"]


def test_a_lost_key_file_is_not_replaced(tmp_path: Path) -> None:
    with pytest.raises(SealBroken):
        FernetVault(KeyFile(tmp_path / "sealing.key", make=False)).seal(WORDS)
    assert [*tmp_path.iterdir()] == []
