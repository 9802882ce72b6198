"""What an operator types while somebody speaks, and what the service makes of it."""

from datetime import datetime, time
from typing import Any
from uuid import UUID, uuid4

from wtforms import MultipleFileField, SelectField
from wtforms.validators import Email, Length, Optional, ValidationError

from portal.domain.contact import e164
from portal.domain.kinds import OPERATOR_CHANNELS, Channel, Kind, ReplyBy, SenderKind
from portal.domain.permissions import Permission
from portal.domain.time import at_time, local_day
from portal.queries.categories import Offer, area_offers, category_offers
from portal.services.foresee_case import Draft
from portal.services.open_case import LONGEST_BODY, NewCase, NewSender
from portal.web.shared.acting import actor, language, now, settings
from portal.web.shared.form import Form, Hidden, Line, Words
from portal.web.shared.numbers import whole
from portal.web.shared.sentences import _, _l
from portal.web.shared.typed_time import ClockField, DayField
from portal.web.shared.words import term_words

# A letter whose hour nobody knows came in at the opening of that day's counter.
UNKNOWN_HOUR = time(7, 30)
WAYS = (ReplyBy.PHONE, ReplyBy.SMS, ReplyBy.EMAIL, ReplyBy.POST, ReplyBy.IN_PERSON, ReplyBy.NONE)


def _line(label: Any, longest: int, *checks: Any) -> Line:
    message = _l("Nội dung này dài quá. Xin rút gọn còn tối đa %(n)s ký tự.", n=longest)
    return Line(label, [*checks, Length(max=longest, message=message)])


def _choice(label: Any) -> SelectField:
    return SelectField(label, validate_choice=False)


class CallEntry(Form):
    """A call, or what came by another way, on one screen; only the words are compulsory."""

    submission_key = Hidden()
    caller = _line(_l("Số gọi đến"), 30)
    # Of an open case of the caller, when the call belongs to it; empty opens a new one.
    attach_to = Line(_l("Cuộc gọi này về"))
    channel = _choice(_l("Kênh tiếp nhận"))
    kind = _choice(_l("Loại"))
    category = _choice(_l("Lĩnh vực"))
    body = Words(_l("Nội dung, ghi đúng lời người gửi"))
    area = _choice(_l("Địa bàn"))
    name = _line(_l("Họ tên"), 160)
    place = _line(_l("Chỗ cụ thể"), 300)
    organisation = _line(_l("Tổ chức, doanh nghiệp"), 200)
    email = _line(
        _l("Thư điện tử"),
        254,
        Optional(),
        Email(_l("Xin nhập địa chỉ thư điện tử đầy đủ, ví dụ an@example.com.")),
    )
    address = _line(_l("Địa chỉ"), 300)
    reply_by = _choice(_l("Trả lời bằng cách nào"))
    dossier_code = _line(_l("Mã hồ sơ"), 64)
    unit = _choice(_l("Chuyển tới đơn vị khác"))
    unit_reason = _line(_l("Lý do chọn đơn vị"), 300)
    received_on = DayField(_l("Ngày nhận thực tế"), [Optional()])
    received_time = ClockField(_l("Giờ nhận"), [Optional()])
    backdating_reason = _line(_l("Lý do vào sổ sau"), 300)
    files = MultipleFileField(_l("Bản chụp thư, phiếu, ảnh làm căn cứ"))

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.channel.choices = _terms(OPERATOR_CHANNELS)
        self.kind.choices = _terms(Kind)
        self.category.choices = [("", _("Chưa rõ")), *map(_offer, category_offers(settings(), language()))]
        self.area.choices = [("", _("Chưa rõ")), *map(_offer, area_offers(settings()))]
        self.reply_by.choices = [("", _("Theo liên hệ đã ghi")), *_terms(WAYS)]
        self.unit.choices = [
            ("", _("Theo quy tắc")),
            *((str(each.id), each.named(language())) for each in _units()),
        ]
        self.submission_key.data = own_key(self.submission_key.data)

    def validate_caller(self, field: Line) -> None:
        if field.data and not e164(field.data):
            raise ValidationError(_("Số này không phải số điện thoại. Ví dụ đúng: 0912 345 678."))

    def validate_body(self, field: Words) -> None:
        if not field.data:
            raise ValidationError(_("Xin ghi nội dung người gọi nói."))
        if len(field.data) > LONGEST_BODY:
            raise ValidationError(_("Nội dung dài quá. Xin rút gọn còn tối đa %(n)s ký tự.", n=LONGEST_BODY))

    @property
    def way(self) -> ReplyBy:
        """How to answer: as chosen, else by the first contact given; who calls is called."""
        if self.reply_by.data in set(WAYS):
            return ReplyBy(self.reply_by.data)
        by_phone, by_mail = (ReplyBy.PHONE, self.caller.data), (ReplyBy.EMAIL, self.email.data)
        ways = (by_phone, by_mail) if self.came_by is Channel.HOTLINE else (by_mail, by_phone)
        return next((way for way, given in (*ways, (ReplyBy.POST, self.address.data)) if given), ReplyBy.NONE)

    @property
    def came_by(self) -> Channel:
        """The channel chosen; the hotline where nothing sensible was sent."""
        return Channel(self.channel.data) if self.channel.data in OPERATOR_CHANNELS else Channel.HOTLINE

    @property
    def chosen_kind(self) -> Kind:
        """The kind chosen; feedback where nothing sensible was sent."""
        return Kind(self.kind.data) if self.kind.data in list(Kind) else Kind.FEEDBACK

    @property
    def received_at(self) -> datetime | None:
        """When it really came in; None is now."""
        day, hour = self.received_on.data, self.received_time.data
        if day is None or (hour is None and day == local_day(now())):
            return None
        return at_time(day, hour or UNKNOWN_HOUR)


