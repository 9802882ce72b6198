"""What the page of a dossier says: its facts, its dates and how they came about, its letters, what can be done."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from portal.domain.apologies import UNFINISHED
from portal.domain.clock import ClockFacts, Term
from portal.domain.contact import phone_words
from portal.domain.dossiers import Standing, breaches_supplements
from portal.domain.explanation import explain
from portal.domain.permissions import Permission
from portal.domain.time import local_day
from portal.queries.dossier_state import facts_of
from portal.queries.dossiers import Applicant, Dossier, DossierFile, Letter
from portal.services.draft_letter import has_enough_letters
from portal.web.desk.dossier_lines import due_of_dossier, standing_of
from portal.web.desk.letter_words import LetterView, letter_view
from portal.web.shared.acting import actor, now, settings
from portal.web.shared.dossiers import appointment_words
from portal.web.shared.due import DueView
from portal.web.shared.explanations import ExplanationView, explanation_view
from portal.web.shared.sentences import _
from portal.web.shared.words import day, moment, person_name, term_words, unit_name

Fact = dict[str, str]
# When a promise is broken, or about to be.
LATE_SOON = frozenset({Standing.DUE_SOON, Standing.OVERDUE})


def given(facts: Sequence[tuple[str, str]]) -> list[Fact]:
    """Labels and values; what is not known is left out."""
    return [{"label": label, "value": value} for label, value in facts if value]


def standing_tag(dossier: Dossier) -> DueView:
    """How the dossier stands against the appointment in force."""
    return due_of_dossier(facts_of(dossier), dossier.unit_id)


def dossier_facts(file: DossierFile) -> list[Fact]:
    """The dossier as the one-stop software tells it."""
    row = file.dossier
    requests = str(row.supplement_requests)
    if breaches_supplements(row.supplement_requests):
        requests = _("%(n)s lần, quá một lần cho phép", n=requests)
    stopped = f"{day(row.stopped_on)} {row.stop_reason}".strip()
    return given((
        (_("Thủ tục"), f"{file.procedure.name} ({file.procedure.code})"),
        (_("Đơn vị giải quyết"), unit_name(row.unit_id)),
        (_("Nơi tiếp nhận"), row.counter),
        (_("Cách nộp"), term_words(row.channel_in)),
        (_("Cách nhận kết quả"), term_words(row.channel_out)),
        (_("Yêu cầu bổ sung"), requests if row.supplement_requests else _("không")),
        (_("Có kết quả"), moment(row.finished_at)),
        (_("Đã trả kết quả"), moment(row.returned_at)),
        (_("Cập nhật phần mềm"), moment(row.updated_at)),
        (_("Thông báo dừng giải quyết"), stopped),
        (_("Có kết quả theo căn cứ"), day(row.solved_on)),
        (_("Căn cứ"), row.solved_evidence),
        (_("Người phải cập nhật"), person_name(row.solved_owner_id)),
    ))


def promise_facts(file: DossierFile) -> list[Fact]:
    """What was promised at receipt, and what is in force."""
    row = file.dossier
    again = appointment_words(row.due_on, row.due_at)
    return given((
        (_("Ngày nhận"), moment(row.received_at)),
        (_("Hẹn trả lần đầu"), appointment_words(row.first_due_on, row.first_due_at)),
        (_("Hẹn trả đang có hiệu lực"), again if row.reappointments else ""),
        (_("Số lần hẹn lại"), str(row.reappointments) if row.reappointments else ""),
        (_("Thư xin lỗi đầu tiên"), _first_letter(row)),
        (_("Kết quả"), term_words(row.outcome)),
        (_("Văn bản của người đứng đầu"), row.other_document),
    ))


def _first_letter(row: Dossier) -> str:
    if row.apologised_at is None or row.first_timing is None:
        return ""
    words = f"{day(row.apologised_at)}, {term_words(row.first_timing).lower()}"
    whole = _("đủ lý do, lời xin lỗi và ngày hẹn mới") if row.letter_complete else _("chưa đủ ba nội dung")
    return f"{words}; {whole}"


def applicant_facts(applicant: Applicant) -> list[Fact]:
    """Who filed it and how to reach them."""
    return given((
        (_("Người nộp"), applicant.name or term_words(applicant.kind)),
        (_("Loại"), term_words(applicant.kind)),
        (_("Điện thoại"), phone_words(applicant.phone)),
        (_("Thư điện tử"), applicant.email),
        (_("Địa chỉ"), applicant.address),
    ))


def clock_of(file: DossierFile) -> ExplanationView | None:
    """The days of the first promise, where it follows from the time of the procedure."""
    row, term = file.dossier, Term(file.procedure.amount, file.procedure.time_unit)
    received_on = local_day(row.received_at)
    policy = settings().unit_policy(row.unit_id, received_on)
    facts = ClockFacts(row.received_at, term, deem_after_hours=policy.deem_after_hours)
    explanation = explain(facts, settings().reckoning(row.unit_id, received_on))
    # A date that the slip of receipt says, or an older state of calendar and procedure, explains itself no more.
    return explanation_view(explanation) if explanation.deadline.due_on == row.first_due_on else None


def letter_views(file: DossierFile) -> list[LetterView]:
    """The letters of a dossier, newest first."""
    return [letter_view(letter, file.deliveries) for letter in file.letters]


def case_links(file: DossierFile) -> list[dict[str, str]]:
    """The cases about the dossier."""
    return [
        {
            "href": url_for("desk.case", reference=row.reference),
            "title": row.subject,
            "note": f"{row.reference} · {day(row.received_at)} · {term_words(row.state)}",
        }
        for row in file.cases
    ]


@dataclass(frozen=True, slots=True)
class Steps:
    """What the actor may do with a dossier now."""

    draft: bool = False
    letter: Letter | None = None
    mark: bool = False
    unmark: bool = False
    document: bool = False
    used_up: bool = False
    second_overrun: bool = False


def steps_of(dossier: Dossier, letters: Sequence[Letter]) -> Steps:
    """What the actor may do: only what would not be refused."""
    found = standing_of(facts_of(dossier), dossier.unit_id)
    unfinished = next((each for each in letters if each.status in UNFINISHED), None)
    most = settings().unit_policy(dossier.unit_id, local_day(now())).most_reappointments
    second = dossier.is_open and dossier.solved_on is None and dossier.reappointments >= most
    owes_none = {Standing.EARLY, Standing.ON_TIME, Standing.STOPPED, Standing.NOT_UPDATED}
    owed = found not in owes_none and not has_enough_letters(dossier)

    def may(permission: Permission) -> bool:
        return actor().may(permission, dossier.unit_id)

    return Steps(
        draft=owed and not second and unfinished is None and may(Permission.WRITE_LETTER),
        letter=unfinished,
        mark=dossier.is_open and dossier.solved_on is None and may(Permission.MARK_SOLVED),
        unmark=dossier.is_open and dossier.solved_on is not None and may(Permission.MARK_SOLVED),
        document=second and found in LATE_SOON and may(Permission.APPROVE_LETTER),
        used_up=second,
        second_overrun=second and found is Standing.OVERDUE,
    )
