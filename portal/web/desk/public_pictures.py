"""Pictures for a public version: black boxes drawn on a picture of the case, burnt into a copy of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.domain.black_boxes import Box, NoBox, box_of
from portal.domain.permissions import Permission
from portal.extensions import talisman
from portal.queries.case_file import Case, Publication
from portal.queries.public_pictures import (
    OfferedPicture,
    PublicPicture,
    offered_picture,
    offered_pictures,
    picture_for,
)
from portal.services.errors import RuleBroken
from portal.services.publish_answer import current_draft
from portal.services.publish_pictures import put_picture, remove_picture
from portal.services.transition import require as require_for
from portal.web.desk.blueprint import blueprint
from portal.web.desk.case import seen_case
from portal.web.desk.public_versions import Publishing
from portal.web.shared.acting import act, actor, commits, ports, session
from portal.web.shared.captures import stored_picture
from portal.web.shared.form import Form, Line, checks_itself
from portal.web.shared.headers import INERT
from portal.web.shared.office import contacts_of_office
from portal.web.shared.refusals import rule_words
from portal.web.shared.sentences import _, _l

UNSOUND = 422
SIDES = ("left", "top", "width", "height")
# As many rows are there without a script, and so many more with each press of "more".
EMPTY_ROWS = 3

Row = tuple[str, ...]


class PictureForm(Form):
    """What a picture shows, in words; the boxes are rows of numbers beside it."""

    alternative = Line(_l("Mô tả ảnh bằng lời"))


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture that may be published, and what is published of it with the version shown."""

    file_id: int
    name: str
    thumbnail_href: str
    edit_href: str
    chosen: PublicPicture | None
    chosen_href: str


def picture_views(shown: Publishing) -> list[PictureView]:
    """The pictures of a case beside its public version: the one being made, else the one on the page."""
    if shown.answer is None:
        return []
    version = shown.draft or shown.published
    offered = offered_pictures(session(), shown.case.id, version.id if version else None)
    return [_view(shown.case, each) for each in offered]


def _view(case: Case, offered: OfferedPicture) -> PictureView:
    file, small = offered.file, "desk.thumbnail" if offered.file.thumbnail_key else "desk.attachment"
    return PictureView(
        file_id=file.id,
        name=file.name,
        thumbnail_href=url_for(small, reference=case.reference, file_id=file.id),
        edit_href=url_for("desk.public_picture", reference=case.reference, file_id=file.id),
        chosen=offered.chosen,
        chosen_href=_burnt_href(case, offered.chosen),
    )


def _burnt_href(case: Case, row: PublicPicture | None) -> str:
    return url_for("desk.burnt_picture", reference=case.reference, picture_id=row.id) if row else ""


@blueprint.get("/cases/<reference>/publication/burnt/<int:picture_id>")
@talisman(content_security_policy=INERT)  # type: ignore[untyped-decorator]
def burnt_picture(reference: str, picture_id: int) -> ResponseReturnValue:
    """A picture as it is published, for those who may see the case."""
    row = picture_for(session(), actor(), reference, picture_id=picture_id) or abort(404)
    return stored_picture(row.file_key, row.media_type, name=f"{reference}-{row.id}", etag=str(row.id))


@blueprint.get("/cases/<reference>/publication/pictures/<int:file_id>")
def public_picture(reference: str, file_id: int) -> ResponseReturnValue:
    """Where boxes are drawn on a picture."""
    case, offered, _draft = asked_for(reference, file_id)
    chosen = offered.chosen
    form = PictureForm(formdata=None, data={"alternative": chosen.alternative if chosen else ""})
    rows = [tuple(f"{number:g}" for number in box) for box in chosen.boxes] if chosen else []
    return picture_page(case, offered, form, rows=rows)


@blueprint.post("/cases/<reference>/publication/pictures/<int:file_id>")
@checks_itself
@commits
def save_public_picture(reference: str, file_id: int) -> ResponseReturnValue:
    """Burn the boxes into a copy, take the picture off the version, or show more rows."""
    case, offered, draft = asked_for(reference, file_id)
    form, rows, step = PictureForm(), typed_rows(), request.form.get("step", "save")
    if not form.is_sound():
        return picture_page(case, offered, form, rows=rows), UNSOUND
    if step == "more":
        return picture_page(case, offered, form, rows=rows)
    try:
        if step == "remove":
            remove_picture(act(), case, draft, file_id=file_id)
        else:
            put(case, draft, form, file_id=file_id, boxes=boxes_of(rows))
    except RuleBroken as broken:
        form.complain(broken.field, rule_words(broken))
        return picture_page(case, offered, form, rows=rows), UNSOUND
    gone = step == "remove"
    flash(_("Đã bỏ ảnh khỏi bản công khai.") if gone else _("Đã lưu ảnh cho bản công khai."), "success")
    return redirect(url_for("desk.publication", reference=reference, _anchor="pictures"), 303)


def put(case: Case, draft: Publication, form: PictureForm, *, file_id: int, boxes: Sequence[Box]) -> None:
    """Burn the boxes and keep the copy. Raises RuleBroken."""
    put_picture(
        act(),
        case,
        draft,
        file_id=file_id,
        boxes=boxes,
        alternative=form.alternative.data,
        ports=ports(),
        office=contacts_of_office(),
    )


def asked_for(reference: str, file_id: int) -> tuple[Case, OfferedPicture, Publication]:
    """The case, one of its pictures, and the version in the making. Answers 404 without any of them."""
    case = seen_case(reference)
    require_for(actor(), Permission.WRITE_ANSWER, case)
    draft = current_draft(act(), case) or abort(404)
    offered = offered_picture(session(), case.id, draft.id, file_id=file_id) or abort(404)
    return case, offered, draft


def typed_rows() -> list[Row]:
    """The rows of numbers in which anything was typed."""
    columns = [request.form.getlist(side) for side in SIDES]
    rows = (tuple(cell.strip() for cell in row) for row in zip(*columns, strict=False))
    return [row for row in rows if any(row)]


def boxes_of(rows: Sequence[Row]) -> list[Box]:
    """The boxes of some rows, with a comma or a point for the fraction. Raises RuleBroken."""
    try:
        return [box_of(float(cell.replace(",", ".")) for cell in row) for row in rows]
    except (NoBox, ValueError):
        raise RuleBroken("boxes", "unknown") from None


def picture_page(case: Case, offered: OfferedPicture, form: PictureForm, *, rows: Sequence[Row]) -> str:
    """The page with everything that was typed on it, and some empty rows."""
    return render_template(
        "desk/public_picture.html",
        case=case,
        file=offered.file,
        form=form,
        sides=dict(zip(SIDES, (_("Cách trái"), _("Cách trên"), _("Rộng"), _("Cao")), strict=True)),
        rows=[*rows, *[("", "", "", "")] * EMPTY_ROWS],
        chosen=offered.chosen,
        chosen_href=_burnt_href(case, offered.chosen),
    )
