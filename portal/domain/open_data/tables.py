"""The tables of the open data and the meaning of every column: the data dictionary."""

from portal.domain.apologies import DelayReason, Timing
from portal.domain.bilingual import Bilingual
from portal.domain.dossier_channels import DossierChannel, OnlineLevel
from portal.domain.kinds import MAIN_KINDS, Channel
from portal.domain.open_data.columns import ANY, Column, OpenTable, flag, month, plain, terms
from portal.domain.open_data.survey_tables import SURVEY_TABLES
from portal.domain.verdict import Verdict

__all__ = ["ANY", "TABLES", "Column", "OpenTable"]

_UNIT = Column("unit", Bilingual("Mã đơn vị, xem bảng units.", "Code of the unit, see units."))
_PROCEDURE = Bilingual("Mã thủ tục, xem bảng procedures.", "Code of the procedure, see procedures.")

CASES = OpenTable(
    "cases",
    Bilingual("Phản ánh, kiến nghị, câu hỏi, góp ý", "Feedback, petitions, questions, suggestions"),
    (
        Column(
            "unit", Bilingual("Mã đơn vị đang giữ việc, xem bảng units.", "Code of the unit that has it.")
        ),
        month("month_received", "Tháng tiếp nhận", "Month of receipt"),
        month("month_due", "Tháng đến hạn trả lời lần đầu", "Month of the due date of the first answer"),
        Column("kind", Bilingual("Loại việc.", "Kind."), values=terms(MAIN_KINDS)),
        flag(
            "for_reference",
            "Thông tin tham khảo, không ai chờ trả lời và không tính vào số liệu về thời hạn",
            "Information for reference, to which nobody is owed an answer and which counts in no rate",
        ),
        Column(
            "status",
            Bilingual(
                "Việc đang ở đâu; trống là thông tin tham khảo.",
                "What became of it; empty for information for reference.",
            ),
            values={
                "answered": Bilingual("Đã trả lời", "Answered"),
                "open": Bilingual("Đang xử lý", "Open"),
                "stopped": Bilingual(
                    "Dừng: không tiếp nhận, chuyển cơ quan khác, người gửi rút hoặc đã gộp",
                    "Stopped: not accepted, handed over, withdrawn or merged",
                ),
            },
        ),
        Column(
            "verdict",
            Bilingual(
                "Kết quả về thời hạn của việc đã trả lời; việc khác để trống.",
                "How the time limit of an answered case was kept; empty for others.",
            ),
            values=terms(Verdict),
        ),
        flag("overdue", "Quá hạn tại ngày dữ liệu", "Overdue on the day of the data"),
        Column(
            "answer_hours",
            Bilingual(
                "Giờ làm việc từ khi tiếp nhận đến câu trả lời đầu tiên, làm tròn lên 0,1.",
                "Working hours from receipt to the first answer, rounded up to 0.1.",
            ),
            "number",
        ),
        Column(
            "publication",
            Bilingual(
                "Câu trả lời được công khai thế nào; trống là chưa công khai.",
                "How the answer was published; empty where it was not.",
            ),
            values={
                "published_in_time": Bilingual("Công khai trong hạn", "Published in time"),
                "published": Bilingual("Công khai sau hạn", "Published later"),
                "withheld": Bilingual("Không công khai, có lý do", "Withheld with a reason"),
            },
        ),
        flag("reopened", "Đã được xem xét lại", "Reopened"),
        flag("resolved", "Đã giải quyết, có minh chứng", "Resolved, with evidence"),
        flag("returned", "Đã bị trả lại đầu mối", "Returned to the coordinator"),
        flag(
            "asked_again",
            "Trả lời đúng hạn, người gửi đề nghị xem xét lại",
            "Answered in time, the sender asked to have it looked at again",
        ),
        Column(
            "category",
            Bilingual("Mã lĩnh vực, xem bảng categories.", "Code of the category."),
            coarsened=True,
        ),
        Column(
            "area",
            Bilingual("Xã, phường và ấp, khu phố.", "Commune and hamlet."),
            coarsened=True,
        ),
        Column("day_received", Bilingual("Ngày tiếp nhận.", "Day of receipt."), coarsened=True),
        Column("channel", Bilingual("Kênh tiếp nhận.", "Channel."), values=terms(Channel), coarsened=True),
    ),
)

