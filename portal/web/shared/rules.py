"""What the rules of staff's work say, by entry and rule; an empty entry stands for any."""

from portal.web.shared.letter_rules import letter_rules
from portal.web.shared.sentences import _

Rules = dict[tuple[str, str], str]


def rules() -> Rules:
    """All of them."""
    return {
        **_answering(),
        **_ending(),
        **_coordination(),
        **_resolving(),
        **_publishing(),
        **_files(),
        **_people(),
        **_remedying(),
        **letter_rules(),
    }


def _answering() -> Rules:
    """What a step wants to be told."""
    return {
        ("", "missing"): _("Mục này không được để trống."),
        ("", "too_long"): _("Nội dung dài quá. Xin rút gọn."),
        ("reason", "missing"): _("Xin ghi lý do."),
        ("remark", "missing"): _("Xin ghi ý kiến để người soạn biết cần sửa gì."),
        ("text", "missing"): _("Xin viết nội dung."),
        ("text", "rounds_used_up"): _(
            "Đã đề nghị bổ sung đủ số lần cho phép. Xin trả lời theo những gì đã có."
        ),
        ("words", "unchanged"): _("Nội dung vẫn như cũ nên không có gì để đính chính."),
        ("words", "typed_by_sender"): _("Nội dung này do người gửi tự viết nên giữ nguyên, không sửa."),
        ("text", "refusal_pending"): _(
            "Đang có đề xuất không tiếp nhận chờ quyết định. Xin quyết định hoặc rút đề xuất trước khi hỏi người gửi."
        ),
        ("body", "missing"): _("Xin viết nội dung trả lời."),
        ("outcome", "missing"): _("Xin chọn kết quả xử lý."),
        ("apology", "missing"): _("Câu trả lời trễ hạn phải kèm lời xin lỗi và nêu lý do."),
        ("unit_id", "missing"): _("Xin chọn đơn vị."),
        ("unit_id", "unknown"): _("Đơn vị này không còn hoạt động. Xin chọn đơn vị khác."),
    }


def _ending() -> Rules:
    """Extending, not accepting, handing over, diverting."""
    return {
        ("until", "missing"): _("Xin ghi ngày gia hạn."),
        ("until", "extended_before"): _("Hồ sơ đã được gia hạn một lần, không gia hạn nữa."),
        ("until", "overdue"): _("Đã quá hạn nên không gia hạn được. Xin trả lời và xin lỗi người gửi."),
        ("until", "not_later"): _("Ngày gia hạn phải sau hạn trả lời hiện nay."),
        ("until", "day_of_rest"): _("Ngày này là ngày nghỉ. Xin chọn một ngày làm việc."),
        ("until", "too_far"): _("Gia hạn quá dài so với quy định của đơn vị. Xin chọn ngày sớm hơn."),
        ("main", "missing"): _("Xin chọn hoặc nhập mã phản ánh để gộp vào."),
        ("main", "unknown"): _("Không tìm thấy phản ánh này, hoặc Ông/Bà không được xem."),
        ("main", "itself"): _("Không gộp một phản ánh vào chính nó."),
        ("main", "ended"): _("Phản ánh kia đã kết thúc mà không có trả lời nên không gộp vào được."),
        ("main", "not_public"): _(
            "Phản ánh kia đã trả lời nhưng chưa công khai nên chưa có bản để gửi cho người khác. "
            "Xin công khai câu trả lời trước, hoặc trả lời riêng."
        ),
        ("main", "has_parts"): _("Phản ánh này đã tách nội dung nên không gộp vào phản ánh khác."),
        ("", "part_of_another"): _(
            "Đây là nội dung tách ra từ phản ánh khác; xin làm việc này ở phản ánh gốc."
        ),
        ("", "too_many_parts"): _("Đã tách quá nhiều nội dung."),
        ("body", "parts_open"): _("Còn nội dung tách ra chưa có trả lời. Xin đợi đủ rồi trả lời chung."),
        ("body", "names_sender"): _(
            "Câu trả lời này gửi chung cho nhiều người gửi. Xin bỏ họ tên, điện thoại, thư điện tử, địa chỉ "
            "của người gửi phản ánh này."
        ),
        ("reason_code", "missing"): _("Xin chọn lý do."),
        ("reason_code", "proposed_before"): _("Đã có đề xuất không tiếp nhận đang chờ quyết định."),
        ("text", "not_proposed"): _("Không còn đề xuất nào chờ quyết định."),
        ("agency", "missing"): _("Xin ghi tên cơ quan nhận."),
        ("agency", "too_long"): _("Tên cơ quan dài quá. Xin rút gọn."),
        ("procedure", "unknown"): _("Xin chọn khiếu nại hoặc tố cáo."),
    }


