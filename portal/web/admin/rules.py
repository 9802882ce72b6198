"""Routing rules: the ordered list, each rule's form, and trying a text on them."""

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound
from wtforms import BooleanField

from portal.domain.kinds import MAIN_KINDS, Channel, Kind
from portal.domain.permissions import Role
from portal.domain.routing import Matter
from portal.domain.time import local_day
from portal.queries import configuration, rule_trouble
from portal.queries.configuration import RoutingRuleRow
from portal.queries.rule_trouble import Trouble
from portal.services.change_rules import RuleFacts, change_rule, create_rule, move_rule
from portal.services.errors import RuleBroken
from portal.services.route_case import explain_route, find_route
from portal.web.admin.blueprint import blueprint
from portal.web.admin.entry import UNSOUND, Pick, node_choices, saved, unit_choices
from portal.web.admin.menu import whole_office_only
from portal.web.shared.acting import act, commits, language, now, session, settings
from portal.web.shared.choices import choice, terms
from portal.web.shared.form import Form, Line, Words, checks_itself
from portal.web.shared.sentences import _, _l
from portal.web.shared.words import area_name, category_name, person_name, term_words, unit_name

SEPARATORS = ",;\n"


class ConditionsForm(Form):
    """What a rule looks at: what a case is about."""

    category_id = Pick(_l("Lĩnh vực"))
    area_id = Pick(_l("Địa bàn"))
    kind = Pick(_l("Loại"))
    channel = Pick(_l("Kênh"))

    def offer_conditions(self, anything: str, row: RoutingRuleRow | None = None) -> None:
        """Fill in what a case can be about; a rule keeps what it asks for, even when that is out of use."""
        category_id, area_id = (row.category_id, row.area_id) if row else (None, None)
        self.category_id.choices = node_choices(settings().categories, none=anything, kept=category_id)
        self.area_id.choices = node_choices(settings().areas, none=anything, kept=area_id)
        self.kind.choices = terms((kind for kind in Kind if kind in MAIN_KINDS), any_label=anything)
        self.channel.choices = terms(Channel, any_label=anything)


class RuleForm(ConditionsForm):
    """A rule: its conditions, then where it leads."""

    words = Words(
        _l("Có một trong các từ"),
        description=_l("Cách nhau bằng dấu phẩy hoặc xuống dòng; không phân biệt dấu, ví dụ: gas, xăng dầu"),
    )
    unit_id = Pick(_l("Chuyển đến đơn vị"))
    officer_id = Pick(_l("Giao luôn cho"))
    note = Line(_l("Ghi chú"), description=_l("Vì sao có quy tắc này, cho người quản trị sau"))
    active = BooleanField(_l("Đang dùng"), default=True)

    def offer(self, row: RoutingRuleRow | None = None) -> "RuleForm":
        """Fill in what can be chosen."""
        self.offer_conditions(_("bất kỳ"), row)
        units = (unit for unit in settings().units.values() if unit.stands(local_day(now())))
        self.unit_id.choices = unit_choices(units, none=_("(chọn đơn vị)"))
        self.officer_id.choices = [choice("", _("cả đơn vị, ai nhận cũng được")), *_officers()]
        return self

    def facts(self) -> RuleFacts:
        """What was typed. Raises RuleBroken."""
        if self.unit_id.number is None:
            raise RuleBroken("unit_id", "unknown")
        return RuleFacts(
            unit_id=self.unit_id.number,
            officer_id=self.officer_id.number,
            category_id=self.category_id.number,
            area_id=self.area_id.number,
            kind=self.kind.among(Kind),
            channel=self.channel.among(Channel),
            words=tuple(self.words.data.translate(str.maketrans(SEPARATORS, "\n\n\n")).splitlines()),
            note=self.note.data,
            active=self.active.data,
        )


class TrialForm(ConditionsForm):
    """A text to try the rules with. Sent by POST and kept nowhere: it may be a real person's words."""

    text = Words(_l("Nội dung thử"))

    def offer(self) -> "TrialForm":
        """Fill in what can be chosen."""
        self.offer_conditions(_("chưa chọn"))
        self.kind.choices = terms(kind for kind in Kind if kind in MAIN_KINDS)
        self.channel.choices = terms(Channel)
        return self

    def matter(self) -> Matter:
        """What was entered, as the rules see a case."""
        return Matter(
            kind=self.kind.among(Kind) or Kind.FEEDBACK,
            channel=self.channel.among(Channel) or Channel.WEB_FORM,
            category_ids=settings().category_chain(self.category_id.number),
            area_ids=settings().area_chain(self.area_id.number),
            text=self.text.data,
        )


@dataclass(frozen=True, slots=True)
class RuleView:
    """A rule as the list shows it."""

    row: RoutingRuleRow
    conditions: str
    leads_to: str
    trouble: str
    matched: bool


