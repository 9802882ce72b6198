"""The written definition of every figure: what is counted, of what, and what is left out (rules §10)."""

from dataclasses import dataclass

from portal.domain.unit_figures import FEWEST_RANKED
from portal.web.shared.sentences import _

# Raised whenever a figure is counted otherwise than before; the history is in docs/figures.md.
VERSION = "1.0"


@dataclass(frozen=True, slots=True)
class Definition:
    """One figure: its name, what it counts, and for a share what of; what is not counted."""

    code: str
    name: str
    counts: str
    of: str = ""
    without: str = ""

    @property
    def sentence(self) -> str:
        """The whole definition as people read it."""
        parts = [_("Tử số: %(counts)s", counts=self.counts) if self.of else self.counts]
        if self.of:
            parts.append(_("Mẫu số: %(of)s", of=self.of))
        if self.without:
            parts.append(_("Không tính: %(without)s", without=self.without))
        return " ".join(parts)


def apart_words() -> str:
    """What stands apart from all figures of feedback, petitions and questions."""
    return _("góp ý, khen ngợi, sáng kiến và thông tin tham khảo, được tính riêng.")


def due_definitions() -> list[Definition]:
    """How the promise was kept: by cases that fell due in the period."""
    return [
        Definition(
            "due",
            _("Đến hạn"),
            _(
                "Phản ánh, kiến nghị, câu hỏi có hạn trả lời trong kỳ và đã được trả lời, "
                "hoặc đã hết hạn mà chưa được trả lời."
            ),
            without=_("việc còn trong hạn, việc dừng không có câu trả lời; %(apart)s", apart=apart_words()),
        ),
        *on_time_definition(),
        Definition(
            "response_rate",
            _("Tỷ lệ trả lời"),
            _("việc đã được trả lời, kể cả trễ hạn."),
            of=_("việc đến hạn."),
        ),
        *verdict_definitions(),
        Definition(
            "overdue",
            _("Quá hạn, chưa trả lời"),
            _("Việc chưa được trả lời mà ngày đến hạn đã qua, tính đến thời điểm ghi ở đầu trang."),
        ),
    ]


def on_time_definition() -> list[Definition]:
    """The figure that the promise is judged by."""
    return [
        Definition(
            "on_time_rate",
            _("Tỷ lệ trả lời đúng hạn"),
            _("việc được trả lời đúng hạn, đúng hạn sau gia hạn hoặc đúng hạn theo thông báo."),
            of=_("việc đến hạn."),
        )
    ]


def verdict_definitions() -> list[Definition]:
    """What an answer came to; settled with the first answer."""
    return [
        Definition(
            "in_time",
            _("Đúng hạn"),
            _(
                "Câu trả lời đầu tiên được gửi trước 24 giờ ngày đến hạn ban đầu. "
                "Kết quả này được chốt khi trả lời, việc xem xét lại sau đó không làm thay đổi."
            ),
        ),
        Definition(
            "in_time_after_extension",
            _("Đúng hạn sau gia hạn"),
            _("Trả lời trong hạn mới mà lãnh đạo đơn vị đã gia hạn trước khi hết hạn ban đầu."),
        ),
        Definition(
            "kept_by_notice",
            _("Đúng hạn theo thông báo"),
            _(
                "Trả lời trong hạn thứ hai, sau khi đã thông báo quá trình xử lý cho người gửi "
                "trước hạn ban đầu vì việc cần nhiều cơ quan phối hợp."
            ),
        ),
        Definition("late", _("Trễ hạn"), _("Trả lời sau hạn cuối cùng có hiệu lực.")),
    ]


def intake_definitions() -> list[Definition]:
    """What came in and where it stands: the parts add up to what was received."""
    return [
        Definition(
            "received",
            _("Tiếp nhận"),
            _(
                "Phản ánh, kiến nghị, câu hỏi được tiếp nhận trong kỳ, tính cho đơn vị đang giữ việc. "
                "Đúng hạn, sau gia hạn, theo thông báo, trễ hạn, đang xử lý và dừng cộng lại bằng số tiếp nhận."
            ),
            without=apart_words(),
        ),
        Definition(
            "open",
            _("Đang xử lý"),
            _("Việc chưa có câu trả lời thỏa mãn thời hạn, gồm cả việc đã quá hạn."),
        ),
        Definition(
            "stopped",
            _("Dừng, không có câu trả lời"),
            _("Việc không tiếp nhận, đã chuyển cơ quan khác, người gửi rút, gộp, hoặc chuyển thủ tục khác."),
        ),
        Definition(
            "return_rate",
            _("Tỷ lệ trả lại"),
            _("việc tiếp nhận trong kỳ đã bị trả lại đầu mối ít nhất một lần."),
            of=_("việc tiếp nhận trong kỳ."),
        ),
    ]


def speed_definitions() -> list[Definition]:
    """How long answers took."""
    return [
        Definition(
            "median_hours",
            _("Trung vị thời gian trả lời"),
            _(
                "Một nửa số câu trả lời có thời gian không dài hơn giá trị này. Thời gian tính bằng giờ làm "
                "việc từ khi tiếp nhận đến câu trả lời đầu tiên, làm tròn lên 0,1 giờ; ngày làm việc là số giờ "
                "đó chia cho số giờ làm việc một ngày. Chỉ gồm các việc đến hạn trong kỳ đã được trả lời."
            ),
            without=_("thời gian chờ người gửi bổ sung."),
        ),
        Definition(
            "p90_hours",
            _("Chín phần mười được trả lời trong"),
            _("Chín phần mười số câu trả lời có thời gian không dài hơn giá trị này, tính như trung vị."),
        ),
    ]


