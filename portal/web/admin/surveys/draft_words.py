"""What is typed about a questionnaire as a whole and about its sections, both languages side by side."""

from dataclasses import replace
from typing import Any

from wtforms import BooleanField

from portal.domain.bilingual import Bilingual
from portal.domain.surveys.questionnaire import Questionnaire, Section
from portal.web.shared.form import Form, Line, Words
from portal.web.shared.sentences import _l

ROWS = {"rows": 3}


class WordsForm(Form):
    """Title, introduction, thanks, basis."""

    title_vi = Words(_l("Tiêu đề, tiếng Việt"), render_kw={"rows": 2})
    title_en = Words(_l("Tiêu đề, tiếng Anh"), render_kw={"rows": 2})
    introduction_vi = Words(_l("Lời mở đầu, tiếng Việt"), render_kw=ROWS)
    introduction_en = Words(_l("Lời mở đầu, tiếng Anh"), render_kw=ROWS)
    thanks_vi = Words(_l("Lời cảm ơn, tiếng Việt"), render_kw=ROWS)
    thanks_en = Words(_l("Lời cảm ơn, tiếng Anh"), render_kw=ROWS)
    basis = Line(_l("Căn cứ"), description=_l("Văn bản quy định các câu hỏi; bỏ trống nếu tự soạn."))

    @staticmethod
    def typed(questionnaire: Questionnaire) -> dict[str, Any]:
        """What it says now."""
        texts = {name: getattr(questionnaire, name) for name in ("title", "introduction", "thanks")}
        return {"basis": questionnaire.basis, **both_of(texts)}


class SectionForm(Form):
    """A section's title, and whether it is a figure of its own."""

    title_vi = Words(_l("Tên phần, tiếng Việt"), render_kw={"rows": 2})
    title_en = Words(_l("Tên phần, tiếng Anh"), render_kw={"rows": 2})
    is_factor = BooleanField(
        _l("Là một yếu tố đánh giá"),
        description=_l("Các câu chấm mức độ trong phần này được gộp thành một tỷ lệ hài lòng."),
    )

    @staticmethod
    def typed(section: Section) -> dict[str, Any]:
        """What it says now."""
        return {"is_factor": section.is_factor, **both_of({"title": section.title})}

    def section(self, code: str) -> Section:
        """The section as typed, its items left aside."""
        return Section(code, both(self, "title"), (), is_factor=self.is_factor.data)


def with_words(questionnaire: Questionnaire, form: WordsForm) -> Questionnaire:
    """The questionnaire with the words that were typed."""
    return replace(
        questionnaire,
        title=both(form, "title"),
        introduction=both(form, "introduction"),
        thanks=both(form, "thanks"),
        basis=form.basis.data,
    )


def both(form: Form, name: str) -> Bilingual:
    """What was typed in both languages."""
    return Bilingual(form[f"{name}_vi"].data, form[f"{name}_en"].data)


def both_of(texts: dict[str, Bilingual]) -> dict[str, str]:
    """Texts as the fields of both languages take them."""
    vi = {f"{name}_vi": text.vi for name, text in texts.items()}
    return {**vi, **{f"{name}_en": text.en for name, text in texts.items()}}
