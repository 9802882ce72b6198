"""What waits for the actor's decision: answers, public versions, requests to look again, refusals.

Letters of apology are approved in their own tray; here stands only how many wait there.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Select

from portal.domain.people import Actor
from portal.domain.permissions import Permission
from portal.domain.refusal import RefusalReason
from portal.queries.approvals import (
    Piece,
    WaitingAnswer,
    WaitingPublication,
    WaitingRefusal,
    WaitingReopening,
    answers_to_count,
    publications_to_count,
    refusals_to_count,
    reopenings_to_count,
    waiting_answers,
    waiting_publications,
    waiting_refusals,
    waiting_reopenings,
)
from portal.queries.inbox import Place
from portal.queries.letters import Tray
from portal.services.errors import NotPermitted
from portal.services.prepare_publication import original_text, stand_of
from portal.web.desk.blueprint import blueprint
from portal.web.desk.case_filter import place_asked, place_query
from portal.web.desk.public_versions import public_text, text_changes
from portal.web.desk.tabs import bounded, count_with_tabs
from portal.web.shared.acting import act, actor, session
from portal.web.shared.due import DueView, due_view
from portal.web.shared.form import Form, Hidden, Words
from portal.web.shared.sentences import _, _l
from portal.web.shared.words import term_words

Waiting = WaitingAnswer | WaitingPublication | WaitingReopening | WaitingRefusal


class DecisionForm(Form):
    """A decision about one thing that waits: with a remark, and what was seen when it was taken."""

    remark = Words(_l("Ý kiến"))
    # What the sender is told, where the decision is about not accepting a case.
    words = Words(_l("Giải thích gửi cho người gửi, sửa được trước khi gửi"))
    seen = Hidden()


@dataclass(frozen=True, slots=True)
class Tried:
    """A decision that was refused, with everything typed, and about which case."""

    reference: str
    form: DecisionForm


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that waits for a decision."""

    waiting: Waiting
    due: DueView
    form: DecisionForm
    own: bool
    changes: Mapping[str, Any]
    # Why it is proposed not to accept the case.
    reason: str = ""

    @property
    def reference(self) -> str:
        """Whose it is."""
        return self.waiting.case.reference


@dataclass(frozen=True, slots=True)
class Heap:
    """One of the lists of the page."""

    name: str
    label: Callable[[], str]
    permissions: tuple[Permission, ...]
    find: Callable[..., Piece[Any]]
    to_count: Callable[[Actor], Select[Any]]
    seen: Callable[[Any], str]
    author: Callable[[Any], int | None]


HEAPS = (
    Heap(
        "answers",
        lambda: _("Câu trả lời chờ duyệt"),
        (Permission.APPROVE_ANSWER,),
        waiting_answers,
        answers_to_count,
        lambda row: str(row.answer.version),
        lambda row: row.answer.author_id,
    ),
    Heap(
        "publications",
        lambda: _("Bản công khai chờ duyệt"),
        (Permission.PUBLISH,),
        waiting_publications,
        publications_to_count,
        lambda row: stand_of([row.version]),
        lambda row: row.version.author_id,
    ),
    Heap(
        "reopenings",
        lambda: _("Đề nghị xem xét lại"),
        (Permission.DECIDE_REOPENING,),
        waiting_reopenings,
        reopenings_to_count,
        lambda row: str(row.case.version),
        lambda row: row.answer.author_id,
    ),
    Heap(
        "refusals",
        lambda: _("Đề xuất không tiếp nhận"),
        (Permission.REFUSE,),
        waiting_refusals,
        refusals_to_count,
        lambda row: str(row.case.version),
        lambda row: row.case.refusal_proposer_id,
    ),
)


@blueprint.get("/approvals")
def approvals() -> ResponseReturnValue:
    """One of the lists: the one asked for, else the first in which something waits."""
    return approvals_page()


