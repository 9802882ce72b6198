"""The built stylesheets belong to their sources, and a first visit stays light enough for an old phone."""

import gzip
import re
from pathlib import Path

import pytest

from tests.support.source import ROOT
from tools.digest_assets import RECORD, digest

STATIC = ROOT / "static"
KILOBYTE = 1000
# What is left of the 100 KB a first public page may weigh, once its own HTML (20 KB) is taken off.
FIRST_VISIT = 80 * KILOBYTE
FONT = 22 * KILOBYTE
FOREIGN = re.compile(r"//(?!www\.w3\.org/)[a-z]+\.[a-z]")
OTHERS_MARKS = re.compile(r"gds transport|crown|gov\.uk", re.IGNORECASE)


def packed(path: Path) -> int:
    """Bytes on the wire; fonts are packed already."""
    content = path.read_bytes()
    return len(content) if path.suffix == ".woff2" else len(gzip.compress(content, 6))


def fonts() -> list[Path]:
    return sorted((STATIC / "fonts").glob("*.woff2"))


def test_it_was_built_from_these_sources() -> None:
    assert RECORD.read_text().strip() == digest(), "run tools/build_assets.sh and commit what it makes"


@pytest.mark.parametrize("changed", ["static/src/public.scss", "static/css/desk.css", "package.json"])
def test_it_notices_a_change(tmp_path: Path, changed: str) -> None:
    for name in ("static/src/public.scss", "static/css/desk.css", "package.json"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("before")
    before = digest(tmp_path)
    (tmp_path / changed).write_text("after")
    assert digest(tmp_path) != before


def test_it_keeps_the_first_public_page_light() -> None:
    """All scripts are counted, although no page loads them all."""
    loaded = [
        STATIC / "css" / "public.css",
        *fonts(),
        *(STATIC / "js").glob("*.js"),
        STATIC / "img/emblem.svg",
    ]
    assert sum(map(packed, loaded)) <= FIRST_VISIT


def test_it_ships_small_fonts_with_their_licence() -> None:
    assert [path.name for path in fonts() if packed(path) > FONT] == []
    assert len(fonts()) == 2
    assert "SIL OPEN FONT LICENSE" in (STATIC / "fonts" / "OFL.txt").read_text()


def test_it_asks_nothing_of_other_hosts() -> None:
    shipped = [
        *(STATIC / "css").glob("*.css"),
        *(STATIC / "js").glob("*.js"),
        *(STATIC / "img").glob("*.svg"),
    ]
    assert [path.name for path in shipped if FOREIGN.search(path.read_text())] == []


def test_it_wears_its_own_clothes() -> None:
    sheets = [*(STATIC / "css").glob("*.css"), *(STATIC / "img").glob("*.svg")]
    assert [path.name for path in sheets if OTHERS_MARKS.search(path.read_text())] == []


def test_it_names_exact_versions_and_no_lock() -> None:
    """A lock file would name the registry it came from."""
    versions = re.findall(
        r'"(?:@?[\w/-]+)": "([^"]+)"', (ROOT / "package.json").read_text().split("devDependencies")[1]
    )
    assert versions
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions)
    assert not (ROOT / "package-lock.json").exists()
