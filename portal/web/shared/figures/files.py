"""Figures as files to be saved."""

from flask import Response


def csv_file(text: str, name: str) -> Response:
    """A CSV file; with a byte-order mark, so that Excel reads the accents."""
    head = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text.encode("utf-8-sig"), mimetype="text/csv", headers=head)
