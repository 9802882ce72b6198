"""The words of letters of apology, by agency and form: versions, changing them, and looking at them as a letter."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from flask import flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound
from wtforms import Label, RadioField
from wtforms.validators import Optional

from portal.domain.apology_letter import Piece
from portal.domain.letter_form import (
    DOSSIER_FORMS,
    FORMS,
    LetterForm,
    LetterKind,
    Paper,
    form_in_force,
    title_of,
)
from portal.domain.letter_wording import (
    SHIPPED,
    WordingFault,
    WordingProblem,
    names_of,
    texts_of,
    values_of,
)
from portal.domain.time import local_day
from portal.queries.configuration import reach_of
from portal.queries.letter_settings import LetterWording, agencies, versions, wording_in_force, wordings
from portal.queries.settings import UnitNode
from portal.services.change_wording import (
    FaultyWording,
    NewWording,
    change_wording,
    sample_letter,
    sample_of,
    withdraw_wording,
)
from portal.services.errors import RuleBroken
from portal.web.admin.blueprint import blueprint
from portal.web.admin.entry import UNSOUND, in_tree_order, refusal
from portal.web.shared.acting import act, actor, commits, now, ports, session, settings
from portal.web.shared.choices import choice
from portal.web.shared.form import Form, Line, Words, checks_itself
from portal.web.shared.office import office_in_messages
from portal.web.shared.sentences import _, _l
from portal.web.shared.typed_time import DayField

TEXT = {"rows": 3}
# The form in force first; the letter that is no form last.
FORMS_SHOWN = (*reversed(DOSSIER_FORMS), LetterForm.LATE_ANSWER)


class WordingForm(Form):
    """A unit's words for a form, a paragraph each."""

    received = Words(_l("Tiếp nhận và hẹn trả"), render_kw=TEXT)
    ahead = Words(_l("Khi biết trước là không kịp hẹn"), render_kw=TEXT)
    overdue = Words(_l("Khi đã quá hẹn"), render_kw=TEXT)
    returned = Words(_l("Khi đã trả kết quả, chậm hơn hẹn"), render_kw=TEXT)
    reason = Words(_l("Lý do"), render_kw={"rows": 2})
    apology = Words(_l("Lời xin lỗi"), render_kw=TEXT)
    new_time = Words(_l("Hẹn lại"), render_kw=TEXT)
    closing = Words(_l("Lời kết"), render_kw={"rows": 2})
    legal_basis = Line(_l("Căn cứ pháp lý"), description=_l("In nhỏ ở góc phải; số hiệu mẫu và văn bản"))
    valid_from = DayField(
        _l("Áp dụng từ ngày"),
        [Optional()],
        description=_l("Sớm nhất từ ngày mai: văn bản đã duyệt giữ lời lúc duyệt. Ví dụ: 26/11/2026"),
    )
    paper = RadioField(_l("Xem trước trên"), default=Paper.A5.value)

    def offer(self, form: LetterForm) -> "WordingForm":
        """Leave what letters of a form have, in its words; fill in what can be chosen."""
        if form.kind is LetterKind.CASE:
            del self.ahead, self.paper
            for name, words in case_labels().items():
                field = self._fields[name]
                field.label = Label(field.id, words)
            self.legal_basis.description = _("Văn bản quyết định dùng lời này; không in trong thư")
            return self
        self.paper.choices = [
            choice(Paper.A5.value, _("mẫu khổ A5")),
            choice(Paper.A4.value, _("công văn khổ A4")),
        ]
        return self

    def show(self, form: LetterForm, row: LetterWording | None) -> None:
        """Fill in the words in force, or the shipped ones."""
        own = {Piece(name): text for name, text in row.pieces.items()} if row else {}
        for piece, text in texts_of(form, own).items():
            self._fields[piece.value].data = text
        self.legal_basis.data = row.legal_basis if row else FORMS[form].legal_basis

    def told(self, unit_id: int, form: LetterForm) -> NewWording:
        """What was typed."""
        pieces = {piece: self._fields[piece.value].data for piece in SHIPPED[form]}
        return NewWording(unit_id, form, self.valid_from.data, self.legal_basis.data, pieces)

    def complain_of(self, faults: tuple[WordingFault, ...]) -> None:
        """Put every fault beside its paragraph."""
        for fault in faults:
            self.complain(fault.piece.value, fault_words(fault))


@dataclass(frozen=True, slots=True)
class WordingLine:
    """What an agency uses for a form."""

    unit: UnitNode
    form: LetterForm
    current: LetterWording | None
    coming: LetterWording | None


def case_labels() -> dict[str, str]:
    """What the paragraphs are called in a letter about a late answer."""
    return {
        "received": _("Tiếp nhận và hạn trả lời"),
        "overdue": _("Khi đã quá hạn mà chưa trả lời"),
        "returned": _("Khi đã trả lời, chậm hơn hạn"),
        "new_time": _("Hứa ngày trả lời"),
        "closing": _("Cách liên hệ và lời kết"),
    }


