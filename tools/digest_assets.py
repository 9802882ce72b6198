"""A digest of everything the stylesheets are built from, so that built files and sources cannot part unseen.

Usage: digest_assets.py [--write]  (prints the digest; with --write also records it beside the built files)
"""

import sys
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RECORD = ROOT / "static" / "css" / ".digest"


def sources(root: Path) -> list[Path]:
    """The Sass files, the list of packages and the built sheets, in a fixed order."""
    sass = sorted((root / "static" / "src").rglob("*.scss"))
    built = sorted((root / "static" / "css").glob("*.css"))
    return [*sass, *built, root / "package.json"]


def digest(root: Path = ROOT) -> str:
    """A hexadecimal SHA-256 over names and contents."""
    sum_ = sha256()
    for path in sources(root):
        sum_.update(f"{path.relative_to(root).as_posix()}\0".encode())
        sum_.update(path.read_bytes() + b"\0")
    return sum_.hexdigest()


if __name__ == "__main__":
    if "--write" in sys.argv[1:]:
        RECORD.write_text(digest() + "\n", encoding="ascii")
    print(digest())
