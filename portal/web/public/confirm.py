"""Sending, second half: the case is opened, once, however often the button is pressed."""

from datetime import timedelta

from flask import flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from portal.domain.kinds import Channel, Kind, SenderKind
from portal.queries.followed import Case
from portal.services.errors import RuleBroken
from portal.services.open_case import NewCase, NewSender, open_case
from portal.web.public.blueprint import blueprint
from portal.web.public.grants import RECEIPT, grant, sending
from portal.web.public.letter import NEEDED_WORDS, Letter
from portal.web.public.linked_dossier import forget_link
from portal.web.public.same_matter import join
from portal.web.public.sealed_letter import is_sealed, sealed_case
from portal.web.public.send import UNSOUND, check_page, letter_page
from portal.web.public.trap import is_hasty, is_too_quick, is_trapped
from portal.web.shared.acting import commits, language, now
from portal.web.shared.form import checks_itself
from portal.web.shared.limits import OPENING, may, spend
from portal.web.shared.office import office, receiving_unit
from portal.web.shared.sentences import _

TOO_MANY = 429
# A form left open on a shared computer must not show its code to the next person who presses the button.
SHOWN_AGAIN_FOR = timedelta(hours=1)


@blueprint.post("/send/confirm")
@checks_itself
@commits
def confirm() -> ResponseReturnValue:
    """Open the case and lead to its receipt; the same form a second time leads to the same receipt."""
    unit, hasty = receiving_unit(), is_hasty(request.form.get("shown", ""))
    if unit is not None and not hasty and is_sealed(request.form) and may(OPENING):
        return _opened(sealed_case(request.form, unit.id))
    return _read_again()


def _opened(new: NewCase) -> ResponseReturnValue:
    try:
        return _received(open_case(sending(), new))
    except RuleBroken:
        return _read_again()


def _read_again() -> ResponseReturnValue:
    """Whatever is not as it was checked is read as a form, which says what is wrong and loses nothing."""
    form = Letter()
    if not form.is_sound():
        return (letter_page(form) if form.has_field_errors else check_page(form)), UNSOUND
    if is_trapped(form) or is_too_quick(form):
        return check_page(form), UNSOUND
    if not may(OPENING):
        form.form_errors.append(too_many_words())
        return check_page(form), TOO_MANY
    try:
        case = open_case(sending(), new_case(form))
    except RuleBroken as broken:
        form.refuse(broken, {(entry, "needed_for_reply"): words() for entry, words in NEEDED_WORDS.items()})
        return letter_page(form), UNSOUND
    return _received(case)


def _received(case: Case) -> ResponseReturnValue:
    if case.entered_at < now() - SHOWN_AGAIN_FOR:
        flash(_("Nội dung này đã được gửi trước đó. Xin nhập mã tra cứu để xem."))
        return redirect(url_for("public.follow_reference", reference=case.reference), 303)
    if case.entered_at == now():
        spend(OPENING)
    if join(case, request.form.get("same", "")):
        flash(
            _("Đã gộp với phản ánh cùng việc. Ông/Bà vẫn có mã riêng và nhận câu trả lời riêng."), "success"
        )
    forget_link(case.dossier_code or "")
    grant(case.reference)
    session[RECEIPT] = case.reference
    return redirect(url_for("public.receipt"), 303)


def new_case(form: Letter) -> NewCase:
    """The form as the service wants it."""
    unit = receiving_unit()
    if unit is None:
        raise RuleBroken("submission_key", "no_office")
    return NewCase(
        kind=Kind(form.kind.data),
        channel=Channel.WEB_FORM,
        subject=form.subject.data,
        body=form.body.data,
        receiving_unit_id=unit.id,
        sender=_sender(form),
        reply_by=form.way,
        category_id=form.category_id,
        area_id=form.area_id,
        place=form.place.data,
        proposal=form.proposal.data,
        dossier_code=form.dossier_code.data,
        submission_key=form.submission_key.data,
        has_uploads=True,
    )


def _sender(form: Letter) -> NewSender:
    return NewSender(
        kind=SenderKind.ORGANISATION if form.organisation.data else SenderKind.PERSON,
        name=form.name.data,
        organisation=form.organisation.data,
        phone=form.phone.data,
        email=form.email.data,
        address=form.address.data,
        language=language(),
        consents_to_name=form.consents_to_name.data,
        consents_to_survey=form.consents_to_survey.data,
        consents_to_social=form.consents_to_social.data,
    )


def too_many_words() -> str:
    """Why nothing more is taken for now, and the way round it."""
    return _(
        "Trong một giờ qua, mạng này đã gửi nhiều phản ánh nên tạm thời chưa gửi thêm được. Nội dung vẫn còn "
        "nguyên, xin thử lại sau ít phút hoặc gọi %(hotline)s.",
        hotline=office().hotline,
    )
