"""The files of a case and of its answers, for those who may see the case and for nobody else."""

from collections.abc import Iterable

from flask import abort, url_for
from flask.typing import ResponseReturnValue

from portal.extensions import talisman
from portal.queries.case_file import Attachment, Case
from portal.services.read_attachment import read_attachment
from portal.web.desk.blueprint import blueprint
from portal.web.shared.acting import act
from portal.web.shared.captures import stored_file, stored_thumbnail
from portal.web.shared.headers import INERT
from portal.web.shared.words import size


@blueprint.get("/cases/<reference>/files/<int:file_id>")
@talisman(content_security_policy=INERT)  # type: ignore[untyped-decorator]
def attachment(reference: str, file_id: int) -> ResponseReturnValue:
    """One file; pictures open in the window, everything else is saved."""
    return stored_file(read_attachment(act(), reference, file_id) or abort(404))


@blueprint.get("/cases/<reference>/files/<int:file_id>/thumbnail")
@talisman(content_security_policy=INERT)  # type: ignore[untyped-decorator]
def thumbnail(reference: str, file_id: int) -> ResponseReturnValue:
    """The small picture of a file."""
    return stored_thumbnail(read_attachment(act(), reference, file_id) or abort(404))


def file_views(case: Case, files: Iterable[Attachment]) -> list[dict[str, str]]:
    """Files as the list of files shows them."""
    return [file_view(case, file) for file in files]


def file_view(case: Case, file: Attachment) -> dict[str, str]:
    """One file as the list of files shows it."""
    thumbnail_href = url_for("desk.thumbnail", reference=case.reference, file_id=file.id)
    return {
        "id": str(file.id),
        "name": file.name,
        "size_words": size(file.size),
        "href": url_for("desk.attachment", reference=case.reference, file_id=file.id),
        "thumbnail_href": thumbnail_href if file.thumbnail_key else "",
    }
