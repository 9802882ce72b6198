"""Why a reorganisation cannot be carried out, in sentences."""

from portal.web.shared.sentences import _


def succession_sentences() -> dict[tuple[str, str], str]:
    """What the rules of reorganising say, by entry and rule."""
    return {
        ("from_units", "missing"): _("Xin chọn ít nhất một đơn vị."),
        ("from_units", "one_only"): _("Mỗi lần chỉ đổi tên một đơn vị."),
        ("from_units", "root"): _(
            "Đơn vị gốc chỉ đổi tên được; không giải thể, sáp nhập hay chuyển đi được."
        ),
        ("from_units", "not_standing"): _(
            "Có đơn vị không hoạt động vào ngày này, hoặc đã có việc sắp xếp khác cho đơn vị ấy."
        ),
        ("takes_effect_on", "missing"): _("Xin ghi ngày."),
        ("takes_effect_on", "before_version"): _(
            "Ngày này phải sau ngày lập đơn vị và không trước lần sắp xếp gần nhất của đơn vị."
        ),
        ("to_unit_id", "missing"): _("Xin chọn đơn vị nhận: đơn vị này còn việc phải có người làm tiếp."),
        ("to_unit_id", "itself"): _("Đơn vị không thể nhập vào chính nó."),
        ("to_unit_id", "successor_ends"): _("Đơn vị nhận cũng không còn sau ngày này. Xin chọn đơn vị khác."),
        ("to_unit_id", "not_standing"): _("Đơn vị nhận không hoạt động vào ngày này."),
        ("to_unit_id", "two_defaults"): _("Mỗi đơn vị chỉ có một đơn vị kế thừa phần còn lại."),
        ("to_unit_id", "one_successor"): _(
            "Chia, tách cần ít nhất hai đơn vị nhận; xin ghi phần việc chuyển đi."
        ),
        ("to_unit_id", "no_change"): _("Đơn vị đã trực thuộc đơn vị này."),
        ("key", "begun"): _("Việc này đã thực hiện nên không bỏ được."),
    }
