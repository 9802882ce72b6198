"""Series in addresses: "3" for the voluntary ballots of a version, "3-7" for a campaign's."""

import re

from flask import request

from portal.queries.surveys.figures import VOLUNTARY, Series

_CODE = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?")


def series_code(series: Series) -> str:
    """A series as an address has it."""
    return f"{series.version_id}-{series.campaign_id}" if series.is_sampled else str(series.version_id)


def series_asked() -> Series | None:
    """The series that the address asks for; None for none and for what makes no sense."""
    match = _CODE.fullmatch(request.args.get("series", ""))
    return Series(int(match[1]), int(match[2] or VOLUNTARY)) if match else None
