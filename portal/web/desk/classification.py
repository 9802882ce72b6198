"""Another kind or category for a case: the form, and what is said when it cannot be."""

from typing import Any

from wtforms import SelectField
from wtforms.validators import AnyOf, Length

from portal.domain.kinds import MAIN_KINDS, Kind
from portal.queries.categories import category_offers
from portal.queries.coordination import Case
from portal.services.errors import RuleBroken
from portal.web.shared.acting import language, settings
from portal.web.shared.choices import choice, terms
from portal.web.shared.form import Form, Hidden, Line
from portal.web.shared.numbers import whole
from portal.web.shared.refusals import rule_words
from portal.web.shared.sentences import _, _l


class Reclassify(Form):
    """Another kind or category, and why; of the case as it was when the page was opened."""

    version = Hidden()
    kind = SelectField(
        _l("Loại"),
        validate_choice=False,
        validators=[AnyOf(list(MAIN_KINDS), message=_l("Xin chọn một mục trong danh sách."))],
    )
    category_id = SelectField(_l("Lĩnh vực"), validate_choice=False)
    reason = Line(_l("Lý do phân loại lại"), [Length(max=1_000)])

    def __init__(self, case: Case, **given: Any) -> None:
        super().__init__(**given)
        for field in self:
            field.id = f"reclassify-{field.short_name}"  # two forms stand on the page
        self.version.data = self.version.data or str(case.version)
        self.kind.choices = terms(MAIN_KINDS)
        offers = category_offers(settings(), language())
        self.category_id.choices = [
            choice("", _("Chưa rõ")),
            *((str(each.id), each.label, {"data-words": each.words}) for each in offers),
        ]
        if not self.is_submitted():
            self.kind.data, self.category_id.data = case.kind.value, str(case.category_id or "")

    @property
    def seen_version(self) -> int | None:
        """The version of the case that the page showed."""
        return whole(self.version.data)

    @property
    def chosen_kind(self) -> Kind:
        """The kind chosen, once the form is sound."""
        return Kind(self.kind.data)

    @property
    def chosen_category(self) -> int | None:
        """The category chosen; None when nobody knows."""
        typed = self.category_id.data
        return whole(typed)


def refusal_words(broken: RuleBroken) -> str:
    """Why it was refused."""
    sentences = {
        ("category_id", "unchanged"): _("Loại và lĩnh vực vẫn như cũ. Xin chọn mục khác."),
        ("kind", "no_response_clock"): _("Chưa có thời hạn trả lời cho loại này. Xin báo quản trị."),
    }
    return sentences.get((broken.field, broken.code)) or rule_words(broken)
