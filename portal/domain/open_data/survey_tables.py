"""The tables of surveys in the open data: what was asked, and how ballots answered, group by group.

No row is a ballot: who knows some answers of one person could find the others on it.
"""

from portal.domain.bilingual import Bilingual
from portal.domain.open_data.columns import Column, OpenTable, flag, plain, terms
from portal.domain.surveys.ways import Population

_SURVEY = Column("survey", Bilingual("Mã khảo sát, xem bảng surveys.", "Code of the survey, see surveys."))
_ASKED = (
    Column("questionnaire", Bilingual("Mã phiếu hỏi.", "Code of the questionnaire.")),
    Column("version", Bilingual("Phiên bản của phiếu hỏi.", "Version of the questionnaire."), "integer"),
)
_GROUP = (
    _SURVEY,
    Column(
        "scope",
        Bilingual(
            "Phiếu của riêng đơn vị (own), của đơn vị và các đơn vị trực thuộc (below), của tất cả (all).",
            "Ballots of the unit alone (own), of the unit with those below it (below), of all units (all).",
        ),
        values=plain("own", "below", "all"),
    ),
    Column("unit", Bilingual("Mã đơn vị, xem bảng units.", "Code of the unit, see units.")),
    Column(
        "period",
        Bilingual(
            "Kỳ gửi phiếu, dạng 2026-11, 2026-Q4, 2026-H2, 2026.",
            "Period in which the ballots were given, as 2026-11, 2026-Q4, 2026-H2, 2026.",
        ),
    ),
)

SURVEYS = OpenTable(
    "surveys",
    Bilingual("Các cuộc khảo sát", "Surveys"),
    (
        Column(
            "survey",
            Bilingual(
                "Mã khảo sát; phiếu của các mã khác nhau không bao giờ cộng chung.",
                "Code of the survey; ballots of different codes are never added up.",
            ),
        ),
        *_ASKED,
        flag("sampled", "Chọn người trả lời ngẫu nhiên", "Chance chose who was asked"),
        Column("sample", Bilingual("Tên đợt khảo sát theo mẫu.", "Name of the sampled survey.")),
        Column(
            "population",
            Bilingual("Mẫu được chọn từ đâu.", "What the sample was drawn from."),
            values=terms(Population),
        ),
        Column("first_on", Bilingual("Từ ngày.", "From this day."), "date"),
        Column("last_on", Bilingual("Đến hết ngày.", "To this day."), "date"),
        Column("closed_on", Bilingual("Ngày kết thúc đợt khảo sát.", "Day on which it was closed."), "date"),
        Column("title", Bilingual("Tên phiếu hỏi.", "Title of the questionnaire in Vietnamese.")),
        Column("title_en", Bilingual("Tên tiếng Anh.", "Title in English.")),
    ),
)
SURVEY_ITEMS = OpenTable(
    "survey_items",
    Bilingual(
        "Câu hỏi khảo sát và các câu trả lời có thể chọn", "Questions of surveys and their possible answers"
    ),
    (
        *_ASKED,
        Column("section", Bilingual("Mã nhóm nội dung.", "Code of the group of questions.")),
        Column("section_title", Bilingual("Tên nhóm nội dung.", "Title of the group in Vietnamese.")),
        Column("section_title_en", Bilingual("Tên tiếng Anh.", "Title in English.")),
        flag("factor", "Nhóm có số liệu riêng", "The group has a figure of its own"),
        flag("in_all", "Câu hỏi tính vào tỷ lệ chung", "The question counts in the rate of all"),
        Column("item", Bilingual("Mã câu hỏi.", "Code of the question.")),
        Column("text", Bilingual("Câu hỏi.", "The question in Vietnamese.")),
        Column("text_en", Bilingual("Câu hỏi bằng tiếng Anh.", "The question in English.")),
        Column("value", Bilingual("Mã câu trả lời.", "Code of the answer.")),
        Column("label", Bilingual("Câu trả lời.", "The answer in Vietnamese.")),
        Column("label_en", Bilingual("Câu trả lời bằng tiếng Anh.", "The answer in English.")),
        Column(
            "satisfied",
            Bilingual(
                "1 là mức hài lòng, 0 là không; trống với câu hỏi không có thang.",
                "1 where it is a satisfied level, 0 where not; empty for questions without a scale.",
            ),
            "integer",
            plain("0", "1"),
        ),
        Column(
            "low",
            Bilingual(
                "1 là mức bình thường trở xuống, 0 là không; trống với câu hỏi không có thang.",
                "1 where it is neutral or below, 0 where not; empty for questions without a scale.",
            ),
            "integer",
            plain("0", "1"),
        ),
    ),
)
SURVEY_GROUPS = OpenTable(
    "survey_groups",
    Bilingual("Nhóm phiếu khảo sát, mỗi nhóm từ 5 phiếu", "Groups of survey ballots, five or more in each"),
    (
        *_GROUP,
        Column(
            "ballots",
            Bilingual("Số phiếu không nghi vấn của nhóm.", "Sound ballots of the group."),
            "integer",
        ),
    ),
)
SURVEY_ANSWERS = OpenTable(
    "survey_answers",
    Bilingual("Câu trả lời khảo sát theo nhóm phiếu", "Answers to surveys by group of ballots"),
    (
        *_GROUP,
        Column(
            "item", Bilingual("Mã câu hỏi, xem bảng survey_items.", "Code of the question, see survey_items.")
        ),
        Column(
            "value",
            Bilingual("Mã câu trả lời, xem bảng survey_items.", "Code of the answer, see survey_items."),
        ),
        Column(
            "answers",
            Bilingual(
                "Số lượt trả lời; câu hỏi có từ 1 đến 4 người của nhóm trả lời thì không nêu.",
                "Answers; a question that one to four of the group answered is left out.",
            ),
            "integer",
        ),
    ),
)

SURVEY_TABLES = (SURVEYS, SURVEY_ITEMS, SURVEY_GROUPS, SURVEY_ANSWERS)
