"""What a sender writes: the form behind the pages send, check and confirm."""

from collections.abc import Callable
from typing import Any

from wtforms import BooleanField, MultipleFileField, RadioField, SelectField
from wtforms.validators import AnyOf, Email, InputRequired, Length, Optional, ValidationError

from portal.domain.contact import e164
from portal.domain.kinds import MAIN_KINDS, Kind, ReplyBy
from portal.domain.time import local_day
from portal.queries.categories import Offer, area_offers, category_offers
from portal.services.open_case import LONGEST_BODY, LONGEST_SUBJECT
from portal.web.public.sealed_letter import seal_of
from portal.web.public.trap import stamp
from portal.web.shared.acting import language, now, settings
from portal.web.shared.form import Form, Hidden, Line, Words, own_key
from portal.web.shared.numbers import whole
from portal.web.shared.office import receiving_unit
from portal.web.shared.sentences import _, _l
from portal.web.shared.words import number, term_words

# What the plain question at the top may be answered with; all but the first lead elsewhere (rules §7).
HERE, ELSEWHERE = "none", ("complaint", "denunciation", "emergency")
WAYS = (ReplyBy.EMAIL, ReplyBy.SMS, ReplyBy.PHONE, ReplyBy.POST, ReplyBy.IN_PERSON, ReplyBy.NONE)
NEEDED = {ReplyBy.EMAIL: "email", ReplyBy.SMS: "phone", ReplyBy.PHONE: "phone", ReplyBy.POST: "address"}
CONSENTS = ("consents_to_name", "consents_to_survey", "consents_to_social")


def _short(longest: int) -> list[Any]:
    message = _l("Nội dung này dài quá. Xin rút gọn còn tối đa %(n)s ký tự.", n=longest)
    return [Length(max=longest, message=message)]


def _one_of(values: Any) -> AnyOf:
    return AnyOf([str(value) for value in values], message=_l("Xin chọn một mục trong danh sách."))


def _line(label: Any, longest: int, *checks: Any) -> Line:
    return Line(label, [*checks, *_short(longest)])


