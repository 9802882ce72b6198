"""Editions on the disk: whole or not at all, and nothing but what is there can be asked for."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.adapters.open_data.shelf import DiskShelf
from portal.domain.open_data.tables import CATEGORIES, OpenTable
from portal.ports import OpenFiles

Rows = Iterator[tuple[str, ...]]


def files(*names: str) -> OpenFiles:
    def tables() -> Iterator[tuple[OpenTable, Rows]]:
        yield CATEGORIES, iter((name, f"Tên {name}, “{name}”", "", "") for name in names)

    return OpenFiles(tables(), {"README.md": "Dữ liệu mở\n"})


def broken() -> OpenFiles:
    def rows() -> Rows:
        yield "land", "Đất đai", "", ""
        raise OSError("no space left")

    return OpenFiles([(CATEGORIES, rows())], {})


def test_it_writes_each_table_twice_with_the_script(tmp_path: Path) -> None:
    DiskShelf(tmp_path / "shelf").write(tmp_path / "out", files("land", "roads"))
    assert {each.name for each in (tmp_path / "out").iterdir()} == {
        "README.md",
        "categories.csv",
        "categories.json",
        "recompute.py",
    }
    sheet = (tmp_path / "out" / "categories.csv").read_bytes().decode()
    assert sheet.splitlines()[:2] == ["category,name,name_en,parent", 'land,"Tên land, “land”",,']
    document = json.loads((tmp_path / "out" / "categories.json").read_text())
    assert document["fields"] == list(CATEGORIES.heads)
    assert document["rows"][1] == ["roads", "Tên roads, “roads”", "", ""]


def test_it_leaves_the_old_one_where_the_new_one_fails(tmp_path: Path) -> None:
    shelf = DiskShelf(tmp_path / "shelf")
    shelf.keep("2026-10", files("land"))
    with pytest.raises(OSError, match="space"):
        shelf.keep("2026-10", broken())
    path = shelf.path("2026-10", "categories.csv")
    assert path is not None
    assert "land" in path.read_text()
    assert [each.name for each in (tmp_path / "shelf").iterdir()] == ["2026-10"]


def test_it_replaces_an_edition_as_a_whole(tmp_path: Path) -> None:
    shelf = DiskShelf(tmp_path / "shelf")
    shelf.keep("2026-10", files("land"))
    (tmp_path / "shelf" / "2026-10" / "old.csv").write_text("old")
    shelf.keep("2026-10", files("roads"))
    assert "old.csv" not in shelf.kept()["2026-10"]
    assert [each.name for each in (tmp_path / "shelf").iterdir()] == ["2026-10"]


def test_it_gives_nothing_but_what_it_kept(tmp_path: Path) -> None:
    shelf = DiskShelf(tmp_path / "shelf")
    assert shelf.kept() == {}
    assert shelf.path("2026-10", "categories.csv") is None
    for name in ("2026-09", "2026-10"):
        shelf.keep(name, files("land"))
    assert list(shelf.kept()) == ["2026-10", "2026-09"]
    (tmp_path / "secret").write_text("secret")
    for name, file in (
        ("..", "secret"),
        ("2026-10", "../../secret"),
        (".", "2026-10"),
        ("2026-10", "none.csv"),
    ):
        assert shelf.path(name, file) is None
