"""Editions on the disk: whole or not at all, and nothing but what is there can be asked for."""

import csv
import json
import os
import time
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest

from portal.adapters.open_data.folders import UNTOUCHED
from portal.adapters.open_data.recompute import table
from portal.adapters.open_data.shelf import DiskShelf
from portal.domain.open_data.package import NAME
from portal.domain.open_data.tables import CATEGORIES, OpenTable
from portal.ports import OpenFiles

Rows = Iterator[tuple[str, ...]]


def files(*names: str) -> OpenFiles:
    def tables() -> Iterator[tuple[OpenTable, Rows]]:
        yield CATEGORIES, iter((name, f"Tên {name}, “{name}”", "", "") for name in names)

    return OpenFiles(tables(), {"README.md": "Dữ liệu mở\n"})


def edition(*names: str) -> OpenFiles:
    """With a dictionary, by which a folder is known as ours."""
    package = {"name": NAME, "as_of": "2026-10-03", "resources": [{"path": "categories.csv"}]}
    given = files(*names)
    return OpenFiles(given.tables, {**given.texts, "datapackage.json": json.dumps(package)})


def broken() -> OpenFiles:
    def rows() -> Rows:
        yield "land", "Đất đai", "", ""
        raise OSError("no space left")

    return OpenFiles([(CATEGORIES, rows())], {})


def test_it_writes_each_table_twice_with_the_script(tmp_path: Path) -> None:
    DiskShelf(tmp_path / "shelf").write(tmp_path / "out", files("land", "roads"))
    assert {each.name for each in (tmp_path / "out").iterdir()} == {
        "README.md",
        "SHA256SUMS.txt",
        "categories.csv",
        "categories.json",
        "phan-anh-mot-cua.zip",
        "recompute.py",
    }
    sheet = (tmp_path / "out" / "categories.csv").read_bytes().decode()
    assert sheet.splitlines()[:2] == ["category,name,name_en,parent", 'land,"Tên land, “land”",,']
    document = json.loads((tmp_path / "out" / "categories.json").read_text())
    assert document["fields"] == list(CATEGORIES.heads)
    assert document["rows"][1] == ["roads", "Tên roads, “roads”", "", ""]


def test_its_checksums_are_those_of_its_files(tmp_path: Path) -> None:
    DiskShelf(tmp_path / "shelf").write(tmp_path / "out", edition("land"))
    lines = (tmp_path / "out" / "SHA256SUMS.txt").read_text().splitlines()
    told = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    assert set(told) == {
        *("README.md", "categories.csv", "categories.json", "datapackage.json", "recompute.py")
    }
    for name, digest in told.items():
        assert sha256((tmp_path / "out" / name).read_bytes()).hexdigest() == digest


def test_one_file_has_them_all_and_is_the_same_for_the_same(tmp_path: Path) -> None:
    shelf = DiskShelf(tmp_path / "shelf")
    for name in ("one", "other"):
        shelf.write(tmp_path / name, edition("land"))
    archive = tmp_path / "one" / "phan-anh-mot-cua.zip"
    assert archive.read_bytes() == (tmp_path / "other" / archive.name).read_bytes()
    with ZipFile(archive) as opened:
        inside = {name: opened.read(name) for name in opened.namelist()}
    beside = {each.name: each.read_bytes() for each in archive.parent.iterdir() if each != archive}
    assert inside == beside


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        *(
            ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
            ("+84", "'+84"),
            ("-1", "'-1"),
            ("@x", "'@x"),
            ("\t=1", "'\t=1"),
        ),
        *(("'=1", "''=1"), ("", ""), ("Đất đai", "Đất đai"), ("2+", "2+"), ("*", "*"), ("'chợ'", "'chợ'")),
    ],
)
def test_no_cell_runs_as_a_formula(tmp_path: Path, text: str, cell: str) -> None:
    """The script beside it and the JSON have the very text."""
    rows = [("land", text, "", "")]
    DiskShelf(tmp_path / "shelf").write(tmp_path / "out", OpenFiles([(CATEGORIES, rows)], {}))
    with (tmp_path / "out" / "categories.csv").open(encoding="utf-8", newline="") as sheet:
        assert [each["name"] for each in csv.DictReader(sheet)] == [cell]
    assert [each["name"] for each in table(tmp_path / "out", "categories")] == [text]
    document = json.loads((tmp_path / "out" / "categories.json").read_text())
    assert document["rows"] == [["land", text, "", ""]]


