"""The desk of dossiers: the work-list in the order of the rules, what is to be cleaned up, and the register."""

from datetime import date
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import SearchField

from portal.domain.dossiers import due_soon_until
from portal.domain.permissions import Permission
from portal.domain.time import local_day
from portal.queries.dossier_lists import (
    HEAPS,
    Looked,
    Shelf,
    ShelfPlace,
    dossier_page,
    dossiers_to_count,
)
from portal.queries.dossiers import find_dossiers
from portal.web.desk.blueprint import blueprint
from portal.web.desk.case_filter import nodes
from portal.web.desk.dossier_lines import dossier_lines
from portal.web.desk.dossier_menu import dossier_menu
from portal.web.desk.letter_forms import ReasonForm
from portal.web.desk.tabs import bounded, count_with_tabs
from portal.web.shared.acting import actor, now, require, session, settings
from portal.web.shared.numbers import whole
from portal.web.shared.sentences import _, _l
from portal.web.shared.words import term_words

WORK = tuple(HEAPS)
CLEANING = (Shelf.SOLVED, Shelf.SILENT, Shelf.BREACH, Shelf.STOPPED)


class DossierSearch(FlaskForm):  # type: ignore[misc]  # published without types
    """What is looked for: a code, its beginning, or a phone."""

    q = SearchField(_l("Tìm theo mã hồ sơ hoặc số điện thoại người nộp"))


@blueprint.get("/dossiers")
def dossiers() -> ResponseReturnValue:
    """One list: four statements beside the sign-in and the revision of the settings."""
    require(Permission.SEE_DOSSIERS)
    looked = looked_at()
    counts = counts_of(looked)
    if not request.args.get("show"):
        looked = on(looked, next((each for each in WORK if counts[each.value]), Shelf.AHEAD))
    page = dossier_page(session(), actor(), looked)
    if looked.place is not None and not page.rows:
        # What stood here has gone meanwhile.
        return redirect(url_for("desk.dossiers", **list_query(looked.shelf)))
    lines = dossier_lines(page.rows)
    return render_template(
        "desk/dossiers.html",
        looked=looked,
        title=shelf_words(looked.shelf),
        menu=dossier_menu(),
        work=chips(WORK, counts, looked.shelf),
        cleaning=chips(CLEANING, counts, looked.shelf),
        lines=lines,
        may_draft=any(line.may_draft for line in lines),
        reason_form=ReasonForm(formdata=None),
        soon=due_soon_until(looked.today, looked.calendar, looked.ahead),
        units=unit_choices(),
        unit=request.args.get("unit", ""),
        here=request.full_path,
        previous_url=page_url(looked.shelf, page.previous),
        next_url=page_url(looked.shelf, page.next),
    )


@blueprint.route("/dossiers/search", methods=["GET", "POST"])
def search_dossiers() -> ResponseReturnValue:
    """The newest matches among the dossiers one may see; a code that is found is opened at once."""
    require(Permission.SEE_DOSSIERS)
    form = DossierSearch()
    sent = form.validate_on_submit()
    typed = (form.q.data or "").strip()
    found = find_dossiers(session(), actor(), typed if sent else "")
    if len(found.rows) == 1 and found.rows[0].code == typed.upper():
        return redirect(url_for("desk.dossier", code=found.rows[0].code), 303)
    return render_template(
        "desk/dossier_search.html",
        menu=dossier_menu(),
        looked_for=typed,
        found=found,
        sent=sent,
        lines=dossier_lines(found.rows),
    )


def looked_at() -> Looked:
    """The list the address asks for; the one that calls for letters soonest where it names none."""
    today = local_day(now())
    units = actor().units_for(Permission.SEE_DOSSIERS)
    named, typed = request.values.get("show", ""), request.values.get("unit", "")
    asked = whole(typed)
    own = asked or min(units, default=0)
    known = own in settings().units
    return Looked(
        shelf=Shelf(named) if named in list(Shelf) else Shelf.AHEAD,
        today=today,
        calendar=settings().reckoning(own, today).calendar if known else settings().calendar,
        ahead=settings().unit_policy(own, today).letter_ahead if known else 2,
        unit_ids=settings().units_below(asked) if asked and known else None,
        place=place_asked(),
    )


def counts_of(looked: Looked) -> dict[str, int]:
    """How much lies on each list, and in those of the head of the page: one statement."""
    shelves = (*WORK, *CLEANING)
    wanted = {each.value: dossiers_to_count(actor(), on(looked, each)) for each in shelves}
    return count_with_tabs(wanted)


def on(looked: Looked, shelf: Shelf) -> Looked:
    """The same look at the beginning of another list."""
    return Looked(shelf, looked.today, looked.calendar, looked.ahead, looked.unit_ids)


def chips(shelves: tuple[Shelf, ...], counts: dict[str, int], shown: Shelf) -> list[dict[str, Any]]:
    """The lists as links, with how much lies on each."""
    return [
        {
            "label": shelf_words(each),
            "href": url_for("desk.dossiers", **list_query(each)),
            "count": bounded(counts[each.value]),
            "current": each is shown,
        }
        for each in shelves
    ]


def shelf_words(shelf: Shelf) -> str:
    """What a list is called."""
    if shelf in HEAPS:
        return term_words(HEAPS[shelf])
    return {
        Shelf.SOLVED: _("Đã giải quyết, chưa cập nhật"),
        Shelf.SILENT: _("Trễ hạn không có thư"),
        Shelf.BREACH: _("Yêu cầu bổ sung quá một lần"),
        Shelf.STOPPED: _("Thông báo dừng giải quyết"),
        Shelf.ALL: _("Sổ hồ sơ"),
    }[shelf]


def list_query(shelf: Shelf) -> dict[str, Any]:
    """A list as it stands in an address, of the same unit."""
    unit = request.args.get("unit", "")
    return {"show": shelf.value, **({"unit": unit} if whole(unit) else {})}


def page_url(shelf: Shelf, place: ShelfPlace | None) -> str:
    """The address of a neighbouring page; empty where there is none."""
    if place is None:
        return ""
    name = "before" if place.backwards else "after"
    key: Any = f"{place.day.isoformat()}~{place.id}" if place.day else str(place.id)
    return url_for("desk.dossiers", **{**list_query(shelf), name: key})


def place_asked() -> ShelfPlace | None:
    """Where the page begins, as the address says; the beginning where it says nothing sensible."""
    for name in ("after", "before"):
        day, _separator, number = request.args.get(name, "").rpartition("~")
        try:
            on_day = date.fromisoformat(day) if day else None
            return ShelfPlace(int(number), on_day, backwards=name == "before")
        except ValueError:
            continue
    return None


def unit_choices() -> list[Any]:
    """The units whose dossiers one may see, where there are several."""
    units = sorted(actor().units_for(Permission.SEE_DOSSIERS))
    return nodes((settings().units[each] for each in units), _("Tất cả đơn vị")) if len(units) > 1 else []
