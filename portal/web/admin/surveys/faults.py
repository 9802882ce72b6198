"""What keeps a draft from being published, in sentences that lead to where it stands."""

from dataclasses import dataclass

from flask import url_for

from portal.domain.surveys.checking import Fault, Problem, faults_of
from portal.domain.surveys.questionnaire import Questionnaire
from portal.web.shared.sentences import _

MOST_SHOWN = 120  # letters of an item


@dataclass(frozen=True, slots=True)
class FaultView:
    """A fault with the words of its place and the page on which it is mended."""

    place: str
    sentence: str
    href: str


def fault_views(questionnaire: Questionnaire, version_id: int) -> list[FaultView]:
    """Every fault of a draft, in the order of the questionnaire."""
    return [
        FaultView(
            _place(questionnaire, fault),
            problem_words(fault.problem),
            _href(questionnaire, fault, version_id),
        )
        for fault in faults_of(questionnaire)
    ]


def problem_words(problem: Problem) -> str:
    """What is wrong and what to do about it."""
    return {
        Problem.NO_ITEMS: _("Phiếu chưa có câu hỏi nào."),
        Problem.TOO_MANY: _("Phiếu có quá nhiều câu hỏi, nhiều nhất 80 câu."),
        Problem.BAD_CODE: _("Mã gồm chữ thường không dấu, số và gạch dưới, bắt đầu bằng chữ."),
        Problem.SAME_CODE: _("Mã này dùng hai lần."),
        Problem.NO_TEXT: _("Còn chỗ chưa có lời tiếng Việt."),
        Problem.NO_ENGLISH: _("Còn chỗ chưa có lời tiếng Anh."),
        Problem.TOO_LONG: _("Lời dài quá 600 ký tự."),
        Problem.NO_SCALE: _("Chưa chọn thang mức độ, hoặc thang đã bị bỏ."),
        Problem.SCALE_TOO_SHORT: _("Thang cần ít nhất hai mức."),
        Problem.SCALE_TOO_LONG: _("Thang có quá nhiều mức, nhiều nhất 11 mức."),
        Problem.SCALE_NOT_RISING: _("Giá trị của các mức phải tăng dần, không trùng nhau."),
        Problem.SCALE_CUT: _("Ngưỡng hài lòng phải cao hơn ngưỡng thấp, và cả hai nằm trong thang."),
        Problem.TOO_FEW_CHOICES: _("Cần ít nhất hai lựa chọn."),
        Problem.TOO_MANY_CHOICES: _("Quá nhiều lựa chọn, nhiều nhất 30."),
        Problem.CONDITION_NOT_EARLIER: _("Câu này phụ thuộc vào một câu không đứng trước nó."),
        Problem.CONDITION_NEVER: _("Câu này phụ thuộc vào câu trả lời không thể có."),
        Problem.EMPTY_SECTION: _("Phần này chưa có câu hỏi nào. Xin thêm câu hỏi hoặc bỏ phần này."),
        Problem.FACTOR_WITHOUT_SCALE: _("Yếu tố phải có ít nhất một câu chấm theo thang mức độ."),
    }[problem]


def _place(questionnaire: Questionnaire, fault: Fault) -> str:
    """The number and words of an item, the title of a section, the code of a scale."""
    parts = fault.place.split("/")
    numbers = {item.code: number for number, item in enumerate(questionnaire.items, 1)}
    for code in parts[1:2] or parts:
        if code in questionnaire.by_code:
            text = _excerpt(questionnaire.by_code[code].text.vi) or _("(chưa có lời)")
            return _("Câu %(number)s: %(text)s", number=numbers[code], text=text)
    titles = {section.code: section.title.vi for section in questionnaire.sections}
    if parts[0] in titles:
        return _("Phần “%(title)s”", title=titles[parts[0]] or parts[0])
    if parts[0] in {scale.code for scale in questionnaire.scales}:
        return _("Thang “%(code)s”", code=parts[0])
    return _("Cả phiếu")


def _excerpt(text: str) -> str:
    """A text as far as it takes to know which it is."""
    whole = text.strip()
    return whole if len(whole) <= MOST_SHOWN else f"{whole[:MOST_SHOWN].rstrip()}…"


def _href(questionnaire: Questionnaire, fault: Fault, version_id: int) -> str:
    parts = fault.place.split("/")
    for code in reversed(parts[:2]):
        if code in questionnaire.by_code:
            return url_for("admin.questionnaire_item", version_id=version_id, item=code)
        if code in {section.code for section in questionnaire.sections}:
            return url_for("admin.questionnaire_section", version_id=version_id, section=code)
        if code in {scale.code for scale in questionnaire.scales}:
            return url_for("admin.questionnaire_scale", version_id=version_id, scale=code)
    return url_for("admin.questionnaire_words", version_id=version_id)