def _coordination() -> Rules:
    """Opinions of other units, and the interim notice."""
    return {
        ("question", "too_long"): _("Nội dung hỏi dài quá. Xin rút gọn."),
        ("unit_id", "nobody_asked"): _("Xin chọn đơn vị, hoặc ghi tên cơ quan ngoài hệ thống."),
        ("unit_id", "own_unit"): _("Đơn vị này đang giữ hồ sơ, không cần hỏi chính mình."),
        ("unit_id", "asked_before"): _("Đã hỏi đơn vị này và đang chờ trả lời."),
        ("outside_email", "malformed"): _("Xin nhập địa chỉ thư điện tử đầy đủ, ví dụ vanthu@coquan.gov.vn."),
        ("due_on", "missing"): _("Xin ghi ngày cần có ý kiến."),
        ("due_on", "past"): _("Ngày này đã qua."),
        ("due_on", "day_of_rest"): _("Ngày này là ngày nghỉ. Xin chọn một ngày làm việc."),
        ("opinion_id", "missing"): _("Xin chọn đề nghị cần rút."),
        ("opinion_id", "not_open"): _("Đề nghị này đã được trả lời hoặc đã rút."),
        ("text", "not_open"): _("Đề nghị này đã được trả lời hoặc đã rút."),
        ("text", "link_expired"): _("Đường dẫn đã hết hạn. Xin liên hệ đơn vị hỏi."),
        ("expected_on", "missing"): _("Xin ghi ngày dự kiến trả lời."),
        ("expected_on", "no_units"): _("Chưa có đơn vị nào phối hợp. Xin đề nghị phối hợp trước."),
        ("expected_on", "sent_before"): _("Đã thông báo người gửi một lần rồi."),
        ("expected_on", "overdue"): _(
            "Đã quá hạn trả lời nên không thông báo được nữa. Xin trả lời và xin lỗi người gửi."
        ),
        ("expected_on", "past"): _("Ngày dự kiến phải sau hôm nay."),
        ("expected_on", "day_of_rest"): _("Ngày này là ngày nghỉ. Xin chọn một ngày làm việc."),
        ("expected_on", "too_far"): _("Ngày dự kiến muộn hơn mức cho phép. Xin chọn ngày sớm hơn."),
        ("expected_on", "no_clock"): _("Thời hạn trả lời của hồ sơ này đã dừng."),
    }


def _resolving() -> Rules:
    """That a matter is settled, with evidence."""
    return {
        ("resolved_on", "missing"): _("Xin ghi ngày giải quyết xong."),
        ("resolved_on", "before_receipt"): _("Ngày giải quyết xong không thể trước ngày tiếp nhận."),
        ("resolved_on", "future"): _("Ngày giải quyết xong không thể sau hôm nay."),
        ("resolved_on", "resolved_before"): _(
            "Hồ sơ đã ghi nhận đã giải quyết. Muốn ghi lại, xin rút trước."
        ),
        ("remark", "how_resolved"): _("Xin ghi đã giải quyết như thế nào."),
        ("files", "no_evidence"): _("Xin kèm ít nhất một ảnh hoặc văn bản làm minh chứng."),
        ("reason", "not_resolved"): _("Không còn ghi nhận đã giải quyết nào để rút."),
    }