class Letter(Form):
    """Feedback, a petition, a question, a suggestion, praise or an initiative, with what goes with it."""

    submission_key = Hidden()
    shown = Hidden()
    procedure = RadioField(
        _l("Ông/Bà có đang muốn khiếu nại, tố cáo hoặc báo tin khẩn cấp không?"),
        validate_choice=False,
        validators=[
            InputRequired(_l("Xin cho biết đây có phải là khiếu nại, tố cáo hoặc tin khẩn cấp không.")),
            _one_of((HERE,)),
        ],
    )
    kind = RadioField(
        _l("Ông/Bà muốn gửi gì?"),
        validate_choice=False,
        validators=[InputRequired(_l("Xin chọn loại nội dung muốn gửi.")), _one_of(MAIN_KINDS)],
    )
    category = SelectField(_l("Việc này thuộc lĩnh vực nào?"), validate_choice=False)
    subject = _line(_l("Tiêu đề"), LONGEST_SUBJECT)
    body = Words(_l("Nội dung"))
    proposal = Words(_l("Ông/Bà đề xuất giải quyết thế nào?"))
    area = SelectField(_l("Việc xảy ra ở xã, phường, ấp nào?"), validate_choice=False)
    place = _line(_l("Chỗ cụ thể"), 300)
    dossier_code = _line(_l("Mã hồ sơ"), 64)
    files = MultipleFileField(_l("Ảnh hoặc tài liệu kèm theo"))
    name = _line(_l("Họ và tên"), 160)
    organisation = _line(_l("Tên tổ chức, doanh nghiệp"), 200)
    phone = _line(_l("Số điện thoại"), 30)
    email = _line(
        _l("Thư điện tử"),
        254,
        Optional(),
        Email(_l("Xin nhập địa chỉ thư điện tử đầy đủ, ví dụ an@example.com.")),
    )
    address = _line(_l("Địa chỉ liên hệ"), 300)
    reply_by = RadioField(
        _l("Ông/Bà muốn nhận câu trả lời bằng cách nào?"),
        validate_choice=False,
        validators=[Optional(), _one_of(WAYS)],
    )
    consents_to_name = BooleanField(
        _l("Đồng ý cho cơ quan nêu tên tôi khi công khai câu trả lời hoặc khen thưởng")
    )
    consents_to_survey = BooleanField(_l("Đồng ý tham gia khảo sát mức độ hài lòng sau khi được trả lời"))
    consents_to_social = BooleanField(_l("Đồng ý cho cơ quan liên hệ qua mạng xã hội (Zalo) bằng số đã ghi"))
    leave_empty = Line(_l("Để trống ô này"))

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.procedure.choices = [
            (HERE, _("Không, tôi gửi phản ánh, kiến nghị, câu hỏi hoặc góp ý")),
            ("complaint", term_words(Kind.COMPLAINT)),
            ("denunciation", term_words(Kind.DENUNCIATION)),
            ("emergency", _("Tin khẩn cấp")),
        ]
        self.kind.choices = [(kind.value, term_words(kind)) for kind in MAIN_KINDS]
        self.reply_by.choices = [(way.value, term_words(way)) for way in WAYS]
        unsure = ("", _("Chưa rõ, để cơ quan phân loại"))
        self.category.choices = [unsure, *map(_choice, category_offers(settings(), language()))]
        self.area.choices = [("", _("Chưa rõ hoặc không ở một nơi cụ thể")), *_areas()]
        self.submission_key.data = own_key(self.submission_key.data)
        self.shown.data = self.shown.data or stamp()

    def validate_category(self, field: SelectField) -> None:
        _check_known(field, settings().categories)

    def validate_area(self, field: SelectField) -> None:
        _check_known(field, settings().areas)

    def validate_body(self, field: Words) -> None:
        if not field.data:
            raise ValidationError(_("Xin viết nội dung muốn gửi."))
        _check_length(field)

    def validate_proposal(self, field: Words) -> None:
        _check_length(field)
        if self.kind.data == Kind.PETITION.value and not field.data:
            raise ValidationError(_("Xin viết cách giải quyết Ông/Bà đề xuất, hoặc chọn loại “Phản ánh”."))

    def validate_phone(self, field: Line) -> None:
        if field.data and not e164(field.data):
            raise ValidationError(_("Xin nhập số điện thoại đầy đủ, ví dụ 0912 345 678."))
        if not self.has_contact and not may_be_anonymous():
            raise ValidationError(
                _("Xin để lại ít nhất một cách liên hệ: điện thoại, thư điện tử hoặc địa chỉ.")
            )

    def validate_reply_by(self, field: RadioField) -> None:
        needed = NEEDED.get(self.way) if field.data else None
        if needed and not self[needed].data:
            self.complain(needed, NEEDED_WORDS[needed]())

    @property
    def category_id(self) -> int | None:
        """The category chosen, once the form is sound."""
        return int(self.category.data) if self.category.data else None

    @property
    def area_id(self) -> int | None:
        """The area chosen, once the form is sound."""
        return int(self.area.data) if self.area.data else None

    @property
    def has_contact(self) -> bool:
        """Whether there is any way to answer."""
        return bool(self.phone.data or self.email.data or self.address.data)

    @property
    def way(self) -> ReplyBy:
        """How to answer: as chosen, else by the first contact that was left."""
        if self.reply_by.data in set(WAYS):
            return ReplyBy(self.reply_by.data)
        left = (way for way, entry in NEEDED.items() if way is not ReplyBy.SMS and self[entry].data)
        return next(left, ReplyBy.NONE)

    def sealed(self, files: int) -> list[tuple[str, str]]:
        """Everything typed and checked, as hidden fields for the next page, under a seal."""
        words = {**dict(self.carried()), "way": self.way.value, "kept": str(files)}
        return [*words.items(), ("seal", seal_of(words))]

    def carried(self) -> list[tuple[str, str]]:
        """Everything typed, as hidden fields for the next page."""
        skipped = {"csrf_token", "files", "leave_empty", *CONSENTS}
        typed = [(field.name, field.data or "") for field in self if field.name not in skipped]
        return [*typed, *((name, "y") for name in CONSENTS if self[name].data)]


NEEDED_WORDS: dict[str, Callable[[], str]] = {
    "email": lambda: _("Xin nhập thư điện tử để nhận câu trả lời qua thư điện tử."),
    "phone": lambda: _("Xin nhập số điện thoại để nhận câu trả lời qua điện thoại hoặc tin nhắn."),
    "address": lambda: _("Xin nhập địa chỉ để nhận câu trả lời qua bưu điện."),
}


def may_be_anonymous() -> bool:
    """Whether the receiving unit takes what comes without any contact (its policy)."""
    unit = receiving_unit()
    return unit is None or settings().unit_policy(unit.id, local_day(now())).accepts_anonymous


def _choice(offer: Offer) -> tuple[str, str, dict[str, Any]]:
    return str(offer.id), offer.label, {"data-words": offer.words}


def _areas() -> list[tuple[str, str]]:
    return [(str(offer.id), offer.label) for offer in area_offers(settings())]


def _check_known(field: SelectField, known: Any) -> None:
    if field.data and whole(field.data) not in known:
        raise ValidationError(_("Xin chọn một mục trong danh sách."))


def _check_length(field: Words) -> None:
    if len(field.data) > LONGEST_BODY:
        raise ValidationError(
            _(
                "Nội dung dài %(here)s ký tự; xin rút gọn còn tối đa %(most)s ký tự hoặc gửi phần còn lại "
                "bằng tệp đính kèm.",
                here=number(len(field.data)),
                most=number(LONGEST_BODY),
            )
        )
