"""Letters of apology: those to be written, waiting for approval, to be issued, and the register of those issued."""

from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select

from portal.domain.letter_form import LetterKind
from portal.domain.permissions import Permission
from portal.domain.time import local_day
from portal.queries.inbox import Asked, Filter, Pile, Whose, open_cases
from portal.queries.letters import Beyond, LetterRow, Tray, letter_page, letters_to_count
from portal.web.desk.blueprint import blueprint
from portal.web.desk.dossier_lines import STATUS_TONES, TIMING_TONES
from portal.web.desk.dossier_menu import dossier_menu
from portal.web.desk.tabs import bounded, count_with_tabs
from portal.web.shared.acting import actor, now, require, session, settings
from portal.web.shared.dossiers import letter_number
from portal.web.shared.numbers import whole
from portal.web.shared.sentences import _
from portal.web.shared.words import moment, term_words, weekday

# What can be done with many letters of a tray at once.
TOGETHER = {
    Tray.DRAFT: ("print",),
    Tray.SUBMITTED: ("approve", "print"),
    Tray.APPROVED: ("issue", "print"),
    Tray.ISSUED: ("print",),
}
LATE_CASES = "late_cases"
NEEDED = {
    "approve": Permission.APPROVE_LETTER,
    "issue": Permission.ISSUE_LETTER,
    "print": Permission.SEE_DOSSIERS,
}


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One letter in a list."""

    row: LetterRow
    href: str
    number: str
    promise: str
    about_case: bool
    tone: str
    timing: str
    timing_tone: str

    @property
    def ticked(self) -> str:
        """What the box before the line sends: the letter, and the version that was seen."""
        return f"{self.row.id}.{self.row.version}"


@blueprint.get("/letters")
def letters() -> ResponseReturnValue:
    """One tray: the one asked for, else the first in which something lies."""
    require(Permission.SEE_DOSSIERS)
    wanted = {each.value: letters_to_count(actor(), settings(), tray=each) for each in Tray}
    counts = count_with_tabs({**wanted, LATE_CASES: late_cases()})
    tray = tray_asked(counts)
    beyond = beyond_asked()
    page = letter_page(session(), actor(), settings(), tray=tray, beyond=beyond)
    if beyond is not None and not page.rows:
        return redirect(url_for("desk.letters", show=tray.value))
    return render_template(
        "desk/letters.html",
        tray=tray,
        menu=dossier_menu(),
        chips=chips(counts, tray),
        lines=[letter_line(row) for row in page.rows],
        late_cases=bounded(counts[LATE_CASES]) if counts[LATE_CASES] else "",
        together=[each for each in TOGETHER[tray] if actor().may(NEEDED[each])],
        previous_url=page_url(tray, "newer", page.newer_than),
        next_url=page_url(tray, "older", page.older_than),
    )


def late_cases() -> Select[Any]:
    """The overdue cases of one's units whose senders have no letter that holds, to be counted."""
    asked = Asked(Whose.UNIT, Filter(pile=Pile.NO_LETTER))
    return open_cases(actor(), asked, today=local_day(now()))


def tray_asked(counts: dict[str, int]) -> Tray:
    """The tray the address names; without one, for those who approve what waits for them."""
    named = request.args.get("show", "")
    if named in list(Tray):
        return Tray(named)
    approves = actor().may(Permission.APPROVE_LETTER)
    order = [Tray.SUBMITTED, Tray.APPROVED, Tray.DRAFT] if approves else [Tray.DRAFT, Tray.APPROVED]
    return next((each for each in order if counts[each.value]), order[0])


def letter_line(row: LetterRow) -> LetterLine:
    """One row in words."""
    return LetterLine(
        row=row,
        href=url_for("desk.letter", letter_id=row.id),
        number=letter_number(row),
        promise=new_date_words(row),
        about_case=row.form.kind is LetterKind.CASE,
        tone=STATUS_TONES[row.status],
        timing=term_words(row.timing),
        timing_tone=TIMING_TONES.get(row.timing, "late") if row.timing else "",
    )


def new_date_words(row: LetterRow) -> str:
    """The new date: of a dossier with its hour, of an answer the day alone."""
    if row.new_due_at is None:
        return _("chỉ xin lỗi")
    return weekday(row.new_due_at) if row.form.kind is LetterKind.CASE else moment(row.new_due_at)


def tray_words() -> dict[Tray, str]:
    """What the trays are called."""
    return {
        Tray.DRAFT: _("Đang soạn"),
        Tray.SUBMITTED: _("Chờ duyệt"),
        Tray.APPROVED: _("Chờ phát hành"),
        Tray.ISSUED: _("Đã phát hành"),
    }


def chips(counts: dict[str, int], shown: Tray) -> list[dict[str, Any]]:
    """The trays with how much lies in each."""
    return [
        {
            "label": words,
            "href": url_for("desk.letters", show=each.value),
            "count": bounded(counts[each.value]),
            "current": each is shown,
        }
        for each, words in tray_words().items()
    ]


def beyond_asked() -> Beyond | None:
    """Where the page begins, as the address says."""
    older, newer = whole(request.args.get("older")), whole(request.args.get("newer"))
    if newer is not None:
        return Beyond(newer, backwards=True)
    return Beyond(older) if older is not None else None


def page_url(tray: Tray, name: str, number: int | None) -> str:
    """The address of a neighbouring page; empty where there is none."""
    place: dict[str, Any] = {name: number}
    return url_for("desk.letters", show=tray.value, **place) if number is not None else ""
