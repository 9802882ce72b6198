"""What the rules of surveys say, by entry and rule."""

from portal.web.shared.sentences import _


def survey_sentences() -> dict[tuple[str, str], str]:
    """The sentences beside entries, and those above a page whose step is not open any more."""
    return {
        ("version_id", "unknown"): _("Xin chọn một phiếu khảo sát đã ban hành."),
        ("version_id", "retired"): _("Phiếu này chưa ban hành hoặc đã ngừng dùng."),
        ("version_id", "other_population"): _(
            "Phiếu này hỏi về việc khác. Phiếu về câu trả lời chỉ hỏi người gửi phản ánh; phiếu về bộ phận một cửa "
            "chỉ hỏi người có hồ sơ."
        ),
        ("version", "published"): _("Bản này đã ban hành nên không sửa được nữa. Xin soạn bản mới."),
        ("last_on", "future"): _("Chỉ hỏi về những ngày đã qua. Ngày cuối muộn nhất là hôm nay."),
        ("margin", "out_of_range"): _("Sai số từ 1% đến 20%."),
        ("response_percent", "out_of_range"): _("Tỷ lệ trả lời dự kiến từ 1% đến 100%."),
        ("closes_on", "past"): _("Ngày kết thúc phải sau hôm nay."),
        ("population", "nobody"): _(
            "Không có ai để hỏi: trong những ngày này không có hồ sơ, phản ánh nào có liên hệ và đồng ý khảo sát."
        ),
        ("status", "draft"): _("Đợt khảo sát này chưa chọn mẫu."),
        ("status", "drawn"): _("Đợt khảo sát này đã chọn mẫu nên không sửa được nữa."),
        ("status", "running"): _("Đợt khảo sát này đang chạy."),
        ("status", "closed"): _("Đợt khảo sát này đã kết thúc."),
        ("code", "has_draft"): _("Phiếu này đang có bản soạn. Xin ban hành hoặc bỏ bản soạn đó trước."),
        ("code", "nothing_to_begin_with"): _("Phiếu này chưa có bản nào."),
        ("code", "other_code"): _("Mã và mục đích của phiếu không đổi được. Xin soạn phiếu khác."),
        ("code", "bad_code"): _("Mã gồm chữ thường không dấu, số và gạch dưới, bắt đầu bằng chữ."),
        ("purpose", "other_purpose"): _("Phiếu có cùng mã đang dùng cho mục đích khác. Xin đổi mã."),
        ("when_answers", "none_marked"): _("Xin đánh dấu những câu trả lời mà sau đó mới hỏi câu này."),
        ("", "value"): _("Giá trị của mỗi mức là một số nguyên."),
        ("file", "no_file"): _("Xin chọn tệp JSON."),
        ("file", "too_large"): _("Tệp quá lớn."),
        ("file", "not_a_questionnaire"): _("Tệp này không phải phiếu khảo sát ở dạng questionnaire/1."),
        ("origin", "malformed"): _(
            "Xin ghi địa chỉ dạng https://ten-mien.gov.vn, không có đường dẫn phía sau và không dùng dấu *."
        ),
        ("origin", "taken"): _("Trang này đã được phép nhúng."),
        ("questionnaire_id", "not_published"): _("Phiếu này chưa ban hành hoặc đã ngừng dùng."),
        ("unit_id", "closed"): _("Đơn vị này không còn hoạt động. Xin chọn đơn vị khác."),
    }