_SCOPE = (
    Column(
        "scope",
        Bilingual(
            "Riêng đơn vị (own), đơn vị và các đơn vị trực thuộc (below), tất cả (all).",
            "The unit alone (own), the unit with those below it (below), all units (all).",
        ),
        values=plain("own", "below", "all"),
    ),
    _UNIT,
    Column(
        "period",
        Bilingual(
            "Kỳ đến hạn của việc, dạng 2026-11, 2026-Q4, 2026-H2, 2026; trống là mọi kỳ.",
            "Period in which the cases fell due, as 2026-11, 2026-Q4, 2026-H2, 2026; empty for all times.",
        ),
    ),
)
_LEVEL = "1 rất không hài lòng … 5 rất hài lòng.", "1 very dissatisfied … 5 very satisfied."
RATINGS = OpenTable(
    "ratings",
    Bilingual("Phiếu đánh giá câu trả lời, không gắn với việc nào", "Ratings of answers, tied to no case"),
    (
        *_SCOPE,
        Column("result", Bilingual(f"Kết quả: {_LEVEL[0]}", f"Result: {_LEVEL[1]}"), "integer"),
        Column("time", Bilingual(f"Thời gian: {_LEVEL[0]}", f"Time: {_LEVEL[1]}"), "integer"),
        Column("attitude", Bilingual(f"Thái độ: {_LEVEL[0]}", f"Attitude: {_LEVEL[1]}"), "integer"),
    ),
)
RATING_GROUPS = OpenTable(
    "rating_groups",
    Bilingual("Nhóm phiếu, mỗi nhóm từ 5 phiếu", "Groups of ratings, five or more in each"),
    (
        *_SCOPE,
        Column("ballots", Bilingual("Số phiếu của nhóm.", "Ballots of the group."), "integer"),
        Column(
            "rated_low",
            Bilingual(
                "Số việc trả lời đúng hạn, không bị đề nghị xem xét lại, có phiếu không hài lòng về kết quả.",
                "Cases answered in time, not asked about again, whose result was rated dissatisfied.",
            ),
            "integer",
        ),
    ),
)

DOSSIERS = OpenTable(
    "dossiers",
    Bilingual("Hồ sơ một cửa", "One-stop dossiers"),
    (
        _UNIT,
        Column("procedure", _PROCEDURE),
        month("month_received", "Tháng tiếp nhận", "Month of receipt"),
        month("month_due", "Tháng hẹn trả lần đầu", "Month of the first appointment"),
        Column(
            "status",
            Bilingual(
                "Kết quả so với ngày hẹn; quá hạn xem cột overdue.",
                "How the appointment was kept; see the column overdue for what is past it.",
            ),
            values={
                "early": Bilingual("Sớm hạn", "Early"),
                "on_time": Bilingual("Đúng hạn", "On time"),
                "late": Bilingual("Trễ hạn", "Late"),
                "open": Bilingual("Đang giải quyết", "Open"),
                "stopped": Bilingual("Đã dừng giải quyết", "Stopped"),
            },
        ),
        flag("overdue", "Quá hạn tại ngày dữ liệu", "Overdue on the day of the data"),
        flag("not_updated", "Đã giải quyết, chưa cập nhật", "Solved, not updated"),
        Column(
            "letter",
            Bilingual(
                "Của hồ sơ trễ hạn, quá hạn: thư xin lỗi đầu tiên phát hành khi nào.",
                "Of a late or overdue one: when its first letter of apology was issued.",
            ),
            values=terms(Timing),
        ),
        flag("letter_complete", "Thư đủ ba nội dung", "Letter with all three elements"),
        flag("promised_anew", "Được hẹn lại và đã có kết quả", "Promised anew, with a result"),
        flag("kept_anew", "Giữ đúng ngày hẹn lại", "New date kept"),
        flag(
            "with_feedback",
            "Đúng hoặc sớm hạn, có phản ánh, kiến nghị",
            "On time or early, with feedback about it",
        ),
        Column(
            "supplements",
            Bilingual("Số lần yêu cầu bổ sung.", "Requests to complete the papers."),
            values=plain("0", "1", "2+"),
        ),
        Column("channel_in", Bilingual("Hình thức nộp.", "How it came in."), values=terms(DossierChannel)),
        flag("returned", "Đã trả kết quả", "Result returned"),
        flag("returned_by_post", "Trả qua bưu chính công ích", "Returned by public post"),
        Column("day_received", Bilingual("Ngày tiếp nhận.", "Day of receipt."), coarsened=True),
    ),
)

