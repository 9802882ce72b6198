"""Sampled surveys: planned, drawn, run and closed, with numbers and never with names."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from portal.domain.surveys.campaigns import Plan
from portal.domain.surveys.sampling import sample_size
from portal.domain.surveys.ways import CampaignStatus
from portal.domain.time import local_day
from portal.queries.surveys.campaigns import (
    Progress,
    SurveyCampaign,
    managed_campaign,
    progress_of,
)
from portal.queries.surveys.campaigns import campaigns as managed_campaigns
from portal.queries.surveys.ended import campaign_is_over
from portal.queries.surveys.questionnaires import published_version
from portal.services.errors import RuleBroken
from portal.services.surveys.draw_sample import draw_sample
from portal.services.surveys.plan_campaign import drop_campaign as drop
from portal.services.surveys.plan_campaign import foreseen, plan_campaign
from portal.services.surveys.run_campaign import close_campaign as close
from portal.services.surveys.run_campaign import start_campaign as begin
from portal.web.admin.blueprint import blueprint
from portal.web.admin.entry import UNSOUND, refusal, saved
from portal.web.admin.surveys.campaign_form import CampaignForm, typed_of, usual_campaign
from portal.web.admin.surveys.campaign_result import ended_on, result_of
from portal.web.shared.acting import act, actor, commits, now, session, settings
from portal.web.shared.form import checks_itself
from portal.web.shared.sent_drafts import draft_done, drafts_done
from portal.web.shared.sentences import _
from portal.web.shared.words import unit_name_now

# What the browser keeps the words of one under that is not planned yet.
NEW_DRAFT = "campaign-new"


@dataclass(frozen=True, slots=True)
class StratumView:
    """A unit of the sample: how many there are, how many were drawn."""

    unit: str
    all: int
    drawn: int


@blueprint.get("/surveys/campaigns")
def campaigns() -> ResponseReturnValue:
    """The campaigns of one's units, newest first, each with how far it is."""
    rows = managed_campaigns(session(), settings(), actor())
    progress = progress_of(session(), [row.id for row in rows])
    listed = [(row, progress.get(row.id, Progress())) for row in rows]
    return render_template("admin/surveys/campaigns.html", rows=listed)


@blueprint.route("/surveys/campaigns/new", methods=["GET", "POST"])
@checks_itself
@commits
def new_campaign() -> ResponseReturnValue:
    """Plan one."""
    form = CampaignForm(data=usual_campaign(local_day(now()))).offer()
    return _planning(form, None, heading=_("Lập đợt khảo sát chọn mẫu"), back=url_for("admin.campaigns"))


@blueprint.route("/surveys/campaigns/<int:campaign_id>/change", methods=["GET", "POST"])
@checks_itself
@commits
def change_campaign(campaign_id: int) -> ResponseReturnValue:
    """Change one that is not drawn yet."""
    row = _row(campaign_id)
    form = CampaignForm(data=typed_of(row)).offer()
    return _planning(form, row, heading=_("Sửa đợt khảo sát"), back=_address(row))


@blueprint.get("/surveys/campaigns/<int:campaign_id>")
def campaign(campaign_id: int) -> ResponseReturnValue:
    """One campaign: its sample before and after it was drawn, its progress, its result."""
    row = _row(campaign_id)
    plan = foreseen(act(), row) if row.status is CampaignStatus.DRAFT else _drawn(row)
    return render_template(
        "admin/surveys/campaign.html",
        row=row,
        plan=plan,
        drafts_done=drafts_done(),
        margin=typed_of(row)["margin"],
        strata=_strata(plan),
        asked=published_version(session(), row.version_id),
        progress=progress_of(session(), [row.id]).get(row.id, Progress()),
        ended_on=ended_on(row),
        # Not while it runs: what changes from one ballot to the next is that ballot.
        result=result_of(row) if campaign_is_over(session(), row) else None,
    )


