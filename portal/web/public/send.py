"""Sending, first half: the form, and the page on which the sender checks what they wrote."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.domain.kinds import Kind
from portal.web.public.blueprint import blueprint
from portal.web.public.checking import rows_of
from portal.web.public.letter import ELSEWHERE, Letter, may_be_anonymous
from portal.web.public.linked_dossier import begin_letter, forget_link, linked_dossier
from portal.web.public.promise import promise
from portal.web.public.resembling import resembling
from portal.web.public.same_matter import same_matters
from portal.web.public.trap import is_trapped
from portal.web.public.uploads import ACCEPTED, forget_files, kept_files, most_files, take_files
from portal.web.shared.acting import commits
from portal.web.shared.form import checks_itself
from portal.web.shared.sentences import _

UNSOUND = 422


@blueprint.get("/send")
def send() -> ResponseReturnValue:
    """The empty form, or one about the dossier or procedure whose page led here."""
    return letter_page(begin_letter(Letter(), procedure_code=request.args.get("procedure", "")))


@blueprint.post("/send")
@checks_itself
def edit() -> ResponseReturnValue:
    """Back from the check page, with everything as it was; or without the dossier it was about."""
    form = Letter()
    if "without_dossier" not in request.form:
        return letter_page(form)
    forget_link(form.dossier_code.data)
    form.dossier_code.data = ""
    return letter_page(form, is_renewed=True)


@blueprint.get("/send/check")
@blueprint.get("/send/confirm")
def begin_again() -> ResponseReturnValue:
    """The later pages exist as answers to a form only; whoever types their address begins at the first."""
    return redirect(url_for("public.send"))


@blueprint.post("/send/check")
@checks_itself
@commits
def check() -> ResponseReturnValue:
    """Everything once more, to be confirmed; or the form again with what is wrong."""
    form = Letter()
    if form.procedure.data in ELSEWHERE:
        forget_files(form.submission_key.data)
        return render_template("public/elsewhere.html", chosen=form.procedure.data, form=form)
    sound = form.is_sound()
    take_files(form)
    if is_trapped(form) or not sound or form.errors:
        return letter_page(form), UNSOUND
    return check_page(form)


@blueprint.get("/send/elsewhere")
def elsewhere() -> ResponseReturnValue:
    """Where formal complaints, denunciations and emergencies go."""
    return render_template("public/elsewhere.html", chosen="", form=None)


def letter_page(form: Letter, *, is_renewed: bool = False) -> str:
    """The form with what was typed, what was uploaded, and what is wrong; a renewed one outdoes the kept draft."""
    return render_template(
        "public/send.html",
        form=form,
        is_renewed=is_renewed,
        linked=linked_dossier(form),
        files=kept_files(form.submission_key.data) if request.method == "POST" else [],
        accepted=ACCEPTED,
        most=most_files(),
        promise=promise(),
        anonymous=may_be_anonymous(),
        kind_hints=kind_hints(),
        procedure_hints=procedure_hints(),
    )


def check_page(form: Letter) -> str:
    """What was typed, to be read once more, with published answers that resemble it."""
    key = form.submission_key.data
    return render_template(
        "public/check.html",
        form=form,
        rows=rows_of(form),
        files=kept_files(key),
        similar=resembling(form.subject.data, form.body.data),
        same=same_matters(form),
        promise=promise(Kind(form.kind.data), form.category_id) if form.has_contact else None,
    )


def kind_hints() -> dict[str, str]:
    """What each kind is, in plain words."""
    return {
        Kind.FEEDBACK: _("Một việc đã xảy ra: thái độ phục vụ, hồ sơ chậm, điện yếu, rác thải …"),
        Kind.PETITION: _("Ông/Bà đề xuất một cách giải quyết"),
        Kind.QUESTION: _("Ông/Bà cần được giải thích hoặc hướng dẫn thủ tục"),
        Kind.SUGGESTION: _("Một ý để cơ quan phục vụ tốt hơn"),
        Kind.PRAISE: _("Một người hoặc một đơn vị đã làm tốt"),
        Kind.INITIATIVE: _("Một cách làm mới, có thể áp dụng rộng"),
    }


def procedure_hints() -> dict[str, str]:
    """What leads elsewhere, in plain words."""
    return {
        "complaint": _(
            "Yêu cầu xem xét lại một quyết định hoặc việc làm của cơ quan, cán bộ xâm phạm quyền lợi của mình"
        ),
        "denunciation": _("Báo người có hành vi vi phạm pháp luật để cơ quan có thẩm quyền xử lý"),
        "emergency": _("Đang có cháy, tai nạn, tội phạm hoặc người cần cấp cứu"),
    }
