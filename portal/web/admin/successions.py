"""Reorganising units: what there was, a new one in three steps, and what became of it."""

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from portal.domain.successions import SuccessionKind
from portal.queries import successions as queries
from portal.queries.configuration import rules
from portal.queries.successions import Succession
from portal.services.errors import RuleBroken
from portal.services.foresee_succession import foresee
from portal.services.passing import Item, What
from portal.services.succeed_units import (
    Entry,
    check_plan,
    children_moves,
    plan_succession,
    withdraw_succession,
)
from portal.web.admin.blueprint import blueprint
from portal.web.admin.entry import UNSOUND, refusal, saved
from portal.web.admin.succession_form import SuccessionForm
from portal.web.admin.switch_words import label_of
from portal.web.shared.acting import act, actor, commits, session, settings
from portal.web.shared.form import checks_itself
from portal.web.shared.sentences import _
from portal.web.shared.words import day, person_name, term_words, unit_name


@blueprint.get("/successions")
def successions() -> ResponseReturnValue:
    """What was and will be reorganised within reach, and the ways to begin another."""
    rows = queries.successions(session(), settings(), actor())
    kinds = [(kind, _explained(kind)) for kind in SuccessionKind]
    return render_template("admin/successions.html", rows=rows, kinds=kinds, standing=standing_of)


@blueprint.route("/successions/new/<kind>", methods=["GET", "POST"])
@checks_itself
@commits
def new_succession(kind: str) -> ResponseReturnValue:
    """Enter what is decided; see what moves; confirm. Nothing is kept before that, nothing typed is lost."""
    if kind not in list(SuccessionKind):
        raise NotFound
    form = SuccessionForm(data={"from_units": request.args.getlist("unit")}).offer(SuccessionKind(kind))
    step = request.form.get("step", "")
    if not form.is_submitted() or step == "edit":
        return _entry_page(form)
    made: list[Succession] = []

    def save() -> None:
        entry = form.entry(_boxes("shown"), _boxes("pass"))
        if step == "confirm":
            made.append(plan_succession(act(), entry))
        else:
            check_plan(act(), entry)

    if not saved(form, save):
        return _entry_page(form), UNSOUND
    if made:
        flash(
            _("Đã thực hiện.")
            if made[0].applied_at
            else _("Đã ghi nhận; hệ thống sẽ tự thực hiện đúng ngày."),
            "success",
        )
        return redirect(url_for("admin.succession", succession_id=made[0].id), 303)
    return _preview_page(form, form.entry())


def _boxes(name: str) -> frozenset[str]:
    return frozenset(request.form.getlist(name))


def _entry_page(form: SuccessionForm) -> str:
    return render_template(
        "admin/succession_form.html", form=form, heading=term_words(form.kind), lead=_explained(form.kind)
    )


def _preview_page(form: SuccessionForm, entry: Entry) -> str:
    """Everything that would move, as it stands now, and the boxes of what does not pass by itself."""
    found, ticked = foresee(act(), entry.plan), _boxes("pass")
    seen = _boxes("shown")
    return render_template(
        "admin/succession_preview.html",
        form=form,
        plan=entry.plan,
        names=entry.names,
        found=found,
        children=children_moves(act(), entry.plan),
        boxes=[_box(item, ticked if item.key in seen else None) for item in found.items],
        series=_series_words(),
        carried=_carried(form),
    )


def _carried(form: SuccessionForm) -> list[tuple[str, str]]:
    """What was typed, as hidden fields bring it along."""
    names = [field.name for field in form if field.type != "CSRFTokenField"]
    given = [(name, value) for name in names for value in request.form.getlist(name) if name != "key"]
    return [("key", form.key.data), *given]


def _box(item: Item, ticked: frozenset[str] | None) -> dict[str, Any]:
    """A box of the preview; ticked as it was left, or as it is offered."""
    passes = item.by_itself if ticked is None else item.key in ticked
    return {
        "key": item.key,
        "label": _item_words(item),
        "ticked": passes and not item.own,
        "own": item.own,
        "what": item.what.value,
    }


def _item_words(item: Item) -> str:
    row, old, new = item.row, unit_name(item.row.unit_id), unit_name(item.to_unit_id)
    if item.what is What.POST:
        named = {"name": person_name(row.account_id), "role": term_words(row.role), "old": old, "new": new}
        return _("%(name)s: %(role)s, từ %(old)s sang %(new)s", **named)
    label = label_of(row.name) if item.what is What.SWITCH else term_words(row.leg)
    return _("%(what)s: của %(old)s, cho %(new)s", what=label, old=old, new=new)


def _series_words() -> dict[str, str]:
    return {
        "register": _("sổ tiếp nhận"),
        "document": _("văn bản trả lời"),
        "transfer": _("phiếu chuyển"),
    }


@blueprint.get("/successions/<int:succession_id>")
def succession(succession_id: int) -> ResponseReturnValue:
    """One reorganisation: what was decided, how far it has come, what is left to somebody."""
    row = _row(succession_id)
    undecided: Sequence[int] = row.outcome.get("undecided_rules", ())
    left = [rule for rule in rules(session()) if rule.id in undecided]
    return render_template("admin/succession.html", row=row, left=left, standing=standing_of(row))


@blueprint.post("/successions/<int:succession_id>/withdraw")
@commits
def withdraw_plan(succession_id: int) -> ResponseReturnValue:
    """Take back what is not in force yet."""
    row = _row(succession_id)
    try:
        withdraw_succession(act(), row)
    except RuleBroken as broken:
        session().rollback()
        flash(refusal(broken), "error")
    else:
        flash(_("Đã bỏ."), "success")
    return redirect(url_for("admin.succession", succession_id=succession_id), 303)


def _row(succession_id: int) -> Succession:
    row = queries.succession(session(), succession_id, settings=settings(), actor=actor())
    if row is None:
        raise NotFound
    return row


def standing_of(row: Succession) -> str:
    """How far a reorganisation has come, in words."""
    if row.withdrawn_at:
        return _("đã bỏ")
    if row.applied_at is None:
        return _("chờ đến ngày %(day)s", day=day(row.takes_effect_on))
    return _("đã thực hiện") if row.finished_at else _("đang chuyển phản ánh")


def _explained(kind: SuccessionKind) -> str:
    return {
        SuccessionKind.MERGED: _("Một hay nhiều đơn vị nhập vào một đơn vị khác, đã có hoặc mới lập."),
        SuccessionKind.SPLIT: _(
            "Một đơn vị chia cho nhiều đơn vị, hoặc tách bớt một phần việc theo lĩnh vực, địa bàn."
        ),
        SuccessionKind.RENAMED: _("Đơn vị giữ nguyên công việc và con người, chỉ mang tên mới."),
        SuccessionKind.ABOLISHED: _("Đơn vị không còn; công việc còn lại do đơn vị khác làm tiếp."),
        SuccessionKind.MOVED: _("Đơn vị giữ nguyên, từ nay trực thuộc đơn vị khác."),
    }[kind]
