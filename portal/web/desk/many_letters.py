"""Approving, issuing or printing up to a hundred letters: first what would happen to which, then a report."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import structlog
from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.domain.answers import check_two_persons
from portal.domain.apologies import LetterStatus
from portal.domain.permissions import Permission
from portal.domain.time import local_day
from portal.extensions import talisman
from portal.ports import Refused
from portal.queries.letter_matter import Letter, Matter, code_of, recipient_of
from portal.queries.letters import MOST_TOGETHER, Tray, letter_page, letters_for
from portal.services.approve_letter import approve_letter
from portal.services.case_letter import check_still_true
from portal.services.draft_letter import check_complete, check_seen_letter, require_status
from portal.services.errors import NotPermitted
from portal.services.issue_letter import issue_letter, nearest_way
from portal.services.letter_matter import may_with_letter
from portal.web.desk.blueprint import blueprint
from portal.web.desk.dossier_menu import dossier_menu
from portal.web.desk.letter_papers import PDF, SHOWN, handed, paper_content
from portal.web.desk.letter_words import letter_title, promise_words
from portal.web.desk.wholly import attempt
from portal.web.shared.acting import act, actor, commits, now, ports, session, settings
from portal.web.shared.numbers import whole
from portal.web.shared.office import office_with_key
from portal.web.shared.refusals import REFUSALS, refusal_words
from portal.web.shared.sentences import _
from portal.web.shared.words import term_words

log = structlog.get_logger("portal.letters")

Picked = tuple[Letter, Matter]


@dataclass(frozen=True, slots=True)
class Together:
    """One thing to do with many letters: whether it can be done with one, doing it, and what it would do."""

    name: str
    check: Callable[[Letter, Matter], None]
    do: Callable[[Letter, Matter], object]
    outlook: Callable[[Letter, Matter], str]


@dataclass(frozen=True, slots=True)
class Item:
    """One letter on the page: what would happen to it or has happened, or why not."""

    letter_id: int
    ticked: str
    title: str
    code: str
    words: str


def may_approve(letter: Letter, matter: Matter) -> None:
    """Refuse a letter that the actor cannot approve as it is."""
    if not actor().may(Permission.APPROVE_LETTER, letter.unit_id):
        raise NotPermitted(Permission.APPROVE_LETTER)
    require_status(letter, LetterStatus.DRAFT, LetterStatus.SUBMITTED)
    policy = settings().unit_policy(letter.unit_id, local_day(now()))
    check_two_persons(
        author_id=letter.drafted_by_id, approver_id=actor().account_id, required=policy.two_persons
    )
    check_complete(act(), letter)
    check_still_true(act(), matter, letter)


def may_issue(letter: Letter, matter: Matter) -> None:
    """Refuse a letter that the actor cannot issue now."""
    if not may_with_letter(actor(), Permission.ISSUE_LETTER, matter):
        raise NotPermitted(Permission.ISSUE_LETTER)
    require_status(letter, LetterStatus.APPROVED)
    check_still_true(act(), matter, letter)


def may_print(letter: Letter, matter: Matter) -> None:
    """Any letter that was not given up may be printed; a draft says that it is one."""
    require_status(letter, *(each for each in LetterStatus if each is not LetterStatus.DISCARDED))


def approve_one(letter: Letter, matter: Matter) -> None:
    """Approve one letter."""
    approve_letter(act(), matter, letter, ports=ports(), office=office_with_key())


def issue_one(letter: Letter, matter: Matter) -> None:
    """Issue one letter by the way nearest at hand."""
    issue_letter(act(), matter, letter, way=nearest_way(matter, letter))


def approval_outlook(letter: Letter, matter: Matter) -> str:
    """What approving promises: the reason, and the new date."""
    return f"{letter.reason_words} · {promise_words(letter) or _('chỉ xin lỗi')}"


def issue_outlook(letter: Letter, matter: Matter) -> str:
    """By which way it goes, and to whom."""
    way, recipient = nearest_way(matter, letter), recipient_of(matter)
    address = {"email": recipient.email, "sms": recipient.phone, "post": recipient.address}.get(way.value, "")
    return f"{term_words(way)}: {address}" if address else term_words(way)


def print_outlook(letter: Letter, matter: Matter) -> str:
    """How far the letter is that is printed."""
    return term_words(letter.status)


DOING: Mapping[str, Together] = {
    each.name: each
    for each in (
        Together("approve", may_approve, approve_one, approval_outlook),
        Together("issue", may_issue, issue_one, issue_outlook),
        Together("print", may_print, lambda letter, matter: None, print_outlook),
    )
}


@blueprint.post("/letters/together")
def many_letters() -> ResponseReturnValue:
    """What would happen to which of the ticked letters, and what is left out and why."""
    doing, seen = asked_for()
    if not seen:
        flash(_("Chưa chọn thư nào."), "error")
        return redirect(url_for("desk.letters", show=request.form.get("tray") or None), 303)
    chosen, left_out = sorted_out(doing, seen)
    return render_template(
        "desk/many_letters.html",
        doing=doing.name,
        chosen=[item(letter, matter, doing.outlook(letter, matter)) for letter, matter in chosen],
        left_out=left_out,
        most=MOST_TOGETHER,
        too_many=len(request.form.getlist("letter")) > MOST_TOGETHER,
        menu=dossier_menu(),
        tray=request.form.get("tray", ""),
    )


@blueprint.post("/letters/together/now")
@commits
def do_many_letters() -> ResponseReturnValue:
    """Do it, each letter wholly or not at all: one that cannot be done does not stop the others."""
    doing, seen = asked_for()
    chosen, left_out = sorted_out(doing, seen)
    done = []
    for letter, matter in chosen:
        entry = item(letter, matter, "")
        error = attempt(partial(doing.do, letter, matter))
        if error is None:
            done.append(item(letter, matter, result_words(doing.name, letter)))
        else:
            left_out.append(Item(entry.letter_id, "", entry.title, entry.code, refusal_words(error)))
    return render_template(
        "desk/many_letters_report.html",
        doing=doing.name,
        done=done,
        left_out=left_out,
        menu=dossier_menu(),
        tray=request.form.get("tray", ""),
    )


@blueprint.post("/letters/together/print")
@talisman(content_security_policy=SHOWN)  # type: ignore[untyped-decorator]
def print_letters() -> ResponseReturnValue:
    """The ticked letters in one file to be printed, each as it stands."""
    chosen, _left_out = sorted_out(DOING["print"], asked_for()[1])
    if not chosen:
        abort(404)
    papers = [paper_content(letter, matter) for letter, matter in chosen]
    try:
        bound = ports().binder.bind(papers)
    except Refused:
        flash(_("Không ghép được các thư này thành một tệp. Xin in từng thư."), "error")
        return redirect(url_for("desk.letters", show=request.form.get("tray") or None), 303)
    # People's names and addresses leave the house on paper.
    log.info("letters_printed", account_id=actor().account_id, letters=len(papers))
    return handed(bound, PDF, name=f"thu-xin-loi-{local_day(now()):%Y%m%d}.pdf")


def asked_for() -> tuple[Together, dict[int, int | None]]:
    """What to do, and the letters: the ticked ones, each with the version that was seen, or a whole tray."""
    doing = DOING.get(request.form.get("do", "print")) or abort(404)
    if request.form.get("all") and request.form.get("tray") in list(Tray):
        tray = Tray(request.form["tray"])
        page = letter_page(session(), actor(), settings(), tray=tray, size=MOST_TOGETHER)
        return doing, {row.id: row.version for row in page.rows}
    boxes = (value.partition(".") for value in request.form.getlist("letter")[:MOST_TOGETHER])
    seen: dict[int, int | None] = {
        letter_id: whole(version)
        for number, _dot, version in boxes
        if (letter_id := whole(number)) is not None
    }
    return doing, seen


def sorted_out(doing: Together, seen: Mapping[int, int | None]) -> tuple[list[Picked], list[Item]]:
    """The letters it can be done with, and those left out, each with the reason."""
    found = letters_for(session(), actor(), seen)
    chosen: list[Picked] = []
    left_out = [Item(each, "", "", "", _("Không tìm thấy.")) for each in missing(seen, found)]
    for letter, matter in found:
        try:
            check_seen_letter(letter, seen[letter.id])
            doing.check(letter, matter)
        except REFUSALS as error:
            left_out.append(item(letter, matter, refusal_words(error)))
        else:
            chosen.append((letter, matter))
    return chosen, left_out


def missing(seen: Mapping[int, int | None], found: Sequence[Picked]) -> list[int]:
    """The numbers that led to nothing."""
    there = {letter.id for letter, _matter in found}
    return [each for each in seen if each not in there]


def item(letter: Letter, matter: Matter, words: str) -> Item:
    """One letter as the pages show it."""
    return Item(letter.id, f"{letter.id}.{letter.version}", letter_title(letter), code_of(matter), words)


def result_words(doing: str, letter: Letter) -> str:
    """What has become of a letter."""
    words: dict[str, Any] = {"approve": _("đã duyệt, cấp số"), "issue": _("đã phát hành")}
    return str(words.get(doing, ""))
