"""The lists of the desk of dossiers, as links above each of its pages."""

from collections.abc import Callable
from typing import Any

from flask import current_app, request, url_for

from portal.domain.permissions import Permission
from portal.queries.dossier_lists import Shelf
from portal.web.shared.acting import actor
from portal.web.shared.sentences import _

# What is only there when the process has the page and the actor may open it.
FURTHER: tuple[tuple[Permission, str, Callable[[], str]], ...] = (
    (Permission.IMPORT_DOSSIERS, "desk.dossier_imports", lambda: _("Nhập hồ sơ từ tệp")),
)


def dossier_menu() -> list[dict[str, Any]]:
    """The pages about dossiers and their letters."""
    shown = request.args.get("show", "")
    at_list = request.endpoint == "desk.dossiers"
    everything = at_list and shown == Shelf.ALL
    entries = [
        (_("Việc cần làm"), url_for("desk.dossiers"), at_list and not everything),
        (_("Thư xin lỗi"), url_for("desk.letters"), "letter" in (request.endpoint or "")),
        (_("Sổ hồ sơ"), url_for("desk.dossiers", show=Shelf.ALL.value), everything),
    ]
    entries += [
        (label(), url_for(endpoint), request.endpoint == endpoint)
        for permission, endpoint, label in FURTHER
        if actor().may(permission) and endpoint in current_app.view_functions
    ]
    return [{"label": label, "href": href, "current": current} for label, href, current in entries]