def test_it_tells_the_day_of_an_edition(tmp_path: Path) -> None:
    shelf = DiskShelf(tmp_path)
    shelf.keep("2026-10", edition("land"))
    shelf.keep("2026-09", files("land"))
    assert shelf.as_of("2026-10") == date(2026, 10, 3)
    assert shelf.as_of("2026-09") is None
    assert shelf.as_of("2026-08") is None


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


@pytest.mark.parametrize("theirs", ["notes.txt", ".git", "old.csv"])
def test_it_deletes_nothing_that_is_not_its_own(tmp_path: Path, theirs: str) -> None:
    shelf, out = DiskShelf(tmp_path / "shelf"), tmp_path / "out"
    shelf.write(out, edition("land"))
    (out / theirs).write_text("theirs")
    with pytest.raises(FileExistsError, match=theirs):
        shelf.write(out, edition("roads"))
    assert (out / theirs).read_text() == "theirs"
    assert "land" in (out / "categories.csv").read_text()
    assert [each.name for each in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("package", ["", "[]", '{"name": "another", "resources": [{"path": "theirs.csv"}]}'])
def test_it_knows_its_own_by_the_dictionary(tmp_path: Path, package: str) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "theirs.csv").write_text("theirs")
    (out / "datapackage.json").write_text(package)
    with pytest.raises(FileExistsError, match="theirs"):
        DiskShelf(tmp_path / "shelf").write(out, edition("roads"))
    assert (out / "theirs.csv").read_text() == "theirs"


def test_it_writes_again_what_it_wrote_and_into_an_empty_folder(tmp_path: Path) -> None:
    shelf, out = DiskShelf(tmp_path / "shelf"), tmp_path / "out"
    out.mkdir()
    for name in ("land", "roads"):
        shelf.write(out, edition(name))
        assert name in (out / "categories.csv").read_text()
    assert [each.name for each in tmp_path.iterdir()] == ["out"]


def test_it_writes_where_a_link_leads(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "there")
    DiskShelf(tmp_path / "shelf").write(tmp_path / "out", edition("land"))
    assert (tmp_path / "out").is_symlink()
    assert (tmp_path / "there" / "categories.csv").is_file()


def test_it_puts_the_old_one_back_where_the_new_one_cannot_be_put(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = DiskShelf(tmp_path)
    shelf.keep("2026-10", edition("land"))
    rename = Path.rename

    def refuses(self: Path, target: Path) -> Path:
        if target == tmp_path / "2026-10" and self.name != "2026-10":
            raise OSError("refused")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuses)
    with pytest.raises(OSError, match="refused"):
        shelf.keep("2026-10", edition("roads"))
    assert "land" in (tmp_path / "2026-10" / "categories.csv").read_text()
    assert [each.name for each in tmp_path.iterdir()] == ["2026-10"]


def left(folder: Path, name: str, *, age: timedelta) -> Path:
    """What a worker that was killed leaves."""
    left = folder / name
    left.mkdir(parents=True)
    (left / "cases.csv").write_text("unit")
    moment = time.time() - age.total_seconds()
    for each in (left / "cases.csv", left, folder):
        os.utime(each, (moment, moment))
    return left


def test_it_clears_away_what_a_killed_worker_left(tmp_path: Path) -> None:
    long, short = UNTOUCHED + timedelta(minutes=1), UNTOUCHED - timedelta(minutes=1)
    for name in (".2026-09-ab12cd34", ".2026-11-ab12cd34"):
        left(tmp_path, name, age=long)
    for name in (".theirs", "2026-08"):
        left(tmp_path, name, age=long)
    left(tmp_path, ".2026-11-ef56ab78", age=short)  # another worker is at it
    DiskShelf(tmp_path).keep("2026-11", edition("land"))
    assert {each.name for each in tmp_path.iterdir()} == {
        ".theirs",
        ".2026-11-ef56ab78",
        "2026-08",
        "2026-11",
    }


def test_it_brings_back_an_edition_that_was_being_replaced(tmp_path: Path) -> None:
    left(tmp_path / ".2026-10-old-ab12cd34", "2026-10", age=2 * UNTOUCHED)
    DiskShelf(tmp_path).keep("2026-11", edition("land"))
    assert {each.name for each in tmp_path.iterdir()} == {"2026-10", "2026-11"}
    assert (tmp_path / "2026-10" / "cases.csv").read_text() == "unit"


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
