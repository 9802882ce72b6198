"""What the rules of dossiers and of letters of apology say, by entry and rule."""

from portal.domain.apologies import LetterStatus, Problem
from portal.domain.signing import PaperFault, SigningFault
from portal.web.shared.sentences import _
from portal.web.shared.words import term_words

Rules = dict[tuple[str, str], str]


def letter_rules() -> Rules:
    """All of them."""
    return {**_owing(), **_writing(), **_issuing(), **_solving(), **_faults()}


def _owing() -> Rules:
    """Whether a letter is owed, and whether it may be written."""
    return {
        ("dossier", "stopped"): _("Hồ sơ đã có thông báo dừng giải quyết nên không gửi thư xin lỗi."),
        ("dossier", "apologised"): _("Hồ sơ này đã có thư xin lỗi và đã có kết quả đúng ngày hẹn lại."),
        ("dossier", "not_late"): _("Hồ sơ đã xong đúng hẹn nên không cần thư xin lỗi."),
        ("dossier", "solved"): _(
            "Hồ sơ đã có kết quả, chỉ chờ cập nhật phần mềm một cửa, nên không cần thư xin lỗi."
        ),
        ("dossier", "second_overrun"): _(
            "Hồ sơ đã hẹn lại đủ số lần cho phép. Người đứng đầu phải quyết định bằng văn bản khác."
        ),
        ("dossier", "ended"): _("Hồ sơ đã kết thúc trong phần mềm một cửa."),
        ("dossier", "not_marked"): _("Hồ sơ không có ghi nhận đã giải quyết nào để bỏ."),
        ("case", "not_late"): _("Phản ánh chưa quá hạn trả lời nên không cần thư xin lỗi."),
        ("case", "stopped"): _("Phản ánh đã dừng xử lý, không còn câu trả lời nào để xin lỗi."),
        ("case", "part"): _("Đây là một phần việc; thư xin lỗi gửi theo phản ánh chính."),
        ("case", "promised"): _("Đã có thư xin lỗi và ngày hứa trả lời vẫn chưa qua."),
        ("case", "apologised"): _("Đã có thư xin lỗi và đã trả lời đúng ngày đã hứa."),
        ("letter", "answered_since"): _(
            "Phản ánh đã được trả lời từ khi soạn thư này. Xin bấm “Lưu” để thư chỉ xin lỗi, không hứa ngày trả lời "
            "nữa; thư đã duyệt thì hủy và soạn thư khác."
        ),
        ("letter", "is_being_written"): _(
            "Thư của hồ sơ này đang được soạn; nội dung đang có được giữ nguyên."
        ),
        **{
            ("letter", f"is_{status.value}"): _(
                "Không làm được bước này khi thư ở tình trạng “%(status)s”.", status=term_words(status)
            )
            for status in LetterStatus
        },
    }


def _writing() -> Rules:
    """The reason and the new date."""
    return {
        ("wording", "no_reason"): _(
            "Thư chưa nêu lý do chậm trễ. Xin ghi lý do bằng lời, hoặc nhờ người quản trị sửa mẫu thư."
        ),
        ("wording", "no_apology"): _("Thư chưa có lời xin lỗi. Xin nhờ người quản trị sửa mẫu thư."),
        ("wording", "no_new_time"): _(
            "Thư chưa nêu thời gian hẹn lại, hoặc hẹn lại không sau thời gian đã hẹn. "
            "Xin sửa ngày hẹn, hoặc nhờ người quản trị sửa mẫu thư."
        ),
        ("reason_words", "missing"): _("Xin ghi lý do để người nhận thư hiểu vì sao trễ."),
        ("new_time", "missing"): _("Xin ghi giờ hẹn, ví dụ 16:00."),
        **{("new_due", problem.value): term_words(problem) for problem in Problem},
        ("new_due", "answer_no_new_date"): _("Thư phải hứa ngày trả lời."),
        ("new_due", "answer_not_later"): _("Ngày hứa trả lời phải sau hạn đã qua."),
        ("new_due", "answer_not_working"): _("Ngày hứa trả lời phải là ngày làm việc."),
        ("new_due", "answer_past"): _("Ngày hứa trả lời đã qua."),
        ("new_due", "answer_too_far"): _("Ngày hứa trả lời quá xa, xin kiểm tra lại."),
    }


