"""What each message of the portal is called: when it is sent."""

from portal.web.shared.sentences import _


def title_of(name: str) -> str:
    """When a message is sent."""
    return (_to_senders() | _to_staff())[name]


def _to_senders() -> dict[str, str]:
    return {
        "received": _("Đã tiếp nhận"),
        "code_recovered": _("Nhận lại mã tra cứu"),
        "asked": _("Đề nghị bổ sung"),
        "answered": _("Đã trả lời"),
        "reopened": _("Xem xét lại"),
        "reopening_refused": _("Không xem xét lại"),
        "withdrawn": _("Đã rút"),
        "extended": _("Gia hạn trả lời"),
        "refused": _("Không tiếp nhận"),
        "handed_over": _("Chuyển cơ quan khác"),
        "diverted": _("Không thuộc kênh này"),
        "due_moved": _("Hạn thay đổi"),
        "merged": _("Giải quyết chung"),
        "survey_dossier": _("Mời khảo sát sau khi trả kết quả hồ sơ"),
        "survey_case": _("Mời khảo sát sau khi trả lời phản ánh"),
        "interim_notice": _("Thông báo quá trình xử lý"),
        "opinion_asked": _("Đề nghị cơ quan ngoài hệ thống cho ý kiến"),
        "apology": _("Xin lỗi và hẹn lại ngày trả kết quả hồ sơ"),
        "apology_only": _("Xin lỗi vì đã trả kết quả hồ sơ trễ hẹn"),
        "late_answer_apology": _("Xin lỗi và hẹn lại ngày trả lời"),
        "late_answer_apology_only": _("Xin lỗi vì đã trả lời chậm"),
        "survey_invited": _("Mời khảo sát chọn mẫu"),
        "survey_reminded": _("Nhắc khảo sát chọn mẫu"),
    }


def _to_staff() -> dict[str, str]:
    return {
        "staff_part_answered": _("Nội dung tách ra đã có trả lời"),
        "staff_opinion_asked": _("Đề nghị đơn vị cho ý kiến"),
        "staff_opinion_reminder": _("Nhắc cho ý kiến"),
        "staff_opinion_given": _("Đã có ý kiến phối hợp"),
        "staff_opinion_cancelled": _("Rút đề nghị cho ý kiến"),
        "staff_routed": _("Phản ánh mới của đơn vị"),
        "staff_returned": _("Đơn vị trả lại"),
        "staff_assigned": _("Được phân công"),
        "staff_replied": _("Người gửi đã bổ sung"),
        "staff_added": _("Người gửi bổ sung thêm"),
        "staff_wait_expired": _("Hết thời gian chờ"),
        "staff_awaiting_approval": _("Chờ duyệt"),
        "staff_sent_back": _("Trả lại để sửa"),
        "staff_reopening": _("Đề nghị xem xét lại"),
        "staff_withdrawn": _("Người gửi rút"),
        "staff_extended": _("Đã gia hạn"),
        "staff_refusal_proposed": _("Đề xuất không tiếp nhận"),
        "staff_refusal_declined": _("Không đồng ý đề xuất không tiếp nhận"),
        "staff_call_attached": _("Người gửi gọi lại"),
        "staff_due_moved": _("Hạn của phản ánh đang giữ thay đổi"),
        "staff_report_ready": _("Báo cáo định kỳ đã lập xong"),
        "staff_remedy_reminder": _("Nhắc khắc phục nội dung đánh giá thấp"),
        "staff_publication_reminder": _("Nhắc công khai câu trả lời"),
        "staff_chased": _("Đôn đốc"),
        "staff_reminder": _("Nhắc hạn, quá hạn"),
        "staff_digest": _("Thư tổng hợp buổi sáng"),
        "staff_invited": _("Lời mời đặt mật khẩu"),
        "staff_password_reset": _("Đặt lại mật khẩu"),
        "staff_password_changed": _("Mật khẩu đã đổi"),
    }
