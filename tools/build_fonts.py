"""Cuts Be Vietnam Pro down to what Vietnamese and English pages need: one small WOFF2 file per weight.

Needs fonttools and brotli; `build_assets.sh` installs both in a throw-away environment.
Usage: build_fonts.py SOURCE_FOLDER TARGET_FOLDER
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

WEIGHTS = (400, 700)
PARTS = ("latin", "vietnamese")

ASCII = "".join(map(chr, range(0x20, 0x7F)))
VIETNAMESE = "".join(
    base + base.upper() for base in ("àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ")
)
# The no-break space, dashes, quotation marks and signs that officials write, as far as the typeface has them.
SIGNS = "\u00a0–—‘’“”„…•·«»§©®°±×÷²³½¼¾µ₫€™−"
WANTED = ASCII + VIETNAMESE + SIGNS


def merged(source: Path, weight: int, scratch: Path) -> TTFont:
    """The latin and vietnamese parts of one weight as one font, without hinting."""
    paths = []
    for part in PARTS:
        font = TTFont(source / f"be-vietnam-pro-{part}-{weight}-normal.woff2")
        font.flavor = None
        cut(font)
        paths.append(scratch / f"{part}-{weight}.ttf")
        font.save(paths[-1])
    return Merger().merge([str(path) for path in paths])


def cut(font: TTFont) -> None:
    """Keeps the wanted characters and kerning; drops hinting, names and alternates."""
    options = Options(
        hinting=False,
        desubroutinize=True,
        layout_features=["kern"],
        name_IDs=[0, 1, 2, 13, 14],
        notdef_outline=True,
        glyph_names=False,
        drop_tables=["GDEF", "gasp", "DSIG"],
    )
    subsetter = Subsetter(options)
    subsetter.populate(text=WANTED)
    subsetter.subset(font)


def build(source: Path, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as scratch:
        for weight in WEIGHTS:
            font = merged(source, weight, Path(scratch))
            cut(font)
            font.flavor = "woff2"
            path = target / f"be-vietnam-pro-{weight}.woff2"
            font.save(path)
            print(f"{path.name}: {path.stat().st_size} bytes, {len(font.getGlyphOrder())} glyphs")


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]))