def _issuing() -> Rules:
    """By which way a letter goes, and that it arrived."""
    return {
        ("way", "missing"): _("Xin chọn cách gửi."),
        ("way", "no_email"): _("Người nhận thư không để lại thư điện tử."),
        ("way", "no_sms"): _("Người nhận thư không để lại số điện thoại."),
        ("way", "no_post"): _("Người nhận thư không để lại địa chỉ."),
        ("way", "unsigned"): _("Thư chưa ký số nên không gửi được qua thư điện tử."),
        ("way", "by_message"): _("Kết quả gửi thư điện tử, tin nhắn do hệ thống tự ghi."),
        ("proof", "missing"): _("Xin ghi số bưu gửi, người nhận, hoặc kèm tệp chứng minh."),
        ("document", "missing"): _("Xin ghi số, ngày và trích yếu văn bản."),
    }


def _solving() -> Rules:
    """That there is a result the software does not know of."""
    return {
        ("solved_on", "missing"): _("Xin ghi ngày có kết quả."),
        ("solved_on", "future"): _("Ngày có kết quả không thể sau hôm nay."),
        ("solved_on", "before_received"): _("Ngày có kết quả không thể trước ngày nhận hồ sơ."),
        ("evidence", "missing"): _("Xin ghi căn cứ cho thấy đã có kết quả."),
        ("owner", "unknown"): _("Xin chọn người phải cập nhật phần mềm một cửa."),
    }


def _faults() -> Rules:
    """What is wrong with a certificate, or with a file that was signed elsewhere."""
    return {
        ("signed_file", "missing"): _("Xin chọn tệp PDF đã ký số."),
        ("scan", "missing"): _("Xin chọn bản quét thư đã ký."),
        ("scan", "not_pdf"): _("Xin quét thư thành tệp PDF."),
        **{("signed_file", fault.value): words for fault, words in paper_words().items()},
        **{("certificate", fault.value): words for fault, words in certificate_words().items()},
    }


def paper_words() -> dict[PaperFault, str]:
    """What is wrong with a file that was signed elsewhere, or to be noted about it."""
    return {
        PaperFault.NOT_PDF: _("Tệp này không phải PDF hoặc đã hỏng."),
        PaperFault.TOO_LARGE: _("Tệp này quá lớn."),
        PaperFault.ENCRYPTED: _("Tệp này có mật khẩu nên không kiểm tra được."),
        PaperFault.NO_SIGNATURE: _("Tệp này chưa có chữ ký số nào."),
        PaperFault.CHANGED_AFTER_SIGNING: _("Tệp này đã bị sửa sau khi ký."),
        PaperFault.OTHER_TEXT: _(
            "Nội dung tệp này khác với thư đã duyệt. Xin tải đúng thư cần ký, ký rồi tải lên lại."
        ),
        PaperFault.BROKEN: _("Chữ ký số trong tệp này không hợp lệ."),
        PaperFault.EXPIRED: _("Lưu ý: chứng thư số không còn hiệu lực vào lúc ký ghi trong tệp."),
        PaperFault.UNTRUSTED: _("Lưu ý: chưa xác minh được nơi cấp chứng thư số."),
    }


def certificate_words() -> dict[SigningFault, str]:
    """Why the agency's certificate cannot sign."""
    return {
        SigningFault.CANNOT_OPEN: _("Không mở được chứng thư số của cơ quan. Xin báo người quản trị."),
        SigningFault.NO_KEY: _("Chứng thư số của cơ quan không có khóa riêng. Xin báo người quản trị."),
        SigningFault.NOT_YET_VALID: _("Chứng thư số của cơ quan chưa đến ngày có hiệu lực."),
        SigningFault.EXPIRED: _("Chứng thư số của cơ quan đã hết hạn."),
        SigningFault.NOT_FOR_SIGNING: _("Chứng thư số của cơ quan không dùng để ký văn bản."),
        SigningFault.BAD_PICTURE: _("Hình chữ ký hoặc con dấu không dùng được."),
        SigningFault.NO_PLACE: _("Thư không còn chỗ để ký."),
        SigningFault.DAMAGED: _("Không đọc được thư để ký."),
    }