@blueprint.post("/surveys/campaigns/<int:campaign_id>/draw")
@commits
def draw_campaign(campaign_id: int) -> ResponseReturnValue:
    """Draw the sample: from now on it stands."""
    key = current_app.config["TRACKING_KEY"].encode()
    return _step(campaign_id, lambda row: draw_sample(act(), key, row), _("Đã chọn mẫu."))


@blueprint.post("/surveys/campaigns/<int:campaign_id>/start")
@commits
def start_campaign(campaign_id: int) -> ResponseReturnValue:
    """Have the invitations sent."""
    said = _("Đã bắt đầu. Lời mời được gửi dần trong giờ làm việc.")
    return _step(campaign_id, lambda row: begin(act(), row), said)


@blueprint.get("/surveys/campaigns/<int:campaign_id>/close")
def confirm_campaign_end(campaign_id: int) -> ResponseReturnValue:
    """What ending it before its date does; one that cannot be ended says why."""
    row = _row(campaign_id)
    if row.status not in {CampaignStatus.DRAWN, CampaignStatus.RUNNING}:
        flash(refusal(RuleBroken("status", row.status.value)), "error")
        return redirect(_address(row), 303)
    progress = progress_of(session(), [row.id]).get(row.id, Progress())
    return render_template("admin/surveys/campaign_end.html", row=row, progress=progress)


@blueprint.post("/surveys/campaigns/<int:campaign_id>/close")
@commits
def close_campaign(campaign_id: int) -> ResponseReturnValue:
    """End it before its date."""
    return _step(campaign_id, lambda row: close(act(), row), _("Đã kết thúc đợt khảo sát."))


@blueprint.post("/surveys/campaigns/<int:campaign_id>/drop")
@commits
def drop_campaign(campaign_id: int) -> ResponseReturnValue:
    """Throw a draft away."""
    return _step(campaign_id, lambda row: drop(act(), row), _("Đã bỏ đợt khảo sát."), gone=True)


def _planning(
    form: CampaignForm, row: SurveyCampaign | None, *, heading: str, back: str
) -> ResponseReturnValue:
    kept: list[SurveyCampaign] = []
    if form.is_submitted() and saved(form, lambda: kept.append(plan_campaign(act(), form.facts(), row))):
        if row is None:
            draft_done(NEW_DRAFT)
        flash(_("Đã lưu. Xin xem lại cỡ mẫu rồi chọn mẫu."), "success")
        return redirect(_address(kept[0]), 303)
    draft = "" if row else NEW_DRAFT
    page = render_template("admin/form.html", form=form, heading=heading, back_href=back, draft=draft)
    return page, UNSOUND if form.errors else 200


def _step(
    campaign_id: int, do: Callable[[SurveyCampaign], object], said: str, *, gone: bool = False
) -> ResponseReturnValue:
    row = _row(campaign_id)
    address = _address(row)
    try:
        do(row)
    except RuleBroken as broken:
        session().rollback()
        flash(refusal(broken), "error")
        return redirect(address, 303)
    flash(said, "success")
    return redirect(url_for("admin.campaigns") if gone else address, 303)


def _row(campaign_id: int) -> SurveyCampaign:
    row = managed_campaign(session(), settings(), actor(), campaign_id=campaign_id)
    if row is None:
        raise NotFound
    return row


def _address(row: SurveyCampaign) -> str:
    return url_for("admin.campaign", campaign_id=row.id)


def _drawn(row: SurveyCampaign) -> Plan:
    """The plan as it was frozen when the sample was drawn."""
    strata = {name: (each["all"], each["drawn"]) for name, each in row.strata.items()}
    everybody, drawn = (sum(each[place] for each in strata.values()) for place in (0, 1))
    return Plan(everybody, min(sample_size(everybody, Decimal(row.margin)), everybody), drawn, strata)


def _strata(plan: Plan) -> list[StratumView]:
    """The units of the sample, the largest first."""
    rows: Any = (StratumView(unit_name_now(int(name)), *numbers) for name, numbers in plan.strata.items())
    return sorted(rows, key=lambda each: (-each.all, each.unit))
