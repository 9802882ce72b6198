"""What the check page shows of a form: a row for each thing the sender may want to change."""

from collections.abc import Iterator
from dataclasses import dataclass

from portal.domain.contact import e164, phone_words
from portal.domain.kinds import Kind
from portal.web.public.letter import CONSENTS, Letter
from portal.web.shared.sentences import _
from portal.web.shared.words import area_name, category_name, term_words


@dataclass(frozen=True, slots=True)
class Row:
    """A label, what was typed, and the field of the form to go back to."""

    label: str
    value: str
    field: str


def rows_of(form: Letter) -> list[Row]:
    """Everything typed, in the order of the form; what was left empty is left out where that is plain."""
    return [*_matter(form), *_sender(form), *_wishes(form)]


def _matter(form: Letter) -> Iterator[Row]:
    yield Row(_("Loại"), term_words(Kind(form.kind.data)), "kind-0")
    yield Row(_("Lĩnh vực"), category_name(form.category_id), "category")
    if form.subject.data:
        yield Row(_("Tiêu đề"), form.subject.data, "subject")
    yield Row(_("Nội dung"), form.body.data, "body")
    if form.proposal.data:
        yield Row(_("Đề xuất giải quyết"), form.proposal.data, "proposal")
    where = ", ".join(filter(None, (form.place.data, area_name(form.area_id))))
    yield Row(_("Nơi xảy ra"), where or _("Không ghi"), "area")
    if form.dossier_code.data:
        yield Row(_("Mã hồ sơ"), form.dossier_code.data, "dossier_code")


def _sender(form: Letter) -> Iterator[Row]:
    yield Row(_("Người gửi"), form.name.data or _("Không nêu tên"), "name")
    if form.organisation.data:
        yield Row(_("Tổ chức"), form.organisation.data, "organisation")
    contact = (phone_words(e164(form.phone.data)), form.email.data, form.address.data)
    yield Row(_("Liên hệ"), "\n".join(filter(None, contact)) or _("Không để lại"), "phone")


def _wishes(form: Letter) -> Iterator[Row]:
    yield Row(_("Nhận trả lời"), term_words(form.way), "reply_by-0")
    given = [str(form[name].label.text) for name in CONSENTS if form[name].data]
    yield Row(_("Đồng ý"), "\n".join(given) or _("Không đồng ý mục nào thêm"), CONSENTS[0])
