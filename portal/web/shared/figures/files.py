"""Figures as files to be saved."""

import csv
from collections.abc import Iterable
from io import StringIO

from flask import Response

from portal.domain.sheets import guarded_unless_number


def csv_file(rows: Iterable[Iterable[object]], name: str) -> Response:
    """A CSV file; with a byte-order mark, so that Excel reads the accents, and without a cell that it would run."""
    sheet = StringIO()
    csv.writer(sheet).writerows([guarded_unless_number(cell) for cell in row] for row in rows)
    head = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(sheet.getvalue().encode("utf-8-sig"), mimetype="text/csv", headers=head)
