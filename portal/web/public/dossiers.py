"""Looking up a dossier: its code shows how far it is, the secret opens the rest for a while in this browser."""

import re
from collections.abc import Iterator
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms.validators import DataRequired

from portal.domain.reference import read_dossier_code
from portal.queries.looked_up_dossiers import Dossier, LookedUp, cases_of_dossier, dossier_file, looked_up
from portal.web.public.blueprint import blueprint
from portal.web.public.grants import CASES, DOSSIERS, unlock_dossier
from portal.web.public.linked_dossier import forget_link
from portal.web.public.own_dossier import (
    dates_of,
    for_its_applicant,
    letters_of,
    moves_of,
    stand_of,
)
from portal.web.shared import acting
from portal.web.shared.captures import stored_letter
from portal.web.shared.dossiers import STAGE_TONES, letter_number, stage_of
from portal.web.shared.form import Form, Line, checks_itself
from portal.web.shared.limits import GUESSING, GUESSING_ONE, LOOKING_UP, may, spend
from portal.web.shared.sentences import _, _l

UNSOUND, TOO_MANY, UNKNOWN = 422, 429, 404
# What can stand in an address; nothing else is the code of a dossier.
_CODE = re.compile(r"\w[\w./\-]*")


class DossierForm(Form):
    """The code of the receipt, and the secret for whoever has it."""

    reference = Line(_l("Mã hồ sơ"), [DataRequired(_l("Xin nhập mã hồ sơ."))])
    code = Line(_l("Mã tra cứu"))


@blueprint.get("/dossiers")
def dossiers() -> ResponseReturnValue:
    """The empty form."""
    return form_page(DossierForm())


@blueprint.post("/dossiers")
@checks_itself
def look_up_dossier() -> ResponseReturnValue:
    """Lead to the dossier; with the right secret open it. Wrong ones learn nothing, not even whether it exists."""
    form = DossierForm()
    if not form.is_sound():
        return form_page(form), UNSOUND
    meant = read_dossier_code(form.reference.data)
    if form.code.data:
        return _opened(form, meant)
    if not _CODE.fullmatch(meant):
        return unknown_page(form)
    return redirect(url_for("public.dossier", code=meant), 303)


def _opened(form: DossierForm, meant: str) -> ResponseReturnValue:
    about = f"dossier {meant}"
    if not (may(GUESSING) and may(GUESSING_ONE, about)):
        form.form_errors.append(_("Đã nhập sai quá nhiều lần. Xin thử lại sau một giờ."))
        return form_page(form), TOO_MANY
    found = unlock_dossier(form.reference.data, form.code.data)
    if found is None:
        spend(GUESSING)
        spend(GUESSING_ONE, about)
        form.form_errors.append(
            _(
                "Mã hồ sơ hoặc mã tra cứu chưa đúng. Xin xem lại trên phiếu tiếp nhận, thư xin lỗi hoặc tin nhắn."
            )
        )
        return form_page(form), UNSOUND
    DOSSIERS.give(found.dossier.code)
    return redirect(url_for("public.dossier", code=found.dossier.code), 303)


@blueprint.get("/dossiers/<path:code>")
def dossier(code: str) -> ResponseReturnValue:
    """How far it is for everybody; everything for a browser in which the secret was shown."""
    if not spend(LOOKING_UP):
        abort(TOO_MANY)
    known = read_dossier_code(code)
    found = looked_up(acting.session(), known)
    form = DossierForm(formdata=None, reference=known)
    if found is None:
        return unknown_page(form)
    if not DOSSIERS.holds(known):
        return render_template("public/dossier_progress.html", form=form, **_progress(found))
    DOSSIERS.give(known)
    return _own_page(found), {"Cache-Control": "private, no-store"}


def _progress(found: LookedUp) -> dict[str, Any]:
    here = stage_of(found.dossier)
    return {"found": found, "stage": here, "tone": STAGE_TONES[here]}


def _own_page(found: LookedUp) -> str:
    file = dossier_file(acting.session(), found.dossier.id)
    return render_template(
        "public/dossier.html",
        **_progress(found),
        stand=stand_of(found.dossier),
        dates=dates_of(found.dossier),
        moves=moves_of(file),
        letters=list(letters_of(found, file)),
        cases=list(_cases(found.dossier)),
    )


def _cases(dossier: Dossier) -> Iterator[dict[str, Any]]:
    for reference, state in cases_of_dossier(acting.session(), dossier, references=CASES.names()):
        yield {
            "reference": reference,
            "state": state,
            "href": url_for("public.follow_reference", reference=reference),
        }


@blueprint.get("/dossiers/<path:code>/letters/<int:letter_id>.pdf")
@for_its_applicant
def dossier_letter(found: LookedUp, letter_id: int) -> ResponseReturnValue:
    """A letter of apology as it was signed."""
    letters = dossier_file(acting.session(), found.dossier.id).letters
    letter = next((each for each in letters if each.id == letter_id and each.signed_key), None)
    if letter is None:
        abort(UNKNOWN)
    name = f"thu-xin-loi-{letter_number(letter)}".replace("/", "-")
    return stored_letter(letter.signed_key, name=f"{name}.pdf")


@blueprint.post("/dossiers/<path:code>/leave")
def leave_dossier(code: str) -> ResponseReturnValue:
    """Forget the dossier in this browser: for those who used somebody else's computer."""
    known = read_dossier_code(code)
    DOSSIERS.take(known)
    forget_link(known)
    flash(_("Đã đóng. Trên máy này cần nhập lại mã tra cứu để xem hồ sơ."), "success")
    return redirect(url_for("public.dossiers"), 303)


def form_page(form: DossierForm) -> str:
    """The form, with what was typed."""
    return render_template("public/dossiers.html", form=form)


def unknown_page(form: DossierForm) -> ResponseReturnValue:
    """The form once more, and why nothing was found."""
    form.form_errors.append(
        _(
            "Không tìm thấy hồ sơ có mã này. Xin xem lại mã trên phiếu tiếp nhận; hồ sơ vừa nộp có thể chưa có ở đây."
        )
    )
    return form_page(form), UNKNOWN
