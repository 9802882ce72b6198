"""The head of the desk: whose desk it is, and the lists on it with what waits in each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from flask import current_app, g, request, url_for
from sqlalchemy import Label, Select

from portal.domain.dossiers import due_soon_until
from portal.domain.people import Actor
from portal.domain.permissions import Permission
from portal.domain.time import local_day
from portal.queries import waiting_work as work
from portal.queries.inbox import MOST_COUNTED, bounded_count, counted
from portal.queries.surveys.remedies import remedies_calling
from portal.web.shared.acting import actor, now, session, settings
from portal.web.shared.sentences import _
from portal.web.shared.words import number, term_words, unit_name


@dataclass(frozen=True, slots=True)
class Tab:
    """A list: where it is, what it is called, who may open it, and what is counted for it."""

    endpoint: str
    label: Callable[[], str]
    permissions: tuple[Permission, ...]
    counts: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    # Who may do this finds the page elsewhere.
    unless: Permission | None = None
    # Opened now and then: it stands in a menu where the lists would not fit on one line.
    seldom: bool = False

    @property
    def offered(self) -> bool:
        """Whether this process has the page and the actor may open it."""
        may = any(actor().may(each) for each in self.permissions)
        if self.unless is not None and actor().may(self.unless):
            return False
        return may and self.endpoint in current_app.view_functions

    @property
    def current(self) -> bool:
        """Whether the page that is open belongs to it."""
        return request.endpoint == self.endpoint or request.endpoint in self.also


P = Permission
# As many lists fit on one line of a desk's screen, each with its count.
BESIDE_EACH_OTHER = 8
TABS = (
    Tab("desk.inbox", lambda: _("Việc của tôi"), (P.ACCEPT,), ("mine",)),
    Tab(
        "desk.queue",
        lambda: _("Chờ điều phối"),
        (P.ROUTE,),
        ("to_route",),
        also=("desk.route_many", "desk.queue_case", "desk.reclassify", "desk.queue_quality"),
    ),
    Tab("desk.unit", lambda: _("Cả đơn vị"), (P.SEE_CASES,), ("unit",)),
    Tab(
        "desk.calls",
        lambda: _("Cuộc gọi mới"),
        (P.ENTER_CASES,),
        also=("desk.call_saved", "desk.save_call"),
    ),
    Tab(
        "desk.approvals",
        lambda: _("Chờ duyệt"),
        (P.APPROVE_ANSWER, P.PUBLISH),
        ("answers", "publications", "reopenings", "refusals", "letters"),
    ),
    Tab(
        "desk.call_backs",
        lambda: _("Gọi lại"),
        (P.CALL_BACK,),
        ("call_backs",),
        also=("desk.call_back_one", "desk.record_call_back"),
    ),
    Tab(
        "desk.opinions",
        lambda: _("Phối hợp"),
        (P.GIVE_OPINION,),
        ("opinions",),
        also=("desk.opinion", "desk.save_opinion"),
    ),
    Tab(
        "desk.dossiers",
        lambda: _("Hồ sơ một cửa"),
        (P.SEE_DOSSIERS,),
        ("dossiers",),
        also=(
            *("desk.dossier", "desk.search_dossiers", "desk.draft_many", "desk.mark_as_solved"),
            "desk.dossier_receipt",
            *("desk.unmark_as_solved", "desk.record_document", "desk.letters", "desk.letter"),
            *("desk.save_letter_page", "desk.send_back_letter", "desk.discard_letter_page"),
            *("desk.take_signed_letter", "desk.take_scanned_letter", "desk.issue_one_letter"),
            *("desk.prove_delivery", "desk.many_letters", "desk.do_many_letters"),
            *("desk.dossier_imports", "desk.dossier_import", "desk.dossier_import_columns"),
        ),
    ),
    Tab(
        "desk.dossier_imports",
        lambda: _("Nhập hồ sơ"),
        (P.IMPORT_DOSSIERS,),
        also=("desk.dossier_import", "desk.dossier_import_columns"),
        unless=P.SEE_DOSSIERS,
    ),
    Tab(
        "desk.remedies",
        lambda: _("Khắc phục"),
        (P.SEE_REMEDIES,),
        ("remedies",),
        also=(
            *("desk.remedy", "desk.plan_one_remedy", "desk.finish_one_remedy", "desk.reopen_one_remedy"),
            *("desk.publish_one_remedy", "desk.take_one_remedy_back"),
        ),
    ),
    Tab(
        "desk.ballots",
        lambda: _("Nhập phiếu khảo sát"),
        (P.ENTER_BALLOTS,),
        also=("desk.ballot_batch", "desk.save_ballot"),
        seldom=True,
    ),
    Tab("desk.reassignment", lambda: _("Giao lại việc"), (P.REASSIGN_WORK,), seldom=True),
    Tab("desk.deputies", lambda: _("Người thay"), (P.ACCEPT, P.ROUTE), seldom=True),
    Tab(
        "desk.register",
        lambda: _("Sổ tiếp nhận"),
        (P.EXPORT_REGISTER,),
        also=("desk.export_register",),
        seldom=True,
    ),
    Tab("desk.sealed", lambda: _("Hồ sơ niêm phong"), (P.OPEN_SEALED,), also=("desk.unseal",)),
    Tab("admin.questionnaires", lambda: _("Khảo sát"), (P.MANAGE_SURVEYS,)),
    Tab(
        "oversight.dashboard",
        lambda: _("Số liệu"),
        (P.SEE_FIGURES,),
        also=(
            *("oversight.counted", "oversight.dossier_figures_page", "oversight.counted_dossiers_page"),
            *("oversight.evaluation_page", "oversight.enter_evaluation"),
            *("oversight.survey_results", "oversight.survey_words"),
            *("oversight.reports", "oversight.new_report", "oversight.report"),
        ),
    ),
    Tab("admin.start", lambda: _("Quản trị"), (P.CONFIGURE,)),
)


def offered_tabs() -> list[Tab]:
    """The lists the actor may open."""
    return [tab for tab in TABS if tab.offered]


def tabs_wanted() -> list[Label[int]]:
    """What is to be counted for the head of the desk, to go into one statement with whatever else is."""
    who, today = actor(), local_day(now())
    names = dict.fromkeys(name for tab in offered_tabs() for name in tab.counts)
    return [_count_for(name, who, today) for name in names]


@lru_cache(maxsize=2_000)
def _count_for(name: str, who: Actor, today: date) -> Label[int]:
    """Put together once a day for each person: every page of the desk asks for it."""
    return bounded_count(f"tab_{name}", SOURCES[name](who, today))


SOURCES: dict[str, Callable[[Actor, date], Select[Any]]] = {
    "mine": work.on_my_desk,
    "unit": work.in_my_units,
    "to_route": lambda who, _today: work.to_route(who),
    "answers": lambda who, _today: work.answers_to_approve(who),
    "publications": lambda who, _today: work.publications_to_approve(who),
    "reopenings": lambda who, _today: work.reopenings_to_decide(who),
    "refusals": lambda who, _today: work.refusals_to_decide(who),
    "letters": lambda who, _today: work.letters_to_approve(who),
    "call_backs": work.to_call_back,
    "opinions": lambda who, _today: work.opinions_to_give(who),
    "remedies": remedies_calling,
    "dossiers": lambda who, today: work.dossiers_due(who, soon_until(today)),
}


def soon_until(today: date) -> date:
    """The last day on which a promised date is close, by the calendar of the whole office."""
    return due_soon_until(today, settings().calendar)


def count_with_tabs(wanted: Mapping[str, Select[Any]]) -> dict[str, int]:
    """Count something together with what the head of the page needs: one statement for both."""
    own = [bounded_count(name, rows) for name, rows in wanted.items()]
    counts = counted(session(), [*own, *tabs_wanted()])
    g.desk_counts = counts
    return counts


def desk_tabs() -> list[dict[str, object]]:
    """The lists as the layout shows them; the seldom ones go into a menu once there are too many for one line."""
    counts = g.get("desk_counts")
    if counts is None:
        counts = count_with_tabs({})
    offered = offered_tabs()
    crowded = len(offered) > BESIDE_EACH_OTHER
    return [
        {
            "label": tab.label(),
            "href": url_for(tab.endpoint),
            "current": tab.current,
            "count": bounded(sum(counts[f"tab_{name}"] for name in tab.counts)) if tab.counts else None,
            "in_menu": crowded and tab.seldom,
        }
        for tab in offered
    ]


def bounded(count: int) -> str:
    """A count in words; beyond a thousand nobody counts on."""
    return f"{number(MOST_COUNTED)}+" if count > MOST_COUNTED else number(count)


def desk_person() -> dict[str, str]:
    """Who works here: the first of their own appointments."""
    own = [each for each in actor().appointments if each.standing_in_for is None]
    first = (own or list(actor().appointments))[0]
    return {"unit": unit_name(first.unit_id), "role": term_words(first.role)}
