"""Keeping the filter of a list under a name, and throwing it away again."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from portal.domain.permissions import Permission
from portal.queries.inbox import Pile, Whose
from portal.services.errors import RuleBroken
from portal.services.save_filter import NewFilter, forget_filter, save_filter
from portal.web.desk.blueprint import blueprint
from portal.web.desk.case_filter import NAMES, FilterForm
from portal.web.shared.acting import act, commits, require
from portal.web.shared.refusals import rule_words
from portal.web.shared.sentences import _

LISTS = {"inbox": Whose.MINE, "unit": Whose.UNIT}


@blueprint.post("/filters")
@commits
def keep_filter() -> ResponseReturnValue:
    """Keep the filter that is set now; back to the list with it."""
    require(Permission.SEE_CASES)
    name = "inbox" if request.form.get("list") == "inbox" else "unit"
    query = sensible(LISTS[name])
    try:
        new = NewFilter(request.form.get("name", ""), {**query, "list": name}, "shared" in request.form)
        save_filter(act(), new)
    except RuleBroken as broken:
        flash(rule_words(broken), "error")
    else:
        flash(_("Đã lưu bộ lọc."), "success")
    return redirect(url_for(f"desk.{name}", **query), 303)


def sensible(whose: Whose) -> dict[str, Any]:
    """What was sent of a filter, as far as it makes sense: nothing else goes into an address."""
    given = {key: request.form[key] for key in NAMES if key in request.form}
    show = request.form.get("show", "")
    piles = {"show": show} if show in list(Pile) and show != Pile.ALL else {}
    return {**FilterForm(whose, MultiDict(given)).query, **piles}


@blueprint.post("/filters/<int:filter_id>/forget")
@commits
def drop_filter(filter_id: int) -> ResponseReturnValue:
    """Throw one of one's own filters away."""
    forget_filter(act(), filter_id)
    flash(_("Đã bỏ bộ lọc."), "success")
    return redirect(url_for("desk.unit"), 303)
