"""Figures as files to be saved."""

import csv
from collections.abc import Iterable
from io import TextIOWrapper
from tempfile import SpooledTemporaryFile

from flask import Response
from werkzeug.wsgi import FileWrapper

from portal.domain.sheets import guarded_unless_number

# Bytes held in memory; the rest of a larger file waits on the disk.
HELD = 1_000_000
PIECE = 64 * 1024


def csv_file(rows: Iterable[Iterable[object]], name: str) -> Response:
    """A CSV file; with a byte-order mark, so that Excel reads the accents, and without a cell that it would run.

    Rows are written as they come: of a large office the figures are a file of many megabytes.
    """
    kept = SpooledTemporaryFile(max_size=HELD)  # noqa: SIM115  # the response closes it
    sheet = TextIOWrapper(kept, encoding="utf-8-sig", newline="")
    csv.writer(sheet).writerows([guarded_unless_number(cell) for cell in row] for row in rows)
    sheet.detach()  # which writes what is left, and leaves the file open
    size = kept.tell()
    kept.seek(0)
    head = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Length": str(size)}
    return Response(FileWrapper(kept, PIECE), mimetype="text/csv", headers=head, direct_passthrough=True)
