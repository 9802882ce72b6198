"""Files of procedures: looked at before anything changes, then applied or left."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.file import FileField
from werkzeug.exceptions import NotFound

from portal.domain.imports.fields import PROCEDURE_FIELDS
from portal.domain.imports.mapping import UnusableMapping
from portal.domain.imports.reasons import Reason, RowError
from portal.domain.imports.stages import ImportStatus
from portal.domain.imports.tables import UnreadableTable
from portal.domain.imports.words import mapping_words, reason_words, trouble_words
from portal.queries.configuration import reach_of
from portal.queries.dossier_imports import DossierImport, procedure_import, wrong_cells
from portal.services.bring_import import BroughtFile
from portal.services.bring_procedures import apply_procedures, bring_procedures, discard_procedures
from portal.services.errors import RuleBroken
from portal.web.admin.blueprint import blueprint
from portal.web.admin.entry import UNSOUND
from portal.web.shared.acting import act, actor, commits, language, ports, session, settings
from portal.web.shared.form import Form, checks_itself
from portal.web.shared.sentences import _, _l

LARGEST = 10 * 1024 * 1024
SHOWN = 100


class ProceduresForm(Form):
    """A file of procedures."""

    file = FileField(
        _l("Tệp danh mục (XLSX hoặc CSV)"),
        description=_l(
            "Cột bắt buộc: Mã thủ tục, Tên thủ tục, Mã đơn vị, Thời hạn cam kết. Có thể thêm: Lĩnh vực, "
            "Thời hạn theo quy định, Mức độ trực tuyến, Bưu chính công ích, Các bước, Nơi niêm yết, Ngày cập nhật."
        ),
    )


@blueprint.route("/procedures/import", methods=["GET", "POST"])
@checks_itself
@commits
def import_procedures() -> ResponseReturnValue:
    """Bring a file and see what it would change."""
    form = ProceduresForm()
    if form.is_submitted() and form.is_sound():
        row = _bring(form)
        if row is not None:
            return redirect(url_for("admin.procedure_import_preview", import_id=row.id), 303)
    page = render_template(
        "admin/form.html",
        form=form,
        heading=_("Nhập danh mục thủ tục"),
        lead=_("Thủ tục có trong tệp được thêm hoặc sửa; thủ tục không có trong tệp giữ nguyên."),
        back_href=url_for("admin.procedures"),
        action=_("Xem trước"),
        files=True,
    )
    return page, UNSOUND if form.errors else 200


def _bring(form: ProceduresForm) -> DossierImport | None:
    upload: Any = form.file.data
    content = upload.read(LARGEST + 1) if upload else b""
    try:
        if len(content) > LARGEST:
            raise RuleBroken("file", "size")
        brought = BroughtFile(upload.filename or "" if upload else "", content, "")
        return bring_procedures(act(), brought, ports=ports())
    except UnreadableTable as trouble:
        form.complain("file", trouble_words(trouble, language()))
    except UnusableMapping as unusable:
        for problem in unusable.problems:
            form.complain("file", mapping_words(problem, PROCEDURE_FIELDS, language()))
    except RuleBroken as broken:
        sentences = {
            ("file", "missing"): _("Xin chọn tệp XLSX hoặc CSV."),
            ("file", "size"): _("Tệp lớn hơn 10 MB."),
        }
        form.refuse(broken, sentences)
    return None


@blueprint.get("/procedure-imports/<int:import_id>")
def procedure_import_preview(import_id: int) -> ResponseReturnValue:
    """What a file would change, or has changed."""
    row = _found(import_id)
    cells = wrong_cells(session(), row.id, SHOWN)
    errors = [(each, _reason(each)) for each in cells]
    undecided = row.status is ImportStatus.PREVIEWED
    return render_template("admin/procedure_import.html", row=row, errors=errors, undecided=undecided)


def _reason(cell: Any) -> str:
    error = RowError(cell.line, cell.column, cell.value, Reason(cell.reason), cell.first_line)
    return reason_words(error, language())


@blueprint.post("/procedure-imports/<int:import_id>/apply")
@commits
def apply_procedure_import(import_id: int) -> ResponseReturnValue:
    """Write the good rows."""
    apply_procedures(act(), _found(import_id), ports=ports())
    flash(_("Danh mục đã được cập nhật."), "success")
    return redirect(url_for("admin.procedures"), 303)


@blueprint.post("/procedure-imports/<int:import_id>/discard")
@commits
def discard_procedure_import(import_id: int) -> ResponseReturnValue:
    """Leave the file."""
    discard_procedures(act(), _found(import_id))
    flash(_("Đã bỏ tệp. Danh mục không thay đổi."), "success")
    return redirect(url_for("admin.procedures"), 303)


def _found(import_id: int) -> DossierImport:
    row = procedure_import(session(), reach_of(settings(), actor()), import_id)
    if row is None:
        raise NotFound
    return row
