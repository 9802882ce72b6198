"""Remedies as templates show them: how far, how many low ratings, by when."""

from dataclasses import dataclass
from datetime import date

from portal.domain.bilingual import Bilingual
from portal.domain.figures import FEWEST_BALLOTS
from portal.domain.surveys.remedies import RemedyStatus, at_least
from portal.domain.time import local_day
from portal.queries.surveys.remedies import Remedy
from portal.web.shared.acting import language, now, settings
from portal.web.shared.due import SOON, DueView
from portal.web.shared.sentences import _
from portal.web.shared.words import day, number, person_name, term_words, weekday

TONES = {RemedyStatus.OPEN: "soon", RemedyStatus.PLANNED: "live", RemedyStatus.DONE: "done"}


@dataclass(frozen=True, slots=True)
class RemedyLine:
    """One remedy in a list."""

    row: Remedy
    item: str
    low: str
    tone: str
    due: DueView | None


def remedy_line(row: Remedy) -> RemedyLine:
    """One row in words."""
    return RemedyLine(row, item_words(row), low_words(row), TONES[row.status], due_of(row))


def remedy_rows(line: RemedyLine) -> list[dict[str, str]]:
    """Where it came from, what is done about it, and by whom."""
    row = line.row
    opened = _("%(low)s, kể từ ngày %(day)s", low=line.low, day=day(row.opened_on))
    return [
        {"label": _("Nguồn"), "value": term_words(row.source)},
        {"label": _("Chấm từ mức bình thường trở xuống"), "value": opened},
        {"label": _("Nguyên nhân"), "value": row.cause or "–"},
        {"label": _("Biện pháp khắc phục"), "value": row.measure or "–"},
        {"label": _("Người chịu trách nhiệm"), "value": person_name(row.owner_id) or "–"},
        {"label": _("Kết quả đã đạt được"), "value": row.evidence or "–"},
    ]


def item_words(row: Remedy) -> str:
    """What was asked, as it was asked when the remedy was opened."""
    return Bilingual(row.item_vi, row.item_en).said(language())


def low_words(row: Remedy) -> str:
    """How many low ratings there were: never so few, nor so exactly, that one person could be made out."""
    low = at_least(row.low)
    if low is None:
        return _("dưới %(n)s lượt", n=FEWEST_BALLOTS)
    return _("ít nhất %(n)s lượt", n=number(low))


def due_of(row: Remedy) -> DueView | None:
    """By when it is to be done, or whether it was done by then; None while nothing is planned."""
    if row.due_on is None:
        return None
    words = _("hết %(day)s", day=weekday(row.due_on))
    if row.done_on is not None:
        late = row.done_on > row.due_on
        return DueView("late" if late else "done", _("xong trễ") if late else _("xong đúng hạn"), words)
    return _running(row, row.due_on, words)


def _running(row: Remedy, due_on: date, words: str) -> DueView:
    today = local_day(now())
    calendar = settings().reckoning(row.unit_id, today).calendar
    if due_on < today:
        late = max(1, calendar.working_days_between(due_on, today))
        return DueView("late", _("quá hạn %(days)s ngày", days=late), words)
    left = calendar.working_days_between(today, due_on)
    if left == 0:
        return DueView("soon", _("hết hôm nay"), words)
    return DueView("soon" if left <= SOON else "fine", _("còn %(days)s ngày làm việc", days=left), words)
