"""Why a ballot is not kept, or a pile not begun, in sentences."""

from portal.services.errors import RuleBroken
from portal.web.shared.sentences import _


def refusal(broken: RuleBroken) -> str:
    """Why a ballot is not kept, in a sentence."""
    return {
        ("", "nothing_answered"): _("Phiếu chưa có câu trả lời nào. Phiếu trắng không nhập vào hệ thống."),
        ("version", "retired"): _("Phiếu khảo sát này đã ngừng dùng. Xin chọn phiếu khác."),
        ("day", "future"): _("Ngày điền phiếu không thể sau hôm nay."),
        ("day", "before_survey"): _(
            "Ngày điền phiếu không thể trước ngày phiếu khảo sát được ban hành hoặc đợt khảo sát bắt đầu."
        ),
        ("day", "told"): _(
            "Số liệu của tháng đó đã công bố nên không thêm phiếu được nữa. Phiếu nhập muộn xin để ngày hôm nay: "
            "phiếu được tính vào tháng này."
        ),
        ("campaign", "ended"): _("Đợt khảo sát này đã kết thúc, không nhận phiếu nữa."),
        ("token", "unknown"): _(
            "Không tìm thấy lời mời này trong đợt khảo sát. Xin xem lại mã trên phiếu, hoặc lấy số tiếp theo."
        ),
        ("token", "used"): _(
            "Lời mời này đã được dùng: mỗi người được chọn chỉ tính một phiếu. Phiếu này không nhập được."
        ),
        ("token", "ended"): _("Đợt khảo sát này đã kết thúc, không nhận phiếu nữa."),
    }.get((broken.field, broken.code), _("Nơi được đánh giá đã đóng. Xin chọn lại đơn vị, quầy."))
