"""What is done to many cases, in words: before, while and after it is done."""

from portal.domain.bulk import BulkKind, Fate, Stage
from portal.queries.bulk_steps import BulkStep
from portal.services.bulk_why import GONE, NOTHING, TOUCHED, Why, error_of
from portal.web.shared.refusals import refusal_words
from portal.web.shared.sentences import _, counted
from portal.web.shared.words import person_name, unit_name


def what_words(step: BulkStep) -> str:
    """What is done: "phân công cho Bùi Quốc Huy"."""
    facts = named(step)
    return {
        BulkKind.ACCEPT: _("nhận việc về mình"),
        BulkKind.ASSIGN: _("phân công cho %(person)s", **facts),
        BulkKind.ROUTE: _("chuyển đến %(unit)s", **facts),
        BulkKind.REASSIGN: _("giao lại cho %(person)s", **facts),
        BulkKind.CHASE: _("đôn đốc"),
        BulkKind.ISSUE: _("duyệt và gửi câu trả lời"),
    }[step.kind]


def named(step: BulkStep) -> dict[str, str]:
    """The person and the unit it is about, by name."""
    return {
        "person": person_name(step.facts.get("officer_id")) or _("(không rõ)"),
        "unit": unit_name(step.facts.get("unit_id")) or _("(không rõ)"),
    }


def heading_of(step: BulkStep) -> str:
    """The heading of its page, which says how far it has come."""
    what = what_words(step)
    return {
        Stage.CHECKING: _("Đang kiểm tra: %(what)s", what=what),
        Stage.READY: _("Xem trước: %(what)s", what=what),
        Stage.RUNNING: _("Đang thực hiện: %(what)s", what=what),
        Stage.DONE: _("Kết quả: %(what)s", what=what),
        Stage.UNDOING: _("Đang hoàn tác: %(what)s", what=what),
        Stage.UNDONE: _("Đã hoàn tác: %(what)s", what=what),
    }[step.stage]


def effect_words(step: BulkStep) -> str:
    """What will happen to each of the cases, and who is told."""
    facts = named(step)
    return {
        BulkKind.ACCEPT: _("Ông/Bà trở thành người xử lý các việc này. Hạn trả lời không đổi."),
        BulkKind.ASSIGN: _(
            "%(person)s trở thành người xử lý các việc này và được báo. Hạn trả lời không đổi.", **facts
        ),
        BulkKind.ROUTE: _(
            "Các việc này chuyển đến %(unit)s; lãnh đạo đơn vị được báo. Hạn trả lời không đổi.", **facts
        ),
        BulkKind.REASSIGN: _(
            "%(person)s trở thành người xử lý các việc này và được báo; lý do được ghi vào từng hồ sơ.",
            **facts,
        ),
        BulkKind.CHASE: _(
            "Người xử lý và lãnh đạo đơn vị đang giữ từng việc nhận thư trong giờ làm việc. "
            "Thư đã gửi thì không rút lại được."
        ),
        BulkKind.ISSUE: _(
            "Từng câu trả lời được duyệt và gửi ngay cho người gửi. Câu trả lời đã gửi thì không rút lại được."
        ),
    }[step.kind]


def confirm_words(kind: BulkKind, count: int) -> str:
    """What the button says that does it."""
    return {
        BulkKind.ACCEPT: counted("Nhận %(num)s việc", "Nhận %(num)s việc", count),
        BulkKind.ASSIGN: counted("Phân công %(num)s việc", "Phân công %(num)s việc", count),
        BulkKind.ROUTE: counted("Chuyển %(num)s việc", "Chuyển %(num)s việc", count),
        BulkKind.REASSIGN: counted("Giao lại %(num)s việc", "Giao lại %(num)s việc", count),
        BulkKind.CHASE: counted("Đôn đốc %(num)s việc", "Đôn đốc %(num)s việc", count),
        BulkKind.ISSUE: counted(
            "Duyệt và gửi %(num)s câu trả lời", "Duyệt và gửi %(num)s câu trả lời", count
        ),
    }[kind]


def done_words(kind: BulkKind, count: int) -> str:
    """What has been done to so many."""
    return {
        BulkKind.ACCEPT: counted("Đã nhận %(num)s việc.", "Đã nhận %(num)s việc.", count),
        BulkKind.ASSIGN: counted("Đã phân công %(num)s việc.", "Đã phân công %(num)s việc.", count),
        BulkKind.ROUTE: counted("Đã chuyển %(num)s phản ánh.", "Đã chuyển %(num)s phản ánh.", count),
        BulkKind.REASSIGN: counted("Đã giao lại %(num)s việc.", "Đã giao lại %(num)s việc.", count),
        BulkKind.CHASE: counted("Đã đôn đốc %(num)s việc.", "Đã đôn đốc %(num)s việc.", count),
        BulkKind.ISSUE: counted("Đã gửi %(num)s câu trả lời.", "Đã gửi %(num)s câu trả lời.", count),
    }[kind]


def fate_words() -> dict[Fate, str]:
    """The groups of a page, in its order: first what does not happen, and then what does."""
    return {
        Fate.LEFT_OUT: _("Để lại, không làm"),
        Fate.REFUSED: _("Không làm được"),
        Fate.STANDS: _("Giữ nguyên, không hoàn tác"),
        Fate.CHOSEN: _("Chưa kiểm tra"),
        Fate.POSSIBLE: _("Sẽ làm"),
        Fate.DONE: _("Đã làm"),
        Fate.UNDONE: _("Đã hoàn tác"),
    }


def why_words(why: Why | None) -> str:
    """Why a case is left as it is."""
    own = (
        (GONE, _("Không tìm thấy, hoặc Ông/Bà không còn được xem.")),
        (NOTHING, _("Không có gì phải làm: hồ sơ đã như vậy.")),
        (TOUCHED, _("Đã có người làm tiếp với hồ sơ sau đó.")),
    )
    if not why:
        return ""
    return next((words for each, words in own if each == why), None) or refusal_words(error_of(why))