LETTERS = OpenTable(
    "letters",
    Bilingual("Thư xin lỗi đã phát hành", "Letters of apology issued"),
    (
        Column("unit", Bilingual("Mã đơn vị xin lỗi.", "Code of the unit that apologises.")),
        month("month_issued", "Tháng phát hành", "Month of issue"),
        Column(
            "about",
            Bilingual("Về hồ sơ (dossier) hoặc câu trả lời (case).", "About a dossier or a case."),
            values=plain("dossier", "case"),
        ),
        flag("new_date", "Có hẹn lại ngày", "With a new date"),
        Column(
            "reason",
            Bilingual("Lý do trễ.", "Reason for the delay."),
            values=terms(DelayReason),
            coarsened=True,
        ),
        Column("procedure", _PROCEDURE, coarsened=True),
        Column("day_issued", Bilingual("Ngày phát hành.", "Day of issue."), coarsened=True),
    ),
)

UNITS = OpenTable(
    "units",
    Bilingual("Đơn vị", "Units"),
    (
        Column("unit", Bilingual("Mã đơn vị.", "Code of the unit.")),
        Column(
            "until",
            Bilingual(
                "Ngày cuối của bản ghi cũ; trống là bản hiện nay.",
                "Last day of an older row; empty for today’s.",
            ),
        ),
        Column("parent", Bilingual("Mã đơn vị cấp trên.", "Code of the unit above.")),
        Column("ended_on", Bilingual("Ngày cuối cùng của đơn vị.", "Last day of the unit.")),
        Column("name", Bilingual("Tên.", "Name in Vietnamese.")),
        Column("name_en", Bilingual("Tên tiếng Anh.", "Name in English.")),
    ),
)
PROCEDURES = OpenTable(
    "procedures",
    Bilingual("Thủ tục hành chính", "Administrative procedures"),
    (
        Column("procedure", Bilingual("Mã thủ tục.", "Code of the procedure.")),
        Column("name", Bilingual("Tên.", "Name in Vietnamese.")),
        _UNIT,
        Column(
            "online",
            Bilingual("Mức độ trực tuyến.", "How far it is offered online."),
            values=terms(OnlineLevel),
        ),
        flag("postal", "Qua bưu chính công ích", "Offered by public post"),
        flag("active", "Đang cung cấp", "Offered today"),
    ),
)
CATEGORIES = OpenTable(
    "categories",
    Bilingual("Lĩnh vực", "Categories"),
    (
        Column("category", Bilingual("Mã lĩnh vực.", "Code of the category.")),
        Column("name", Bilingual("Tên.", "Name in Vietnamese.")),
        Column("name_en", Bilingual("Tên tiếng Anh.", "Name in English.")),
        Column("parent", Bilingual("Mã lĩnh vực cấp trên.", "Code of the category above.")),
    ),
)

TABLES = (CASES, RATINGS, RATING_GROUPS, *SURVEY_TABLES, DOSSIERS, LETTERS, UNITS, PROCEDURES, CATEGORIES)
