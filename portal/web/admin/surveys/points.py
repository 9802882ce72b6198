"""Points: the counters, kiosks, pages and frames at which anybody may answer."""

from collections.abc import Iterable
from typing import Any, Self

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from portal.domain.surveys.ways import PATH_OF_POINT, PointKind
from portal.domain.time import local_day
from portal.queries.surveys.entry import versions_in_use
from portal.queries.surveys.managed_points import (
    SurveyPoint,
    managed_point,
    managed_points,
    point_ballots,
)
from portal.queries.surveys.managing import survey_reach
from portal.services.errors import RuleBroken
from portal.services.surveys.manage_points import PointFacts, close_point, save_point, stand_of_point
from portal.web.admin.blueprint import blueprint
from portal.web.admin.entry import UNSOUND, Pick, saved, unit_choices
from portal.web.admin.surveys.posters import WITH_CODE
from portal.web.shared.acting import act, actor, commits, language, now, session, settings
from portal.web.shared.choices import choice, terms
from portal.web.shared.form import Form, Hidden, Line, checks_itself
from portal.web.shared.sentences import _, _l


class PointForm(Form):
    """What is kept about a point."""

    kind = Pick(_l("Loại điểm"))
    unit_id = Pick(_l("Đơn vị được đánh giá"))
    name = Line(_l("Tên điểm"), description=_l("Cách gọi quen thuộc, ví dụ: Quầy số 3"))
    questionnaire_id = Pick(
        _l("Phiếu khảo sát được dùng"), description=_l("Luôn dùng bản mới nhất đã ban hành của phiếu này.")
    )

    def offer(self) -> Self:
        """Fill in what can be chosen."""
        reach, today = survey_reach(settings(), actor()), local_day(now())
        units = (settings().units[each] for each in reach)
        titles = {
            each.questionnaire_id: each.questionnaire.title.said(language())
            for each in reversed(versions_in_use(session()))
        }
        self.kind.choices = terms(PointKind)
        self.unit_id.choices = unit_choices(each for each in units if each.stands(today))
        self.questionnaire_id.choices = [choice(key, title) for key, title in sorted(titles.items())]
        return self

    def facts(self) -> PointFacts:
        """What was typed. Raises RuleBroken."""
        kind, unit_id = self.kind.among(PointKind), self.unit_id.number
        if kind is None or unit_id is None or unit_id not in settings().units:
            raise RuleBroken("unit_id" if kind else "kind", "unknown")
        return PointFacts(kind, self.name.data, unit_id, self.questionnaire_id.number or 0)


class ChangedPointForm(PointForm):
    """A point that is there already: where and what it is stays."""

    kind = None  # type: ignore[assignment]  # WTForms takes a field away by this
    unit_id = None  # type: ignore[assignment]
    seen = Hidden()

    def offer(self) -> Self:
        """Fill in the questionnaires."""
        full = PointForm(formdata=None).offer()
        self.questionnaire_id.choices = full.questionnaire_id.choices
        return self


@blueprint.get("/surveys/points")
def survey_points() -> ResponseReturnValue:
    """All points of one's units."""
    rows, ballots = managed_points(session(), settings(), actor()), point_ballots(session())
    titles = {
        each.questionnaire_id: each.questionnaire.title for each in reversed(versions_in_use(session()))
    }
    return render_template(
        "admin/surveys/points.html",
        rows=rows,
        renamed=_renamed(rows),
        with_code=WITH_CODE,
        ballots=ballots,
        titles=titles,
        public_paths=PATH_OF_POINT,
        posters=url_for("admin.survey_points"),
    )


@blueprint.route("/surveys/points/new", methods=["GET", "POST"])
@checks_itself
@commits
def new_survey_point() -> ResponseReturnValue:
    """Open a point."""
    form = PointForm().offer()
    if form.is_submitted() and saved(form, lambda: save_point(act(), form.facts())):
        flash(_("Đã mở điểm khảo sát."), "success")
        return redirect(url_for("admin.survey_points"), 303)
    return _page(form, heading=_("Mở điểm khảo sát"))


@blueprint.route("/surveys/points/<int:point_id>", methods=["GET", "POST"])
@checks_itself
@commits
def survey_point(point_id: int) -> ResponseReturnValue:
    """Change what a point is called and asks."""
    row = _row(point_id)
    form = ChangedPointForm(obj=row, seen=stand_of_point(row)).offer()

    def save() -> None:
        facts = PointFacts(row.kind, form.name.data, row.unit_id, form.questionnaire_id.number or 0)
        save_point(act(), facts, row, seen=form.seen.data)

    if form.is_submitted() and saved(form, save):
        flash(_("Đã lưu."), "success")
        return redirect(url_for("admin.survey_points"), 303)
    return _page(form, heading=row.name)


@blueprint.post("/surveys/points/<int:point_id>/close")
@commits
def close_survey_point(point_id: int) -> ResponseReturnValue:
    """Let nobody answer there any more."""
    close_point(act(), _row(point_id))
    flash(_("Đã đóng điểm khảo sát. Phiếu đã nhận vẫn được tính."), "success")
    return redirect(url_for("admin.survey_points"), 303)


@blueprint.post("/surveys/points/<int:point_id>/reopen")
@commits
def reopen_survey_point(point_id: int) -> ResponseReturnValue:
    """Let people answer there again."""
    close_point(act(), _row(point_id), closed=False)
    flash(_("Đã mở lại điểm khảo sát."), "success")
    return redirect(url_for("admin.survey_points"), 303)


def _renamed(rows: Iterable[SurveyPoint]) -> frozenset[int]:
    """The open points with a poster whose unit has ended: it names whoever goes on for it."""
    ended = settings().tree.ended(local_day(now()))
    hung = (row for row in rows if row.kind in WITH_CODE and row.closed_at is None)
    return frozenset(row.id for row in hung if row.unit_id in ended)


def _row(point_id: int) -> SurveyPoint:
    row = managed_point(session(), settings(), actor(), point_id=point_id)
    if row is None:
        raise NotFound
    return row


def _page(form: Form, **context: Any) -> ResponseReturnValue:
    back = url_for("admin.survey_points")
    return render_template(
        "admin/form.html", form=form, back_href=back, **context
    ), UNSOUND if form.errors else 200