def held_definitions() -> list[Definition]:
    """How long each unit had the cases: so that the one that got it late is not blamed."""
    return [
        Definition(
            "stays",
            _("Số lượt giữ"),
            _(
                "Phản ánh, kiến nghị, câu hỏi được trả lời trong kỳ: mỗi việc tính một lượt cho từng đơn vị "
                "đã giữ việc đó, dù đơn vị nào trả lời. Việc được trả lời lại ở tháng khác tính thêm một lượt "
                "ở tháng đó."
            ),
            without=_("việc dừng không có câu trả lời; %(apart)s", apart=apart_words()),
        ),
        Definition(
            "held",
            _("Thời gian giữ"),
            _(
                "Số giờ làm việc việc nằm ở đơn vị, từ khi tiếp nhận (hoặc từ khi được xem xét lại) đến khi "
                "trả lời, cộng mọi lần đơn vị giữ việc. Mỗi lượt làm tròn lên 0,1 giờ để tính trung vị và "
                "chín phần mười; tổng cộng từ số phút."
            ),
            without=_("thời gian chờ người gửi bổ sung, thời gian việc được gộp vào việc khác."),
        ),
    ]


def publication_definitions() -> list[Definition]:
    """What became of the answers: published, asked to be reconsidered."""
    return [
        Definition(
            "publication_rate",
            _("Tỷ lệ công khai"),
            _("câu trả lời đã được công khai, kể cả bản sau đó được gỡ với lý do."),
            of=_("câu trả lời của các việc đến hạn trong kỳ."),
            without=_("câu trả lời mà lãnh đạo quyết định không công khai, có lý do."),
        ),
        Definition(
            "published_in_time_rate",
            _("Tỷ lệ công khai trong hạn"),
            _("câu trả lời được công khai trước khi hết hạn trả lời."),
            of=_("như tỷ lệ công khai."),
        ),
        Definition(
            "not_published_with_reason",
            _("Không công khai, có lý do"),
            _("Câu trả lời mà lãnh đạo quyết định không công khai và ghi rõ lý do."),
        ),
        Definition(
            "reopen_rate",
            _("Tỷ lệ xem xét lại"),
            _("việc đã trả lời được xem xét lại ít nhất một lần."),
            of=_("việc đến hạn trong kỳ đã trả lời."),
        ),
        Definition(
            "resolved_rate",
            _("Tỷ lệ đã giải quyết, có minh chứng"),
            _(
                "việc đã trả lời mà đơn vị ghi nhận đã giải quyết xong trên thực tế, kèm ảnh hoặc văn bản. "
                "Trả lời chưa phải là giải quyết xong."
            ),
            of=_("việc đến hạn trong kỳ đã trả lời."),
        ),
    ]


def satisfaction_definitions() -> list[Definition]:
    """How satisfied senders were; silence is silence."""
    return [
        Definition(
            "satisfaction",
            _("Tỷ lệ hài lòng"),
            _("phiếu đánh giá chọn mức hài lòng hoặc rất hài lòng, theo từng câu hỏi."),
            of=_("phiếu đánh giá hợp lệ của các việc đến hạn trong kỳ."),
            without=_(
                "người không đánh giá: không tính là hài lòng, cũng không tính là không hài lòng. "
                "Dưới 5 phiếu không nêu tỷ lệ."
            ),
        ),
        Definition(
            "interval",
            _("Khoảng tin cậy 95%"),
            _(
                "Khoảng Wilson: với số phiếu này, tỷ lệ thật nằm trong khoảng đó với độ tin cậy 95%. "
                "Càng ít phiếu, khoảng càng rộng."
            ),
        ),
    ]


def ranking_definitions() -> list[Definition]:
    """How units are ranked."""
    return [
        Definition(
            "ranking",
            _("Xếp hạng"),
            _("Xếp theo tỷ lệ trả lời đúng hạn; bằng nhau thì cùng hạng."),
            without=_("đơn vị có dưới %(n)s việc đến hạn trong kỳ.", n=FEWEST_RANKED),
        )
    ]


def apart_definitions() -> list[Definition]:
    """What is counted apart from everything else."""
    return [
        Definition(
            "apart",
            _("Góp ý, khen ngợi, sáng kiến"),
            _("Số tiếp nhận trong kỳ theo loại; không tính vào tỷ lệ đúng hạn."),
        ),
        Definition(
            "for_reference",
            _("Thông tin tham khảo"),
            _(
                "Việc gửi đến không kèm cách liên hệ, tiếp nhận trong kỳ: được xử lý nhưng không phải trả lời."
            ),
        ),
    ]


def all_definitions() -> list[Definition]:
    """Every definition once."""
    return [
        *due_definitions(),
        *intake_definitions(),
        *speed_definitions(),
        *held_definitions(),
        *publication_definitions(),
        *satisfaction_definitions(),
        *ranking_definitions(),
        *apart_definitions(),
    ]
