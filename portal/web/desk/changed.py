"""Two people at once: the second one sees what happened since, and what they typed, and loses nothing."""

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.domain.answers import IllegalAnswerStep, SamePerson
from portal.domain.workflow import IllegalStep, MissingFact
from portal.queries.case_file import CaseFile, case_file
from portal.queries.surveys.remedies import Remedy, find_remedy, remedy_history
from portal.services.errors import ChangedMeanwhile
from portal.web.desk.blueprint import blueprint
from portal.web.desk.case_lists import status_words
from portal.web.desk.remedies.history import told
from portal.web.desk.remedies.words import remedy_line, remedy_rows
from portal.web.desk.step_forms import BY_NAME
from portal.web.shared.acting import actor, session
from portal.web.shared.due import due_view
from portal.web.shared.numbers import whole
from portal.web.shared.refusals import CONFLICT, refusal_words, typed
from portal.web.shared.sentences import _
from portal.web.shared.staff_timeline import staff_timeline
from portal.web.shared.words import person_name, term_words, unit_name

# What a form carries along besides a person's words.
CARRIED = {"csrf_token", "version", "seen"}
# What happened is told of the last few steps.
MOST_SHOWN = 5


@blueprint.errorhandler(ChangedMeanwhile)
@blueprint.errorhandler(IllegalStep)
@blueprint.errorhandler(MissingFact)
@blueprint.errorhandler(IllegalAnswerStep)
@blueprint.errorhandler(SamePerson)
def changed(error: Any) -> ResponseReturnValue:
    """What stands now and what was typed, side by side; a step can be taken again on what stands now."""
    session().rollback()
    reference = str((request.view_args or {}).get("reference", ""))
    file = case_file(session(), actor(), reference) if reference else None
    remedy = remedy_changed()
    page = render_template(
        "desk/changed.html",
        title=title_of(error, of_remedy=remedy is not None),
        now_title=_("Hiện nay") if remedy else _("Hiện nay trong hồ sơ"),
        back_title=_("Mở lại việc khắc phục") if remedy else _("Mở lại hồ sơ"),
        why="" if isinstance(error, ChangedMeanwhile) else refusal_words(error),
        file=file,
        yours=yours(),
        again=again(error, file),
        back=way_back(file, remedy),
        **what_stands(file, remedy),
    )
    return page, CONFLICT


def title_of(error: Exception, *, of_remedy: bool = False) -> str:
    """What the page is called: somebody was quicker, or it was never to be."""
    if isinstance(error, SamePerson):
        return _("Cần người khác thực hiện")
    if of_remedy:
        return _("Việc khắc phục đã thay đổi từ khi mở trang")
    return _("Hồ sơ đã thay đổi từ khi mở trang")


def remedy_changed() -> Remedy | None:
    """The remedy that the request is about, as it stands now."""
    number = (request.view_args or {}).get("number")
    if number is None or not request.path.startswith(url_for("desk.remedy", number=number)):
        return None
    return find_remedy(session(), actor(), number)


def what_stands(file: CaseFile | None, remedy: Remedy | None) -> dict[str, Any]:
    """What stands now, and what happened since: of the case, or of the remedy."""
    if file is not None:
        return {"now": stands_now(file), "since": since(file)}
    if remedy is None:
        return {"now": [], "since": []}
    line, history = remedy_line(remedy), told(remedy_history(session(), remedy))
    due = [{"label": _("Thời hạn"), "value": f"{line.due.words}, {line.due.date_words}"}] if line.due else []
    status = {"label": _("Tình trạng"), "value": term_words(remedy.status)}
    return {"now": [status, *due, *remedy_rows(line)], "since": history[: -MOST_SHOWN - 1 : -1]}


def way_back(file: CaseFile | None, remedy: Remedy | None) -> str:
    """Where what stands now is seen: the case, the remedy, or else the inbox."""
    if file is not None:
        return url_for("desk.case", reference=file.case.reference)
    return url_for("desk.remedy", number=remedy.id) if remedy else url_for("desk.inbox")


def since(file: CaseFile) -> list[Any]:
    """What happened since the page was opened, newest first; without a mark, the latest."""
    seen = whole(request.form.get("seen"))
    events = [event for event in file.events if seen is None or event.number > seen]
    return staff_timeline(events)[:MOST_SHOWN]


def yours() -> list[dict[str, str]]:
    """What was typed, and who was chosen by name."""
    chosen = whole(request.form.get("owner_id"))
    name = person_name(chosen) if chosen is not None else ""
    return [*typed(), *([{"label": _("Người chịu trách nhiệm"), "value": name}] if name else [])]


def stands_now(file: CaseFile) -> list[dict[str, str]]:
    """How the case stands now."""
    case, due = file.case, due_view(file.case)
    return [
        {"label": _("Tình trạng"), "value": status_words(case)},
        {"label": _("Đơn vị xử lý"), "value": unit_name(case.unit_id)},
        {"label": _("Người xử lý"), "value": person_name(case.officer_id) or _("chưa có")},
        {"label": _("Thời hạn"), "value": f"{due.words}, {due.date_words}"},
    ]


def again(error: Exception, file: CaseFile | None) -> dict[str, Any] | None:
    """The step with everything typed, to be taken once more on what stands now; None if it cannot be."""
    step = str((request.view_args or {}).get("step", ""))
    if file is None or not isinstance(error, ChangedMeanwhile) or step not in BY_NAME:
        return None
    kept = [
        (name, value) for name in request.form if name not in CARRIED for value in request.form.getlist(name)
    ]
    form = BY_NAME[step](file.case)
    form.show(file.case)
    return {"href": request.path, "fields": kept, "form": form, "title": BY_NAME[step].title}
