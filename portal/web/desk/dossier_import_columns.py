"""Which column of a brought file holds what: guessed, remembered from the last file of its source, and corrected."""

from typing import Any

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import RadioField, SelectField

from portal.domain.imports.fields import DOSSIER_FIELDS
from portal.domain.imports.mapping import ColumnMapping, UnusableMapping, fitted, guess_mapping
from portal.domain.imports.moments import DateOrder
from portal.domain.imports.tables import UnreadableTable
from portal.domain.imports.words import field_words, mapping_words
from portal.queries.dossier_imports import DossierImport, import_by_id, remembered_mapping
from portal.services.bring_import import TO_MAP, map_columns, mapping_of
from portal.services.stored_tables import SampledColumn, stored_columns
from portal.web.desk.blueprint import blueprint
from portal.web.desk.dossier_imports import UNSOUND
from portal.web.shared.acting import act, actor, commits, language, ports, session
from portal.web.shared.choices import choice
from portal.web.shared.form import Form, checks_itself
from portal.web.shared.sentences import _, _l


class ColumnsForm(Form):
    """How dates are written; the fields of a dossier are added for each file."""

    date_order = RadioField(_l("Ngày viết bằng số trong tệp"), default=DateOrder.DAY_FIRST.value)

    @property
    def selects(self) -> list[Any]:
        """The choice of a column for each field."""
        return [self._fields[each.name] for each in DOSSIER_FIELDS]

    def told(self) -> ColumnMapping:
        """What was chosen."""
        columns = {each.name: self._fields[each.name].data for each in DOSSIER_FIELDS}
        chosen = {name: header for name, header in columns.items() if header}
        return ColumnMapping(chosen, DateOrder(self.date_order.data))


def columns_form(row: DossierImport, suggested: ColumnMapping) -> ColumnsForm:
    """A form with a choice for each field of a dossier."""
    headers = [choice(header) for header in row.headers]
    made: dict[str, Any] = {}
    for each in DOSSIER_FIELDS:
        label = field_words(each, language()) + (" *" if each.required else "")
        offered = [choice("", _("(không có trong tệp)")), *headers]
        at_first = suggested.columns.get(each.name, "")
        made[each.name] = SelectField(label, choices=offered, default=at_first, validate_choice=False)
    form: ColumnsForm = type("FileColumnsForm", (ColumnsForm,), made)()
    form.date_order.choices = [
        choice(DateOrder.DAY_FIRST.value, _("ngày/tháng/năm, ví dụ 26/11/2026")),
        choice(DateOrder.MONTH_FIRST.value, _("tháng/ngày/năm, ví dụ 11/26/2026")),
    ]
    if not form.is_submitted():
        form.date_order.data = suggested.date_order.value
    return form


def suggested_mapping(row: DossierImport) -> tuple[ColumnMapping, bool]:
    """The mapping to begin with, and whether it is remembered from an earlier file of the source."""
    guessed = guess_mapping(row.headers, DOSSIER_FIELDS)
    if row.mapping:
        return mapping_of(row), False
    kept = remembered_mapping(session(), row.kind, row.source)
    if kept is None:
        return guessed, False
    try:
        return fitted(mapping_of_source(kept.mapping), row.headers, DOSSIER_FIELDS), True
    except UnusableMapping:
        return guessed, False


def mapping_of_source(told: dict[str, Any]) -> ColumnMapping:
    """A remembered mapping. Raises UnusableMapping."""
    order = DateOrder(told.get("date_order", DateOrder.DAY_FIRST.value))
    return ColumnMapping(told.get("columns", {}), order)


@blueprint.route("/dossier-imports/<int:import_id>/columns", methods=["GET", "POST"])
@checks_itself
@commits
def dossier_import_columns(import_id: int) -> ResponseReturnValue:
    """Say which column is which, and have the file read."""
    row = import_by_id(session(), actor(), import_id) or abort(404)
    if row.status not in TO_MAP:
        return redirect(url_for("desk.dossier_import", import_id=row.id), 303)
    suggested, remembered = suggested_mapping(row)
    form = columns_form(row, suggested)
    if form.is_submitted() and form.is_sound() and _mapped(row, form):
        return redirect(url_for("desk.dossier_import", import_id=row.id), 303)
    page = render_template(
        "desk/dossier_import_columns.html",
        row=row,
        form=form,
        remembered=remembered,
        columns=_columns(row),
        unread=_unread(row, suggested),
    )
    return page, UNSOUND if form.errors else 200


def _mapped(row: DossierImport, form: ColumnsForm) -> bool:
    try:
        map_columns(act(), row, form.told())
    except UnusableMapping as unusable:
        for problem in unusable.problems:
            form.complain(problem.field, mapping_words(problem, DOSSIER_FIELDS, language()))
        return False
    return True


def _columns(row: DossierImport) -> tuple[SampledColumn, ...]:
    try:
        return stored_columns(ports(), row.file_key, DOSSIER_FIELDS)
    except (KeyError, UnreadableTable):
        return tuple(SampledColumn(header, ()) for header in row.headers)


def _unread(row: DossierImport, suggested: ColumnMapping) -> list[str]:
    """The columns of the file that nothing is read from."""
    return [header for header in row.headers if header not in suggested.columns.values()]
