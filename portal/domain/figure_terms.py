"""The official terms of targets and reports, in Vietnamese and English."""

from enum import StrEnum

from portal.domain.reports.schedule import Plan
from portal.domain.reports.spec import Chapter, ReportStatus
from portal.domain.targets import TargetFigure

FIGURE_TERMS: tuple[tuple[StrEnum, str, str], ...] = (
    (Chapter.CASES, "Phản ánh, kiến nghị", "Feedback and petitions"),
    (Chapter.RATINGS, "Mức độ hài lòng đối với câu trả lời", "Satisfaction with answers"),
    (Chapter.SURVEYS, "Khảo sát và khắc phục", "Surveys and remedies"),
    (Chapter.DOSSIERS, "Hồ sơ một cửa và thư xin lỗi", "One-stop dossiers and letters of apology"),
    (Chapter.QD766, "Ba tỷ lệ theo Quyết định 766/QĐ-TTg", "The three rates of Decision 766/QĐ-TTg"),
    (ReportStatus.WAITING, "Chờ lập", "Waiting"),
    (ReportStatus.WORKING, "Đang lập", "Being made"),
    (ReportStatus.MADE, "Đã lập", "Made"),
    (ReportStatus.FAILED, "Không lập được", "Failed"),
    (Plan.INDEX, "Báo cáo nâng cao chỉ số, trước ngày 25/12", "Index, before 25 December"),
    (Plan.QUARTER, "Báo cáo quý", "Quarterly report"),
    (Plan.HALF_YEAR, "Báo cáo 6 tháng", "Half-yearly report"),
    (Plan.YEAR, "Báo cáo năm", "Yearly report"),
    (TargetFigure.ANSWERS_ON_TIME, "Trả lời phản ánh, kiến nghị đúng hạn", "Feedback answered in time"),
    (TargetFigure.DOSSIERS_ON_TIME, "Hồ sơ đúng và sớm hạn", "Dossiers on time or early"),
    (TargetFigure.APOLOGY_COVERAGE, "Hồ sơ trễ hạn có thư xin lỗi", "Late dossiers with a letter of apology"),
    (TargetFigure.ONLINE_OF_ALL, "Hồ sơ trực tuyến trên tổng số", "Online dossiers of all"),
    (TargetFigure.ONLINE_PARTIAL, "Hồ sơ trực tuyến một phần", "Partly online dossiers"),
    (TargetFigure.ONLINE_FULL, "Hồ sơ trực tuyến toàn trình", "Fully online dossiers"),
    (TargetFigure.RECEIVED_BY_POST, "Hồ sơ tiếp nhận qua bưu chính công ích", "Dossiers received by post"),
    (TargetFigure.RETURNED_BY_POST, "Kết quả trả qua bưu chính công ích", "Results returned by post"),
    (
        Plan.REFORM,
        "Báo cáo cải cách hành chính, trước ngày 25/11",
        "Administrative reform, before 25 November",
    ),
    (
        TargetFigure.ONLINE_PROCEDURES_USED,
        "Thủ tục trực tuyến có phát sinh hồ sơ",
        "Online procedures with a dossier",
    ),
    (
        TargetFigure.POSTAL_PROCEDURES_USED,
        "Thủ tục bưu chính công ích có phát sinh giao dịch",
        "Postal procedures with a transaction",
    ),
    (
        TargetFigure.SURVEY_SATISFACTION,
        "Tỷ lệ hài lòng (khảo sát của đơn vị)",
        "Satisfaction (the unit's own survey)",
    ),
    (
        TargetFigure.RATING_SATISFACTION,
        "Hài lòng với kết quả trả lời phản ánh, kiến nghị",
        "Satisfaction with the answers to feedback",
    ),
)
