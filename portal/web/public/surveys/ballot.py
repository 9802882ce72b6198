"""A ballot on a page: shown, checked, followed up and kept, whichever way led to it."""

from dataclasses import dataclass
from typing import Any

from flask import request
from werkzeug.datastructures import MultiDict

from portal.queries.surveys.questionnaires import Published
from portal.services.surveys.ballot_keys import keep_key
from portal.services.surveys.give_ballot import Manner, Place, give_ballot
from portal.web.public.grants import sending
from portal.web.public.surveys.asking import Sheet, field_of
from portal.web.public.surveys.ticket import Ticket, new_ticket, read_ticket
from portal.web.shared.acting import language
from portal.web.shared.form import Form, Hidden, Line
from portal.web.shared.limits import BALLOTS, MOST_BALLOTS, spend
from portal.web.shared.sentences import _, _l

SHOWN, UNSOUND, TOO_MANY = 200, 422, 429
# The button that asks for the same page in the other language.
LANGUAGE = "language"
# Said by the script that shows what stands behind a branch at once.
EVERYTHING = "*"


class BallotForm(Form):
    """What goes with the answers, which are read against the questionnaire."""

    ticket = Hidden()
    # The items behind a branch that this page has shown.
    seen = Hidden()
    leave_empty = Line(_l("Xin để trống ô này"))


class FramedForm(BallotForm):
    """The same in a frame of another site, where no cookie could vouch for a session: the ticket has to do."""

    class Meta:
        """No session, no token of one."""

        csrf = False


@dataclass(frozen=True)
class Filled:
    """A ballot that was sent: what it says, and how it was given."""

    asked: Published
    form: BallotForm
    sheet: Sheet
    # None when it is not ours or too old: the form says so.
    ticket: Ticket | None


def empty_ballot(form: BallotForm, asked: Published, place: str) -> Sheet:
    """A ballot that nobody has touched."""
    form.ticket.data = new_ticket(place, asked.version_id)
    return Sheet(asked.questionnaire)


def sent_ballot(form: BallotForm, asked: Published, place: str) -> Filled:
    """What was sent, with everything that is wrong with it said in the form."""
    sent: MultiDict[str, str] = request.form
    raw = {item.code: sent.getlist(field_of(item.code)) for item in asked.questionnaire.items}
    seen = set(raw) if form.seen.data == EVERYTHING else set(form.seen.data.split())
    if LANGUAGE in sent:
        return Filled(
            asked, form, Sheet(asked.questionnaire, raw, seen), read_ticket(form.ticket.data, place)
        )
    sheet = Sheet(asked.questionnaire, raw, seen, is_checked=True)
    form.is_sound()
    ticket = read_ticket(form.ticket.data, place)
    if ticket is None:
        form.ticket.data = new_ticket(place, asked.version_id)
        form.form_errors.append(
            _("Trang đã mở quá lâu. Câu trả lời của Ông/Bà vẫn còn nguyên, xin bấm gửi lại.")
        )
    if not sheet.given.answers and not sheet.wrong:
        form.form_errors.append(_("Phiếu chưa có câu trả lời nào. Xin trả lời ít nhất một câu."))
    return Filled(asked, form, sheet, ticket)


def shown_again(filled: Filled) -> int | None:
    """The status with which a ballot comes back before it is kept; None when nothing is missing."""
    status = unfinished(filled)
    if status is None and not spend(MOST_BALLOTS):
        filled.form.form_errors.append(
            _("Hiện có quá nhiều phiếu gửi cùng lúc từ mạng này. Xin bấm gửi lại sau ít phút.")
        )
        return TOO_MANY
    return status


def unfinished(filled: Filled) -> int | None:
    """The status with which a ballot comes back to whoever fills it in; None when it is whole.

    It comes back in another language, with what is wrong, or with the questions that its answers lead to.
    """
    if LANGUAGE in request.form:
        return SHOWN
    if filled.form.errors or filled.sheet.wrong:
        return UNSOUND
    return SHOWN if filled.sheet.followed_up else None


def manner_of(filled: Filled, *, of_device: int) -> Manner:
    """How a ballot was given: too many of one address, or a filled trap, are the work of a script."""
    flooded = not spend(BALLOTS)
    seconds = filled.ticket.seconds if filled.ticket else None
    return Manner(seconds=seconds, trapped=flooded or bool(filled.form.leave_empty.data), of_device=of_device)


def keep_ballot(filled: Filled, place: Place, manner: Manner) -> None:
    """Keep a ballot, its form being sent for the first time."""
    give_ballot(sending(), filled.asked, filled.sheet.given.answers, place=place, manner=manner)


def is_first(ticket: Ticket, more: str = "") -> bool:
    """Whether a form is sent for the first time; `more` tells apart the ballots of one page that stays open."""
    return keep_key(sending(), ticket.key + more, ends_at=ticket.ends_at)


def shown(sheet: Sheet, form: BallotForm) -> dict[str, Any]:
    """What the template of a ballot needs to know."""
    form.seen.data = " ".join(sheet.seen_now)
    sections = sheet.sections(language())
    is_right = sheet.is_checked and not sheet.wrong
    return {
        "form": form,
        "asked": sheet.questionnaire,
        "sections": sections,
        "has_errors": bool(form.errors or (sheet.is_checked and sheet.wrong)),
        "more": [
            each
            for section in sections
            for each in section.items
            if is_right and each.item in sheet.followed_up
        ],
    }