def _publishing() -> Rules:
    """The public version and its pictures."""
    return {
        ("", "personal_data"): _(
            "Còn dữ liệu cá nhân chưa xử lý. Xin che đi, hoặc ghi lý do vì sao đó không phải dữ liệu cá nhân."
        ),
        ("dismissal", "missing"): _("Xin ghi vì sao đây không phải dữ liệu cá nhân."),
        ("alternative", "missing"): _("Xin mô tả ảnh bằng lời cho người không nhìn thấy ảnh."),
        ("boxes", "unknown"): _("Mỗi ô cần đủ bốn số từ 0 đến 100; bề rộng và chiều cao phải lớn hơn 0."),
        ("boxes", "too_many"): _("Nhiều ô quá. Xin vẽ ít ô hơn, mỗi ô lớn hơn."),
        ("picture", "no_draft"): _("Xin lưu một bản công khai đang soạn trước, rồi chọn ảnh cho bản đó."),
        ("picture", "unknown"): _("Ảnh này không thuộc hồ sơ hoặc không công khai được."),
        ("picture", "damaged"): _("Không đọc được ảnh này. Có thể tệp đã hỏng."),
        ("picture", "size"): _("Ảnh này quá lớn nên không vẽ lại được."),
        ("picture", "unavailable"): _("Tạm thời không đọc hoặc không lưu được ảnh. Xin thử lại sau ít phút."),
        ("title", "missing"): _("Xin viết tiêu đề của bản công khai."),
        ("question", "missing"): _("Xin viết câu hỏi của bản công khai."),
        ("answer", "missing"): _("Xin viết câu trả lời của bản công khai."),
        ("answer", "not_issued"): _("Chưa gửi câu trả lời cho người gửi nên chưa công khai được."),
        ("status", "not_submitted"): _("Bản công khai chưa được trình duyệt."),
        ("status", "not_published"): _("Không có bản nào đang công khai."),
        ("status", "published_before"): _("Câu trả lời đã từng được công khai."),
    }


def _files() -> Rules:
    """Files and messages."""
    return {
        ("message", "not_failed"): _("Thư này đang chờ gửi hoặc đã gửi, không cần gửi lại."),
        ("files", "type"): _("Chỉ nhận ảnh JPEG, PNG, HEIC và tệp PDF, DOCX."),
        ("files", "size"): _("Tệp này quá lớn. Xin chọn tệp nhỏ hơn 10 MB."),
        ("files", "empty"): _("Tệp này không có nội dung."),
        ("files", "damaged"): _("Không đọc được tệp này. Có thể tệp đã hỏng."),
        ("files", "infected"): _("Tệp này có mã độc nên không được nhận."),
        ("files", "too_many"): _("Đã đủ số tệp cho phép."),
        ("files", "unavailable"): _("Tạm thời không lưu được tệp. Xin thử lại sau ít phút."),
    }


def _people() -> Rules:
    """Who handles, who stands in, and what a filter is called."""
    return {
        ("officer_id", "missing"): _("Xin chọn người xử lý."),
        ("officer_id", "not_in_unit"): _("Người này không thuộc đơn vị đang giữ hồ sơ."),
        ("name", "missing"): _("Xin đặt tên cho bộ lọc."),
        ("deputy_id", "unknown"): _("Xin chọn một người cùng đơn vị hoặc đơn vị cấp trên."),
        ("from_on", "past"): _("Ngày bắt đầu không thể ở trước hôm nay."),
        ("to_on", "before_start"): _("Ngày kết thúc phải từ ngày bắt đầu trở đi."),
        ("from_on", "overlaps"): _("Đã có người thay trong những ngày này."),
    }


def _remedying() -> Rules:
    """Remedies for what was rated low."""
    return {
        ("cause", "missing"): _("Xin ghi nguyên nhân."),
        ("measure", "missing"): _("Xin ghi biện pháp khắc phục."),
        ("owner_id", "missing"): _("Xin chọn người chịu trách nhiệm."),
        ("owner_id", "not_in_unit"): _("Người này không thuộc đơn vị. Xin chọn người khác."),
        ("due_on", "too_far"): _("Ngày này quá xa. Xin chọn ngày sớm hơn."),
        ("evidence", "what_reached"): _("Xin ghi kết quả đã đạt được."),
        ("reason", "another_remedy"): _(
            "Nội dung này đã có một việc khắc phục mới đang mở. Xin ghi tiếp ở việc mới đó."
        ),
        ("", "both_or_none"): _("Xin viết cả hai phần bằng tiếng Anh, hoặc để trống cả hai."),
        ("said_vi", "missing"): _("Xin ghi người dân đã góp ý điều gì."),
        ("did_vi", "missing"): _("Xin ghi đơn vị đã làm gì."),
    }
