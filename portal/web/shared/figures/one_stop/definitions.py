"""The written definition of every figure of dossiers: what is counted, of what, and what is left out (rules §10)."""

from portal.web.shared.figures.definitions import Definition
from portal.web.shared.sentences import _


def kept_definitions() -> list[Definition]:
    """Promises kept: by dossiers whose first appointment lies in the period."""
    stopped = _("hồ sơ đã dừng giải quyết, hồ sơ còn trong hạn.")
    return [
        Definition(
            "dossiers_on_time",
            _("Tỷ lệ đúng và sớm hạn"),
            _("hồ sơ có kết quả trước hoặc trong ngày, giờ hẹn trả ghi khi tiếp nhận."),
            of=_("hồ sơ có ngày hẹn trả trong kỳ đã có kết quả, hoặc đã quá ngày hẹn mà chưa có kết quả."),
            without=stopped,
        ),
        Definition(
            "dossiers_early",
            _("Tỷ lệ sớm hạn"),
            _("hồ sơ có kết quả trước ngày hẹn trả."),
            of=_("như tỷ lệ đúng và sớm hạn."),
            without=stopped,
        ),
        Definition(
            "dossiers_late",
            _("Trễ hạn, quá hạn"),
            _(
                "Trễ hạn: có kết quả sau ngày, giờ hẹn trả đầu tiên, kể cả khi đã hẹn lại. "
                "Quá hạn: đã qua ngày hẹn đầu tiên mà chưa có kết quả."
            ),
            without=_("hồ sơ đã giải quyết nhưng chưa cập nhật, được tính riêng."),
        ),
        Definition(
            "dossiers_not_updated",
            _("Đã giải quyết, chưa cập nhật"),
            _("Hồ sơ được ghi nhận có kết quả, kèm minh chứng, mà phần mềm một cửa chưa cập nhật."),
        ),
        Definition(
            "supplement_breaches",
            _("Yêu cầu bổ sung quá một lần"),
            _("Hồ sơ tiếp nhận trong kỳ phải bổ sung từ hai lần trở lên."),
        ),
    ]


def letter_definitions() -> list[Definition]:
    """Letters of apology: by late dossiers whose first appointment lies in the period."""
    return [
        Definition(
            "apology_coverage",
            _("Hồ sơ trễ hạn có thư xin lỗi"),
            _("hồ sơ trễ hạn, quá hạn có thư xin lỗi phát hành trước khi trả kết quả."),
            of=_("hồ sơ trễ hạn và quá hạn của kỳ."),
            without=_("thư phát hành sau khi đã trả kết quả: đó là lời xin lỗi, không phải thư hẹn lại."),
        ),
        Definition(
            "apology_before_due",
            _("Có thư trước ngày hẹn"),
            _("hồ sơ trễ hạn, quá hạn có thư phát hành chậm nhất một ngày trước ngày hẹn đầu tiên."),
            of=_("hồ sơ trễ hạn và quá hạn của kỳ."),
        ),
        Definition(
            "apology_complete",
            _("Thư đủ ba nội dung"),
            _("hồ sơ trễ hạn có thư nêu lý do, xin lỗi và hẹn lại ngày trả kết quả."),
            of=_("hồ sơ đã có kết quả trễ hạn."),
        ),
        Definition(
            "new_date_kept",
            _("Giữ đúng ngày hẹn lại"),
            _("hồ sơ có kết quả trong ngày, giờ đã hẹn lại."),
            of=_("hồ sơ được hẹn lại và đã có kết quả."),
        ),
    ]


def way_definitions() -> list[Definition]:
    """Ways in and out: by dossiers received in the period."""
    return [
        Definition(
            "online_shares",
            _("Tỷ lệ trực tuyến"),
            _("hồ sơ nộp trực tuyến một phần hoặc toàn trình."),
            of=_(
                "tất cả hồ sơ tiếp nhận trong kỳ; theo mức độ thì chỉ hồ sơ của thủ tục cung cấp ở mức độ đó."
            ),
        ),
        Definition(
            "postal_shares",
            _("Tỷ lệ qua bưu chính công ích"),
            _("hồ sơ tiếp nhận, hoặc kết quả trả, qua bưu chính công ích."),
            of=_(
                "hồ sơ tiếp nhận, hoặc kết quả đã trả, của những thủ tục có phát sinh giao dịch bưu chính "
                "công ích trong kỳ."
            ),
        ),
        Definition(
            "procedures_used",
            _("Thủ tục có phát sinh hồ sơ"),
            _("thủ tục có ít nhất một hồ sơ qua hình thức đó trong kỳ."),
            of=_("thủ tục được công bố cung cấp qua hình thức đó."),
        ),
    ]
