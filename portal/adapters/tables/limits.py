"""How much of a file is looked at before it is refused."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that honest files stay far below; time grows with a file, memory must not.

    `unpacked` and `packing` (how many times larger a packed part may become, asked of large parts alone) keep bombs
    out. After `blank_rows` empty rows on end a sheet is taken to be over.
    """

    rows: int = 1_000_000
    columns: int = 200
    cell: int = 32_767
    line: int = MEGABYTE
    blank_rows: int = 10_000
    merges: int = 5_000
    unpacked: int = 1024 * MEGABYTE
    packing: int = 200
    large_part: int = 64 * MEGABYTE
    small_part: int = 16 * MEGABYTE
    parts: int = 2_000


# Headers are looked for in so many rows that are not blank.
ROWS_OF_HEAD = 20