def own_key(typed: str | None) -> str:
    """The key of the form; a new one when it is first shown, or when somebody wrote one of their own."""
    try:
        return str(UUID(typed or ""))
    except ValueError:
        return str(uuid4())


def entering_unit() -> int:
    """In whose register an operator enters: the highest unit of those they take calls for."""
    today, reach = local_day(now()), actor().units_for(Permission.ENTER_CASES)
    units = [each for each in reach if settings().units[each].stands(today)] or reach
    return min(units, key=lambda unit_id: (len(settings().unit_chain(unit_id)), unit_id))


def draft_of(form: CallEntry) -> Draft:
    """The form as typed so far, to foresee what would happen."""
    return Draft(
        kind=form.chosen_kind,
        channel=form.came_by,
        receiving_unit_id=entering_unit(),
        received_at=min(form.received_at or now(), now()),
        category_id=known(form.category.data, settings().categories),
        area_id=known(form.area.data, settings().areas),
        text=form.body.data or "",
    )


def new_case(form: CallEntry) -> NewCase:
    """The form as the service wants it."""
    return NewCase(
        kind=form.chosen_kind,
        channel=form.came_by,
        subject="",
        body=form.body.data,
        receiving_unit_id=entering_unit(),
        sender=_sender(form),
        reply_by=form.way,
        category_id=known(form.category.data, settings().categories),
        area_id=known(form.area.data, settings().areas),
        place=form.place.data,
        dossier_code=form.dossier_code.data,
        submission_key=form.submission_key.data,
        received_at=form.received_at,
        backdating_reason=form.backdating_reason.data,
        unit_id=known(form.unit.data, settings().units),
        unit_reason=form.unit_reason.data,
    )


def _sender(form: CallEntry) -> NewSender:
    return NewSender(
        kind=SenderKind.ORGANISATION if form.organisation.data else SenderKind.PERSON,
        name=form.name.data,
        organisation=form.organisation.data,
        phone=form.caller.data,
        email=form.email.data,
        address=form.address.data,
    )


def known(typed: str | None, nodes: Any) -> int | None:
    """The number of a thing that was chosen, if there is such a thing."""
    number = whole(typed)
    return number if number in nodes else None


def _units() -> list[Any]:
    return [unit for unit in settings().units.values() if unit.stands(local_day(now()))]


def _terms(kinds: Any) -> list[tuple[str, str]]:
    return [(kind.value, term_words(kind)) for kind in kinds]


def _offer(offer: Offer) -> tuple[str, str, dict[str, Any]]:
    return str(offer.id), offer.label, {"data-words": offer.words}
