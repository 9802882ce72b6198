"""A dossier as its applicant sees it: dates, the appointment with its history, where it stands, and the letters."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any

from flask import make_response, redirect, url_for
from flask.typing import ResponseReturnValue

from portal.domain.dossiers import DossierEventKind, Standing
from portal.domain.reference import read_dossier_code
from portal.domain.time import VIETNAM, local_day
from portal.queries.looked_up_dossiers import Dossier, DossierEvent, DossierFile, Letter, LookedUp, looked_up
from portal.services.letter_paper import reason_of
from portal.web.public.grants import DOSSIERS
from portal.web.shared.acting import View, session
from portal.web.shared.dossiers import (
    STANDING_TONES,
    appointment_words,
    letter_number,
    standing_of,
)
from portal.web.shared.sentences import _
from portal.web.shared.words import day, iso, moment, term_words, unit_name

Facts = list[dict[str, str]]


def for_its_applicant(view: View) -> View:
    """Hand a view the dossier of its address; whoever has not shown the secret is led to where it is asked for."""

    @wraps(view)
    def looking(code: str, **given: Any) -> ResponseReturnValue:
        known = read_dossier_code(code)
        found = looked_up(session(), known) if DOSSIERS.holds(known) else None
        if found is None:
            return redirect(url_for("public.dossier", code=known or code), 303)
        DOSSIERS.give(known)
        response = make_response(view(found, **given))
        # On a computer that others use too, the browser's arrow must not bring the dossier back.
        response.headers["Cache-Control"] = "private, no-store"
        return response

    return looking


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a dossier stands: the tag, and what that means for its applicant."""

    tone: str
    term: str
    words: str
    next: str


def stand_of(dossier: Dossier) -> Stand:
    """Where a dossier stands today, and what comes next."""
    where = standing_of(dossier)
    return Stand(STANDING_TONES[where], term_words(where), meaning(dossier, where), coming(dossier, where))


def meaning(dossier: Dossier, where: Standing) -> str:
    """What a standing says, in a sentence."""
    due = appointment_words(dossier.due_on, dossier.due_at)
    return {
        Standing.EARLY: _("Hồ sơ đã giải quyết xong trước ngày hẹn."),
        Standing.ON_TIME: _("Hồ sơ đã giải quyết xong đúng hẹn."),
        Standing.LATE: _("Hồ sơ đã giải quyết xong, chậm hơn ngày hẹn ban đầu."),
        Standing.IN_TIME: _("Hồ sơ đang được giải quyết, hẹn trả kết quả %(due)s.", due=due),
        Standing.DUE_SOON: _("Hồ sơ đang được giải quyết và sắp đến ngày hẹn: %(due)s.", due=due),
        Standing.OVERDUE: _("Hồ sơ chưa có kết quả mà ngày hẹn đã qua: %(due)s.", due=due),
        Standing.NOT_UPDATED: _(
            "Đơn vị xác nhận hồ sơ đã có kết quả ngày %(day)s, nhưng phần mềm một cửa chưa cập nhật.",
            day=day(dossier.solved_on),
        ),
        Standing.STOPPED: _(
            "Cơ quan đã thông báo dừng giải quyết hồ sơ này ngày %(day)s.", day=day(dossier.stopped_on)
        ),
    }[where]


def coming(dossier: Dossier, where: Standing) -> str:
    """What comes next, and what the applicant may do."""
    if dossier.returned_at is not None:
        return _("Kết quả đã trả ngày %(day)s.", day=day(dossier.returned_at))
    place = dossier.counter or unit_name(dossier.unit_id)
    if where in (Standing.EARLY, Standing.ON_TIME, Standing.LATE, Standing.NOT_UPDATED):
        return _("Xin mang giấy hẹn đến nhận kết quả tại %(place)s.", place=place)
    if where is Standing.STOPPED:
        return dossier.stop_reason
    if where is Standing.OVERDUE:
        return _overdue(dossier)
    if dossier.reappointments:
        return _("Cơ quan đã gửi thư xin lỗi và hẹn lại; thư ở bên dưới.")
    return _(
        "Nếu không kịp, cơ quan phải gửi thư xin lỗi, nêu lý do và hẹn lại ngày trả kết quả trước khi đến hẹn."
    )


