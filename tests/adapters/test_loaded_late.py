"""What only signing and writing need is loaded when somebody signs or writes."""

import subprocess
import sys

HEAVY = ("pyhanko", "aiohttp", "docxtpl", "docx", "typst")
LOOK = (
    "import sys, portal.adapters.pades, portal.adapters.typst_printer, portal.adapters.word_letters; "
    f"print(*[name for name in {HEAVY!r} if name in sys.modules])"
)


def test_it_leaves_heavy_libraries_alone() -> None:
    result = subprocess.run([sys.executable, "-c", LOOK], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == ""
