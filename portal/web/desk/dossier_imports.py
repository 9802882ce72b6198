"""Files of dossiers: bringing one, and those that were brought before."""

from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.file import FileField

from portal.domain.imports.stages import ImportKind
from portal.domain.imports.tables import UnreadableTable
from portal.domain.imports.words import trouble_words
from portal.domain.permissions import Permission
from portal.queries.dossier_imports import PAGE, DossierImport, import_page
from portal.services.bring_import import BroughtFile, bring_dossiers
from portal.services.errors import RuleBroken
from portal.web.desk.blueprint import blueprint
from portal.web.shared.acting import act, actor, commits, language, ports, require, session
from portal.web.shared.form import Form, Line, checks_itself
from portal.web.shared.numbers import whole
from portal.web.shared.sentences import _, _l

UNSOUND = 422
# Below what a request may hold at all, so that it is this page that says so.
MEGABYTES = 50
ACCEPTED = ".xlsx,.csv,.txt,.tsv"


class BringForm(Form):
    """A file, and where it comes from."""

    file = FileField(_l("Tệp hồ sơ (XLSX hoặc CSV)"))
    source = Line(_l("Nguồn"), render_kw={"maxlength": 80})


@dataclass(frozen=True, slots=True)
class ImportLine:
    """A file in the list."""

    row: DossierImport
    href: str


@blueprint.route("/dossier-imports", methods=["GET", "POST"])
@checks_itself
@commits
def dossier_imports() -> ResponseReturnValue:
    """Files brought so far, and a form for the next."""
    require(Permission.IMPORT_DOSSIERS)
    form = BringForm()
    if form.is_submitted() and form.is_sound():
        row = _bring(form)
        if row is not None:
            return redirect(url_for("desk.dossier_import_columns", import_id=row.id), 303)
    before = whole(request.args.get("before"))
    rows = import_page(session(), actor(), ImportKind.DOSSIERS, before=before)
    if not form.is_submitted():
        form.source.data = rows[0].source if rows else _("Phần mềm một cửa")
    shown, more = rows[:PAGE], rows[PAGE:]
    page = render_template(
        "desk/dossier_imports.html",
        form=form,
        rows=[ImportLine(row, url_for("desk.dossier_import", import_id=row.id)) for row in shown],
        first_url=url_for("desk.dossier_imports") if before else "",
        next_url=url_for("desk.dossier_imports", before=shown[-1].id) if more else "",
        megabytes=MEGABYTES,
        accepted=ACCEPTED,
    )
    return page, UNSOUND if form.errors else 200


def _bring(form: BringForm) -> DossierImport | None:
    """Keep the file; when it cannot be read at all, say why beside it."""
    upload = form.file.data
    content = upload.read(MEGABYTES * 1024 * 1024 + 1) if upload else b""
    try:
        if len(content) > MEGABYTES * 1024 * 1024:
            raise RuleBroken("file", "size")
        brought = BroughtFile(upload.filename or "" if upload else "", content, form.source.data)
        return bring_dossiers(act(), brought, ports=ports())
    except UnreadableTable as trouble:
        form.complain("file", trouble_words(trouble, language()))
    except RuleBroken as broken:
        form.refuse(broken, _sentences())
    return None


def _sentences() -> dict[tuple[str, str], Any]:
    return {
        ("file", "missing"): _("Xin chọn tệp XLSX hoặc CSV."),
        ("file", "size"): _("Tệp lớn hơn %(n)s MB. Xin chia thành nhiều tệp.", n=MEGABYTES),
        ("source", "missing"): _("Xin ghi tệp lấy từ phần mềm hoặc đơn vị nào."),
        ("source", "too_long"): _("Tên nguồn dài quá 80 ký tự."),
    }
