"""Sealing with Fernet (AES-128-CBC and HMAC-SHA256, of the cryptography library), with keys from the operator."""

import os
import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from portal.lazily import Lazily
from portal.ports import SealBroken

# Loaded at the first sealing: few processes ever seal or open anything.
fernet = Lazily("cryptography.fernet")


def new_key() -> str:
    """A fresh key, as SEALING_KEYS and the key file hold them."""
    key: bytes = fernet.Fernet.generate_key()
    return key.decode()


class FernetVault:
    """Seals with the newest key and opens with any of them."""

    def __init__(self, keys: Callable[[], Sequence[str]]) -> None:
        """`keys` gives the keys, newest first, when they are first needed."""
        self._read = keys

    @property
    def key_id(self) -> str:
        """The beginning of the newest key's digest: tells two keys apart and nothing of either."""
        return sha256(self._keys[0].encode()).hexdigest()[:12]

    def seal(self, content: bytes) -> bytes:
        """The content as only the keys can open it. Raises SealBroken when there is no key."""
        sealed: bytes = self._fernet.encrypt(content)
        return sealed

    def open(self, sealed: bytes) -> bytes:
        """The content again. Raises SealBroken when no key at hand opens it."""
        try:
            content: bytes = self._fernet.decrypt(sealed)
        except fernet.InvalidToken:
            raise SealBroken("no key at hand opens it, or it was damaged") from None
        return content

    def rotate(self, sealed: bytes) -> bytes:
        """The same content sealed with the newest key. Raises SealBroken."""
        try:
            anew: bytes = self._fernet.rotate(sealed)
        except fernet.InvalidToken:
            raise SealBroken("no key at hand opens it, or it was damaged") from None
        return anew

    @cached_property
    def _keys(self) -> Sequence[str]:
        keys = self._read()
        if not keys:
            raise SealBroken("there is no key")
        return keys

    @cached_property
    def _fernet(self) -> Any:
        try:
            return fernet.MultiFernet([fernet.Fernet(key) for key in self._keys])
        except ValueError:
            # Said without its cause, which might quote the key.
            raise SealBroken("a key is not one that `flask sealing new-key` made") from None


class KeyFile:
    """Keys in a file, one a line, newest first; for a demo or a developer the file is made when it is missing."""

    def __init__(self, path: Path, *, make: bool) -> None:
        self._path, self._make = path, make

    def __call__(self) -> Sequence[str]:
        """The keys. Raises SealBroken when the file cannot be read."""
        if self._make and not self._path.exists():
            self._begin()
        try:
            return self._path.read_text(encoding="ascii").split()
        except (OSError, UnicodeDecodeError):
            raise SealBroken("the key file cannot be read") from None

    def _begin(self) -> None:
        """Made whole beside its place and then linked there: of two processes at once, one key wins."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        beside = self._path.with_name(f".{self._path.name}.{secrets.token_hex(8)}")
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(f"{new_key()}\n")
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(beside, self._path)
        beside.unlink()
