"""What the switches of units decide, and their values in words."""

from typing import Any

from portal.domain.policies import SatisfiedBy
from portal.web.shared.sentences import _
from portal.web.shared.words import term_words


def words_of(value: Any) -> str:
    """A value in words."""
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if value in set(SatisfiedBy):
        return term_words(SatisfiedBy(value))
    return str(value).replace("\n", "; ") or _("theo mẫu chung")


def label_of(name: str) -> str:
    """What a switch decides."""
    return {
        "deem_after_hours": _("Nhận ngoài giờ được coi là nhận vào ngày làm việc tiếp theo"),
        "accepts_anonymous": _("Nhận phản ánh ẩn danh"),
        "satisfied_by": _("Đồng hồ trả lời dừng khi"),
        "two_persons": _("Người duyệt phải khác người soạn"),
        "longest_wait": _("Chờ người gửi bổ sung, tối đa (ngày làm việc)"),
        "wait_rounds": _("Số lần đề nghị bổ sung"),
        "second_term": _("Hạn thứ hai sau thông báo quá trình xử lý (ngày làm việc)"),
        "interim_opens_second": _("Thông báo quá trình xử lý mở hạn thứ hai"),
        "longest_extension": _("Gia hạn tối đa (ngày làm việc)"),
        "reopen_window": _("Thời gian được đề nghị xem xét lại (ngày làm việc)"),
        "closes_after": _("Tự kết thúc sau khi trả lời (ngày làm việc)"),
        "attachments_per_case": _("Số tệp đính kèm của một phản ánh"),
        "warn_at_percent": _("Nhắc trước hạn khi đã qua bao nhiêu phần trăm thời hạn (0 là không nhắc)"),
        "escalate_to_leader_after": _("Quá hạn bao nhiêu ngày làm việc thì báo lãnh đạo (0 là không báo)"),
        "escalate_to_oversight_after": _(
            "Quá hạn bao nhiêu ngày làm việc thì báo cơ quan theo dõi (0 là không báo)"
        ),
        "letter_ahead": _("Cần thư xin lỗi trước ngày hẹn trả bao nhiêu ngày làm việc"),
        "proposed_delay": _("Thư xin lỗi đề nghị hẹn lại sau bao nhiêu ngày làm việc"),
        "most_reappointments": _("Số lần được hẹn lại bằng thư xin lỗi"),
        "survey_after_case": _("Mời khảo sát sau khi trả lời phản ánh (ngoài đánh giá câu trả lời)"),
        "survey_after_dossier": _("Mời khảo sát sau khi trả kết quả hồ sơ"),
        "survey_delay": _("Mời khảo sát sau bao nhiêu ngày kể từ ngày trả lời, trả kết quả"),
        "survey_days": _("Lời mời khảo sát dùng được trong bao nhiêu ngày"),
        "remedy_plan_after": _(
            "Nhắc khi nội dung đánh giá thấp chưa có biện pháp sau bao nhiêu ngày làm việc (0 là không nhắc)"
        ),
        "report_reform": _("Tự lập báo cáo cải cách hành chính trước ngày 25/11"),
        "report_index": _("Tự lập báo cáo chỉ số trước ngày 25/12"),
        "report_quarter": _("Tự lập báo cáo quý"),
        "report_half_year": _("Tự lập báo cáo 6 tháng"),
        "report_year": _("Tự lập báo cáo năm"),
        "report_lead": _("Lập báo cáo trước hạn gửi bao nhiêu ngày làm việc"),
        "report_due_day": _("Ngày hạn gửi báo cáo quý, 6 tháng, năm trong tháng kế tiếp"),
        "report_addressees": _("Báo cáo tự lập: kính gửi"),
        "report_recipients": _("Báo cáo tự lập: nơi nhận"),
        "office_hours": _("Giờ làm việc"),
    }.get(name, name)
