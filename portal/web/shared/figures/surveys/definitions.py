"""The written definition of every figure of surveys (rules §9, §10, law §5.3)."""

from portal.domain.figures import FEWEST_BALLOTS
from portal.domain.unit_figures import FEWEST_RANKED
from portal.web.shared.figures.definitions import Definition
from portal.web.shared.sentences import _


def overall_definition() -> Definition:
    """All items of the factors, pooled."""
    return Definition(
        "survey_satisfaction",
        _("Tỷ lệ hài lòng (khảo sát của đơn vị)"),
        _("số lượt trả lời ở các mức hài lòng của mọi câu hỏi thuộc các nhóm nội dung."),
        _("mọi lượt trả lời hợp lệ cho các câu hỏi đó."),
        not_counted(),
    )


def factor_definition() -> Definition:
    """One factor."""
    return Definition(
        "survey_factor",
        _("Tỷ lệ hài lòng theo nhóm nội dung"),
        _("số lượt trả lời ở các mức hài lòng của các câu hỏi trong nhóm."),
        _("mọi lượt trả lời hợp lệ cho các câu hỏi của nhóm."),
        not_counted(),
    )


def item_definition() -> Definition:
    """One item with its interval."""
    return Definition(
        "survey_item",
        _("Tỷ lệ hài lòng từng câu hỏi"),
        _("số phiếu trả lời câu hỏi ở các mức hài lòng (mức 4 và 5 của thang năm mức)."),
        _("số phiếu có trả lời câu hỏi; khoảng tin cậy Wilson 95% tính trên số này."),
        not_counted(),
    )


def low_definition() -> Definition:
    """What asks for a remedy."""
    return Definition(
        "survey_low",
        _("Tỷ lệ từ mức bình thường trở xuống"),
        _("số phiếu trả lời câu hỏi từ mức bình thường trở xuống (mức 1 đến 3 của thang năm mức)."),
        _("số phiếu có trả lời câu hỏi."),
        not_counted(),
    )


def doubtful_definition() -> Definition:
    """What is counted apart."""
    return Definition(
        "survey_doubtful",
        _("Phiếu nghi vấn"),
        _(
            "phiếu trả lời nhanh đến mức không thể đọc kịp, lặp lại nhiều lần từ một máy hoặc với cùng một "
            "lời, hoặc do máy gửi. Phiếu được giữ nguyên, đếm riêng; một phiếu có thể có nhiều lý do."
        ),
    )


def unit_definition() -> Definition:
    """Units side by side."""
    return Definition(
        "survey_units",
        _("Xếp hạng đơn vị theo khảo sát"),
        _(
            "theo tỷ lệ hài lòng của phiếu thuộc chính đơn vị, không gồm đơn vị trực thuộc; "
            "đơn vị có từ %(n)s phiếu trở lên mới được xếp hạng.",
            n=FEWEST_RANKED,
        ),
    )


def remedy_definition() -> Definition:
    """Remedies opened, done and overdue."""
    return Definition(
        "remedies",
        _("Khắc phục nội dung được đánh giá thấp"),
        _(
            "mỗi việc là một nội dung của một đơn vị có lượt đánh giá từ mức bình thường trở xuống; mở trong "
            "kỳ theo ngày mở, xong trong kỳ theo ngày ghi nhận xong. Xong đúng hạn: xong không sau ngày hẹn "
            "hoàn thành. Quá hạn: chưa xong mà đã qua ngày hẹn, tính đến nay."
        ),
    )


def not_counted() -> str:
    """What no figure of satisfaction counts."""
    return _(
        "phiếu nghi vấn; câu hỏi bỏ trống; dưới %(n)s phiếu thì không nêu. Phiếu tự nguyện và phiếu của mẫu "
        "ngẫu nhiên, phiếu của các phiên bản khác nhau không bao giờ cộng chung.",
        n=FEWEST_BALLOTS,
    )


def survey_definitions() -> list[Definition]:
    """All of them, as a workbook lists them."""
    return [
        overall_definition(),
        factor_definition(),
        item_definition(),
        low_definition(),
        unit_definition(),
        doubtful_definition(),
        remedy_definition(),
    ]