@blueprint.route("/rules", methods=["GET", "POST"])
@checks_itself
@whole_office_only
def rules() -> ResponseReturnValue:
    """The rules in their order; by POST a text is tried on them, and nothing is kept."""
    form = TrialForm().offer()
    found, sentence = None, ""
    if form.is_submitted() and form.is_sound():
        found = find_route(settings(), form.matter(), on=local_day(now()))
        sentence = (
            explain_route(settings(), found, language())
            if found
            else _("Không quy tắc nào khớp: phản ánh nằm ở danh sách chờ của đầu mối.")
        )
    rows = [_view(row, found.rule.id if found else None) for row in configuration.rules(session())]
    troubled = [row for row in rows if row.trouble]
    page = render_template(
        "admin/rules.html", rows=rows, form=form, sentence=sentence, found=found, troubled=troubled
    )
    return page, UNSOUND if form.errors else 200


@blueprint.route("/rules/new", methods=["GET", "POST"])
@checks_itself
@whole_office_only
@commits
def new_rule() -> ResponseReturnValue:
    """Add a rule behind the others."""
    form = RuleForm().offer()
    if form.is_submitted() and saved(form, lambda: create_rule(act(), form.facts())):
        flash(_("Đã thêm quy tắc vào cuối danh sách."), "success")
        return redirect(url_for("admin.rules"), 303)
    return _page(form, heading=_("Thêm quy tắc chuyển"))


@blueprint.route("/rules/<int:rule_id>", methods=["GET", "POST"])
@checks_itself
@whole_office_only
@commits
def rule(rule_id: int) -> ResponseReturnValue:
    """Change a rule, or switch it off."""
    row = next((each for each in configuration.rules(session()) if each.id == rule_id), None)
    if row is None:
        raise NotFound
    heading, trouble = _("Quy tắc %(position)s", position=row.position), trouble_of(row)
    form = RuleForm(obj=row).offer(row)
    if not form.is_submitted():
        form.words.data = ", ".join(row.words)
    if form.is_submitted() and saved(form, lambda: change_rule(act(), rule_id, form.facts())):
        flash(_("Đã lưu."), "success")
        return redirect(url_for("admin.rules"), 303)
    lead = _("Cần sửa: %(trouble)s.", trouble=trouble) if trouble else ""
    return _page(form, heading=heading, lead=lead)


@blueprint.post("/rules/<int:rule_id>/<way>")
@whole_office_only
@commits
def shift_rule(rule_id: int, way: str) -> ResponseReturnValue:
    """Let a rule be asked earlier or later."""
    if way not in {"up", "down"} or rule_id not in {row.id for row in configuration.rules(session())}:
        raise NotFound
    move_rule(act(), rule_id, up=way == "up")
    return redirect(url_for("admin.rules", _anchor=f"rule-{rule_id}"), 303)


def trouble_of(row: RoutingRuleRow) -> str:
    """Why a rule in use does not do what it says; empty when it does."""
    trouble = rule_trouble.trouble_of(settings(), row, local_day(now()))
    return _troubles()[trouble] if trouble else ""


def _troubles() -> dict[Trouble, str]:
    return {
        Trouble.UNIT_CLOSED: _("đơn vị đã ngừng hoạt động, quy tắc bị bỏ qua"),
        Trouble.OFFICER_INACTIVE: _("cán bộ không còn làm việc, phản ánh chỉ đến đơn vị"),
        Trouble.OFFICER_ELSEWHERE: _("cán bộ không còn ở đơn vị này, phản ánh chỉ đến đơn vị"),
        Trouble.OFFICER_AWAY: _("cán bộ đang vắng và chưa có người thay"),
    }


def _officers() -> list[Any]:
    today = local_day(now())
    units = frozenset(settings().units)
    people = {
        person.id: person
        for role in (Role.OFFICER, Role.LEADER)
        for person in settings().holders(role, units, today)
    }
    return [choice(each.id, f"{each.name} ({each.post or each.email})") for each in people.values()]


def _view(row: RoutingRuleRow, matched_id: int | None) -> RuleView:
    conditions = [
        category_name(row.category_id) if row.category_id else "",
        area_name(row.area_id),
        term_words(row.kind),
        term_words(row.channel),
        _("có từ: %(words)s", words=", ".join(row.words)) if row.words else "",
    ]
    officer = f" – {person_name(row.officer_id)}" if row.officer_id else ""
    return RuleView(
        row,
        "; ".join(filter(None, conditions)) or _("mọi phản ánh"),
        unit_name(row.unit_id) + officer,
        trouble_of(row),
        row.id == matched_id,
    )


def _page(form: Form, **context: Any) -> ResponseReturnValue:
    back = url_for("admin.rules")
    return render_template(
        "admin/form.html", form=form, back_href=back, **context
    ), UNSOUND if form.errors else 200