def approvals_page(shown: str = "", *, tried: Tried | None = None) -> str:
    """The page, also after a decision that was refused."""
    heaps = offered()
    counts = count_with_tabs({each.name: each.to_count(actor()) for each in heaps})
    heap = chosen(heaps, counts, shown or request.args.get("show", ""))
    place = place_asked()
    piece = heap.find(session(), actor(), place)
    return render_template(
        "desk/approvals.html",
        heap=heap,
        chips=[*chips(heaps, counts, heap), *letters_chip(counts)],
        items=items(heap, piece.rows, tried),
        tried=tried,
        gone=tried is not None and tried.reference not in {row.case.reference for row in piece.rows},
        here=place_query(place) if place else {},
        previous_url=page_url(heap, piece.previous),
        next_url=page_url(heap, piece.next),
    )


def offered() -> list[Heap]:
    """The lists that somebody such as the actor decides about."""
    heaps = [each for each in HEAPS if any(actor().may(permission) for permission in each.permissions)]
    if not heaps:
        raise NotPermitted(Permission.APPROVE_ANSWER)
    return heaps


def chosen(heaps: list[Heap], counts: Mapping[str, int], named: str) -> Heap:
    """The list to show."""
    asked = [each for each in heaps if each.name == named]
    waiting = [each for each in heaps if counts[each.name]]
    return (asked or waiting or heaps)[0]


def chips(heaps: list[Heap], counts: Mapping[str, int], shown: Heap) -> list[dict[str, Any]]:
    """The lists with how much waits in each."""
    return [
        {
            "label": each.label(),
            "href": url_for("desk.approvals", show=each.name),
            "count": bounded(counts[each.name]),
            "current": each is shown,
        }
        for each in heaps
    ]


def letters_chip(counts: Mapping[str, int]) -> list[dict[str, Any]]:
    """The way to the letters that wait for approval, with their number, if the actor approves any."""
    if not actor().may(Permission.APPROVE_LETTER):
        return []
    href = url_for("desk.letters", show=Tray.SUBMITTED.value)
    return [{"label": _("Thư xin lỗi chờ duyệt"), "href": href, "count": bounded(counts["tab_letters"])}]


def items(heap: Heap, rows: Iterable[Any], tried: Tried | None) -> list[Item]:
    """What waits, each with its own form; the one that was refused keeps what was typed."""
    return [item(heap, row, tried) for row in rows]


def item(heap: Heap, row: Any, tried: Tried | None) -> Item:
    """One thing that waits."""
    reference = row.case.reference
    form = tried.form if tried and tried.reference == reference else DecisionForm(formdata=None)
    form.remark.id = f"remark-{reference}"  # several such forms stand on one page
    form.words.id = f"words-{reference}"
    form.seen.data = heap.seen(row)
    if isinstance(row, WaitingReopening):
        form.remark.label.text = _("Lý do")
    if isinstance(row, WaitingRefusal):
        form.remark.label.text = _("Ý kiến cho người đề xuất, nếu không đồng ý")
        if form.words.raw_data is None:
            form.words.data = row.proposed.facts["text"]
    policy = act().settings.unit_policy(row.case.unit_id, act().today)
    mine = heap.author(row) == actor().account_id
    # Whether an author may decide about a request to look again is no switch of the office (rules §6).
    own = mine and (policy.two_persons or isinstance(row, WaitingReopening))
    return Item(row, due_view(row.case), form, own, changes_of(row), reason_of(row))


def reason_of(row: Waiting) -> str:
    """The reason from the list, of a proposal not to accept a case."""
    if not isinstance(row, WaitingRefusal):
        return ""
    return term_words(RefusalReason(row.proposed.facts["reason_code"]))


def changes_of(row: Waiting) -> Mapping[str, Any]:
    """What a public version leaves out of the originals and adds."""
    if not isinstance(row, WaitingPublication):
        return {}
    return text_changes(original_text(row.case, row.answer), public_text(row.version))


def page_url(heap: Heap, place: Place | None) -> str:
    """The address of a neighbouring page; empty where there is none."""
    return url_for("desk.approvals", show=heap.name, **place_query(place)) if place else ""
