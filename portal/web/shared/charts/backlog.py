"""The open cases by how long they may still wait, or have waited too long."""

from portal.domain.charts.backlog import Backlog, backlog_finding, bucket_words
from portal.domain.charts.columns import Bin, histogram
from portal.domain.charts.marks import Ink
from portal.web.shared.acting import language
from portal.web.shared.charts.drawn import Drawn, drawn, told
from portal.web.shared.sentences import _
from portal.web.shared.words import number


def backlog_chart(backlog: Backlog) -> Drawn | None:
    """The open cases in columns, the longest overdue first; None where nothing is open."""
    if not backlog.all:
        return None
    bins = [
        Bin(
            bucket_words(each, language()),
            each.count,
            number(each.count),
            Ink.LATE if each.is_overdue else Ink.OVERDUE if each.last == 0 else Ink.VALUE,
        )
        for each in backlog.buckets
    ]
    title = backlog_finding(backlog, language())
    text = told((each.label, each.words) for each in bins)
    caption = _("Việc đang xử lý theo số ngày làm việc đã quá hoặc còn lại đến hạn.")
    return drawn(lambda frame: histogram(title, text, bins, frame=frame), caption)
