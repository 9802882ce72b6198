"""The page of a remedy, with everything that was typed on it."""

from typing import TypeVar

from flask import render_template, url_for

from portal.domain.permissions import Permission
from portal.domain.surveys.remedies import RemedyStatus
from portal.domain.time import local_day
from portal.queries.surveys.remedies import Attachment, Remedy, remedy_files, remedy_history
from portal.services.keep_uploads import kept_uploads
from portal.services.surveys.remedy_rights import may
from portal.web.desk.remedies.history import told
from portal.web.desk.remedies.typed import DoneForm, PlanForm, PublicForm, ReopenForm, Seen
from portal.web.desk.remedies.words import remedy_line, remedy_rows
from portal.web.shared.acting import act, actor, now, session, settings
from portal.web.shared.form import Form
from portal.web.shared.sent_drafts import drafts_done
from portal.web.shared.words import size

ACCEPTED = "image/*,.pdf,.docx"
F = TypeVar("F", bound=Seen)


def most_files(found: Remedy) -> int:
    """How many files may be kept as evidence."""
    return settings().unit_policy(found.unit_id, local_day(now())).attachments_per_case


def remedy_page(found: Remedy, typed: Form | None = None) -> str:
    """The page with everything that was typed."""
    line = remedy_line(found)
    done = typed if isinstance(typed, DoneForm) else begun(DoneForm, found)
    kept = kept_uploads(act(), done.submission_key.data) if typed is done else []
    return render_template(
        "desk/remedies/remedy.html",
        remedy=found,
        line=line,
        rows=remedy_rows(line),
        typed=typed,
        plan=typed if isinstance(typed, PlanForm) else begun(PlanForm, found).offer(found),
        done=done,
        reopen=typed if isinstance(typed, ReopenForm) else begun(ReopenForm, found),
        public=typed if isinstance(typed, PublicForm) else begun(PublicForm, found),
        files=[{"id": row.id, "name": row.name, "size_words": size(row.size)} for row in kept],
        evidence=[evidence_line(found, row) for row in remedy_files(session(), found)],
        history=told(remedy_history(session(), found)),
        most=most_files(found),
        accepted=ACCEPTED,
        drafts_done=drafts_done(),
        **steps_for(found),
    )


def begun(kind: type[F], found: Remedy) -> F:
    """A form as the page opens: with what stands already."""
    given = {"seen": str(found.version), "owner_id": str(found.owner_id or "")}
    names = ("cause", "measure", "due_on", "evidence", "said_vi", "did_vi", "said_en", "did_en", "dismissal")
    return kind(formdata=None, data={**{name: getattr(found, name) for name in names}, **given})


def evidence_line(found: Remedy, row: Attachment) -> dict[str, str]:
    """One of the files that show what was done."""
    href = url_for("desk.remedy_file", number=found.id, file_id=row.id)
    return {"name": row.name, "size_words": size(row.size), "href": href}


def steps_for(found: Remedy) -> dict[str, bool]:
    """What the actor may do with it now."""
    writes = may(actor(), Permission.WRITE_REMEDY, found)
    is_done = found.status is RemedyStatus.DONE
    return {
        "may_plan": writes and not is_done,
        "may_finish": writes and found.status is RemedyStatus.PLANNED,
        "may_reopen": writes and is_done,
        "may_publish": is_done and may(actor(), Permission.PUBLISH_REMEDY, found),
    }
