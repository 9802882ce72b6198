"""The sites that may show a survey in a frame; nobody else may."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from portal.queries.surveys.managed_points import framing_site, framing_sites
from portal.queries.surveys.managing import manages_all_surveys
from portal.services.surveys.manage_points import add_site, remove_site
from portal.web.admin.blueprint import blueprint
from portal.web.admin.entry import UNSOUND, saved
from portal.web.shared.acting import act, actor, commits, session, settings
from portal.web.shared.form import Form, Line, checks_itself
from portal.web.shared.sentences import _, _l


class SiteForm(Form):
    """Another site's address."""

    origin = Line(
        _l("Địa chỉ trang"),
        description=_l(
            "Ví dụ https://xa-thanh-binh.gov.vn: chỉ tên miền, không có đường dẫn, không dùng dấu *"
        ),
    )


@blueprint.route("/surveys/sites", methods=["GET", "POST"])
@checks_itself
@commits
def survey_sites() -> ResponseReturnValue:
    """The sites, and allowing one more."""
    form = SiteForm()
    if form.is_submitted() and saved(form, lambda: add_site(act(), form.origin.data)):
        flash(_("Đã cho phép trang này nhúng khảo sát."), "success")
        return redirect(url_for("admin.survey_sites"), 303)
    page = render_template(
        "admin/surveys/sites.html",
        form=form,
        rows=framing_sites(session()),
        may_change=manages_all_surveys(settings(), actor()),
    )
    return page, UNSOUND if form.errors else 200


@blueprint.post("/surveys/sites/<int:site_id>/remove")
@commits
def remove_survey_site(site_id: int) -> ResponseReturnValue:
    """Let a site frame nothing any more."""
    site = framing_site(session(), site_id)
    if site is None:
        raise NotFound
    remove_site(act(), site)
    flash(_("Đã bỏ trang này."), "success")
    return redirect(url_for("admin.survey_sites"), 303)