def _overdue(dossier: Dossier) -> str:
    if dossier.reappointments:
        return _(
            "Cơ quan đã xin lỗi và hẹn lại nhưng vẫn chưa xong. Ông/Bà có thể gửi phản ánh ngay dưới đây."
        )
    return _(
        "Cơ quan phải gửi thư xin lỗi, nêu lý do và hẹn lại ngày trả kết quả. "
        "Nếu chưa nhận được, Ông/Bà có thể gửi phản ánh ngay dưới đây."
    )


def dates_of(dossier: Dossier) -> Facts:
    """The dates of a dossier; what has not happened yet is left out."""
    first = appointment_words(dossier.first_due_on, dossier.first_due_at)
    facts = (
        (_("Nộp lúc"), moment(dossier.received_at)),
        (_("Nơi nộp và nhận kết quả"), dossier.counter or unit_name(dossier.unit_id)),
        (_("Hẹn trả lần đầu"), first),
        (
            _("Hẹn trả hiện nay"),
            appointment_words(dossier.due_on, dossier.due_at) if _is_moved(dossier) else "",
        ),
        (_("Có kết quả"), moment(dossier.finished_at) or day(dossier.solved_on)),
        (_("Trả kết quả"), moment(dossier.returned_at)),
    )
    return [{"label": label, "value": value} for label, value in facts if value]


def _is_moved(dossier: Dossier) -> bool:
    return dossier.due_at != dossier.first_due_at


@dataclass(frozen=True, slots=True)
class Move:
    """One change of the appointment."""

    title: str
    at_words: str
    at_iso: str
    body: str


def moves_of(file: DossierFile) -> list[Move]:
    """How the appointment came to be what it is, the latest first."""
    numbers = {letter.id: letter_number(letter) for letter in file.letters}
    found = [_move(event, numbers) for event in file.moves]
    return [each for each in reversed(found) if each is not None]


def _move(event: DossierEvent, numbers: dict[int, str]) -> Move | None:
    dates = _moved(event)
    if dates is None:
        return None
    title = _("Hẹn lại từ %(old)s sang %(new)s", old=day(dates[0]), new=appointment_words(*dates[1:]))
    return Move(title, moment(event.at), iso(event.at), _why(event, numbers))


def _moved(event: DossierEvent) -> tuple[date, date, datetime | None] | None:
    """The day before, the day after, and the moment where one was told; None when the appointment stayed."""
    facts = event.facts
    if event.kind is DossierEventKind.CHANGED:
        old, new = facts.get("due_on", (None, None))
        return (date.fromisoformat(old), date.fromisoformat(new), None) if old and new else None
    new_at = datetime.fromisoformat(facts["to"])
    has_hour = new_at.tzinfo is not None
    new_on = local_day(new_at) if has_hour else new_at.date()
    return _day(facts["from"]), new_on, new_at.astimezone(VIETNAM) if has_hour else None


def _day(told: str) -> date:
    return datetime.fromisoformat(told).date()


def _why(event: DossierEvent, numbers: dict[int, str]) -> str:
    if event.kind is DossierEventKind.APPOINTMENT_MOVED:
        return _("Theo thư xin lỗi số %(number)s", number=numbers.get(event.facts.get("letter_id", 0), ""))
    if event.kind is DossierEventKind.CHANGED:
        return _("Theo phần mềm một cửa")
    return _("Theo lịch làm việc")


def letters_of(found: LookedUp, file: DossierFile) -> Iterator[dict[str, Any]]:
    """The letters that were issued, the latest first."""
    for letter in reversed(file.letters):
        yield {
            "title": _(
                "Thư xin lỗi số %(number)s ngày %(day)s",
                number=letter_number(letter),
                day=day(letter.approved_at),
            ),
            "reason": reason_of(letter),
            "new_due": _new_due(letter),
            "href": _href(found.dossier, letter),
        }


def _new_due(letter: Letter) -> str:
    return appointment_words(local_day(letter.new_due_at), letter.new_due_at) if letter.new_due_at else ""


def _href(dossier: Dossier, letter: Letter) -> str:
    """Where the signed file is; a letter signed with ink went out on paper alone."""
    if not letter.signed_key:
        return ""
    return url_for("public.dossier_letter", code=dossier.code, letter_id=letter.id)
