"""The search of staff. By POST: people's numbers and words belong in no address and no log."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import SearchField

from portal.domain.permissions import Permission
from portal.queries.case_search import By, Found, find_cases
from portal.web.desk.blueprint import blueprint
from portal.web.desk.case_lists import lines
from portal.web.shared.acting import actor, require, session
from portal.web.shared.sentences import _, _l


class SearchForm(FlaskForm):  # type: ignore[misc]  # published without types
    """What is looked for."""

    q = SearchField(_l("Tìm theo chữ, mã, số điện thoại hoặc thư điện tử"))


@blueprint.route("/search", methods=["GET", "POST"])
def search() -> ResponseReturnValue:
    """The newest matches among the cases one may see; a reference that is found is opened at once."""
    require(Permission.SEE_CASES)
    form = SearchForm()
    sent = form.validate_on_submit()
    found = find_cases(session(), actor(), form.q.data or "") if sent else Found(By.NOTHING)
    if found.by is By.REFERENCE and found.rows:
        return redirect(url_for("desk.case", reference=found.rows[0].reference), 303)
    return render_template(
        "desk/search.html",
        form=form,
        found=found,
        lines=lines(found.rows),
        sent=sent,
        how=how_words()[found.by],
    )


def how_words() -> dict[By, str]:
    """What the typed text was taken for."""
    return {
        By.NOTHING: "",
        By.REFERENCE: _("theo mã phản ánh"),
        By.PHONE: _("theo số điện thoại"),
        By.EMAIL: _("theo địa chỉ thư điện tử"),
        By.WORDS: _("theo chữ, không phân biệt dấu"),
    }