def fault_words(fault: WordingFault) -> str:
    """What is wrong with a paragraph, in a sentence."""
    names = ", ".join(f"{{{name}}}" for name in fault.names)
    return {
        WordingProblem.UNKNOWN_PLACEHOLDER: _("Hệ thống không biết điền gì vào %(names)s.", names=names),
        WordingProblem.UNFIT_PLACEHOLDER: _("Đoạn này không phải lúc nào cũng có %(names)s.", names=names),
        WordingProblem.NO_REASON: _("Thiếu %(names)s: văn bản phải nêu lý do.", names=names),
        WordingProblem.NO_APOLOGY: _("Đoạn này phải có lời xin lỗi: “xin lỗi”, “cáo lỗi” hoặc “tạ lỗi”."),
        WordingProblem.NO_NEW_TIME: _("Thiếu %(names)s: văn bản phải hẹn ngày mới.", names=names),
        WordingProblem.NO_DOSSIER: _("Thiếu %(names)s: văn bản phải nêu mã hồ sơ.", names=names),
        WordingProblem.NO_REFERENCE: _("Thiếu %(names)s: văn bản phải nêu mã phản ánh.", names=names),
        WordingProblem.NO_PROMISE: _("Thiếu %(names)s: văn bản phải nêu ngày đã hẹn.", names=names),
        WordingProblem.EMPTY: _("Đoạn này đang trống."),
        WordingProblem.TOO_LONG: _("Đoạn này dài quá 2.000 chữ cái."),
    }[fault.problem]


@blueprint.get("/letters")
def letters() -> ResponseReturnValue:
    """What each agency uses for each form, today and next."""
    today = local_day(now())
    units = in_tree_order(agencies(settings(), reach_of(settings(), actor()), today))
    rows = wordings(session(), [unit.id for unit in units])
    lines = [_line(unit, form, rows) for unit in units for form in FORMS_SHOWN]
    return render_template(
        "admin/letters.html", lines=lines, title_of=title_of, in_force=form_in_force(today)
    )


def _line(unit: UnitNode, form: LetterForm, rows: Any) -> WordingLine:
    today = local_day(now())
    own = [row for row in rows if row.unit_id == unit.id and row.form is form]
    coming = next((row for row in reversed(own) if row.valid_from > today), None)
    return WordingLine(unit, form, wording_in_force(own, today), coming)


@blueprint.route("/letters/<int:unit_id>/<form_code>", methods=["GET", "POST"])
@checks_itself
@commits
def letter_wording(unit_id: int, form_code: str) -> ResponseReturnValue:
    """Change an agency's words for a form, or look at them as a letter."""
    unit, letter_form = _agency(unit_id), _form(form_code)
    rows = versions(session(), unit.id, letter_form)
    form = WordingForm().offer(letter_form)
    if not form.is_submitted():
        form.show(letter_form, rows[0] if rows else None)
    elif form.is_sound():
        done = (
            _preview(unit, letter_form, form) if "preview" in request.form else _save(unit, letter_form, form)
        )
        if done is not None:
            return done
    page = render_template(
        "admin/letter_wording.html",
        form=form,
        unit=unit,
        letter_form=letter_form,
        title=title_of(letter_form),
        rows=rows,
        current=wording_in_force(rows, local_day(now())),
        today=local_day(now()),
        names=examples(unit, letter_form),
    )
    return page, UNSOUND if form.errors else 200


def examples(unit: UnitNode, letter_form: LetterForm) -> list[tuple[str, str]]:
    """The placeholders of a form, each with what it stands for in a made-up letter."""
    values = values_of(sample_of(act(), unit.id, letter_form, office=office_in_messages()))
    return [(name.value, values[name]) for name in names_of(letter_form)]


def _preview(unit: UnitNode, letter_form: LetterForm, form: WordingForm) -> ResponseReturnValue | None:
    try:
        told = form.told(unit.id, letter_form)
        letter = sample_letter(act(), unit.id, told, office=office_in_messages())
    except FaultyWording as faulty:
        form.complain_of(faulty.faults)
        return None
    paper = Paper(form.paper.data) if "paper" in form else letter_form.papers[0]
    pdf = ports().printer.apology(letter, paper)
    return send_file(BytesIO(pdf), mimetype="application/pdf", download_name=f"mau-{unit.code}.pdf")


def _save(unit: UnitNode, letter_form: LetterForm, form: WordingForm) -> ResponseReturnValue | None:
    try:
        row = change_wording(act(), form.told(unit.id, letter_form))
    except FaultyWording as faulty:
        form.complain_of(faulty.faults)
        return None
    except RuleBroken as broken:
        form.complain(broken.field, _refusal(broken))
        return None
    flash(_("Đã lưu. Lời mới áp dụng từ ngày %(day)s.", day=f"{row.valid_from:%d/%m/%Y}"), "success")
    return redirect(url_for("admin.letters"), 303)


def _refusal(broken: RuleBroken) -> str:
    own = {
        ("valid_from", "missing"): _("Xin ghi ngày bắt đầu áp dụng."),
        ("valid_from", "tomorrow"): _("Lời mới áp dụng sớm nhất từ ngày mai."),
        ("legal_basis", "too_long"): _("Căn cứ dài quá 300 chữ cái."),
    }
    return own.get((broken.field, broken.code)) or refusal(broken)


@blueprint.post("/letters/<int:unit_id>/<form_code>/<int:wording_id>/withdraw")
@commits
def withdraw_letter_wording(unit_id: int, form_code: str, wording_id: int) -> ResponseReturnValue:
    """Drop words that are not in use yet."""
    rows = versions(session(), _agency(unit_id).id, _form(form_code))
    row = next((each for each in rows if each.id == wording_id), None)
    if row is None:
        raise NotFound
    withdraw_wording(act(), row)
    flash(_("Đã bỏ lời chưa áp dụng."), "success")
    return redirect(url_for("admin.letters"), 303)


def _agency(unit_id: int) -> UnitNode:
    units = agencies(settings(), reach_of(settings(), actor()), local_day(now()))
    found = next((unit for unit in units if unit.id == unit_id), None)
    if found is None:
        raise NotFound
    return found


def _form(code: str) -> LetterForm:
    found = next((form for form in LetterForm if form.value == code), None)
    if found is None:
        raise NotFound
    return found
