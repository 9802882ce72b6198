"""People: the list, creating an account with its invitation, and a person's page."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security.recoverable import generate_reset_link
from werkzeug.exceptions import NotFound
from wtforms import BooleanField
from wtforms.validators import Email, Optional

from portal.domain.permissions import Role
from portal.domain.text import fold
from portal.domain.time import local_day
from portal.queries import configuration
from portal.queries.configuration import Account, AppointmentRow, governed_people, has_whole_reach, reach_of
from portal.services.appoint import Office
from portal.services.change_people import PersonFacts, change_person, create_person, invite, reset_second_step
from portal.services.errors import RuleBroken
from portal.web.admin.blueprint import blueprint
from portal.web.admin.entry import UNSOUND, Pick, refusal, saved, unit_choices
from portal.web.shared.acting import act, actor, commits, now, session, settings
from portal.web.shared.choices import terms
from portal.web.shared.form import Form, Line, checks_itself
from portal.web.shared.sentences import _, _l
from portal.web.shared.sign_in import fresh
from portal.web.shared.typed_time import DayField
from portal.web.shared.words import term_words, unit_name


class PeopleFilter(Form):
    """Which people the list shows. Sent by POST: names belong in no address."""

    words = Line(_l("Họ tên, thư điện tử hoặc chức vụ"))
    unit_id = Pick(_l("Đơn vị"))
    inactive = BooleanField(_l("Cả tài khoản đã ngừng"))

    def offer(self) -> "PeopleFilter":
        """Fill in the units within reach."""
        units = [settings().units[each] for each in reach_of(settings(), actor())]
        self.unit_id.choices = unit_choices(units, none=_("Mọi đơn vị"))
        return self

    def takes(self, person: Account, posts: list[AppointmentRow]) -> bool:
        """Whether the list shows somebody."""
        text = fold(f"{person.name} {person.email} {person.post}")
        here = self.unit_id.number is None or any(post.unit_id == self.unit_id.number for post in posts)
        return (
            here
            and (person.active or bool(self.inactive.data))
            and all(word in text for word in fold(self.words.data).split())
        )


class PersonForm(Form):
    """What is kept about a person."""

    name = Line(_l("Họ tên"))
    email = Line(
        _l("Thư điện tử công vụ"),
        [Optional(), Email(_l("Thư điện tử này không đúng dạng, ví dụ đúng: ten@coquan.gov.vn."))],
        description=_l("Dùng để đăng nhập và nhận thư của hệ thống"),
    )
    post = Line(_l("Chức vụ"))
    phone = Line(_l("Điện thoại"), render_kw={"data-width": "20"})

    def facts(self) -> PersonFacts:
        """What was typed."""
        return PersonFacts(self.name.data, self.email.data, self.post.data, self.phone.data)


class NewPersonForm(PersonForm):
    """A person with a first office."""

    unit_id = Pick(_l("Đơn vị"))
    role = Pick(_l("Vai trò"))
    valid_from = DayField(_l("Từ ngày"))

    def offer(self) -> "NewPersonForm":
        """Fill in what can be chosen."""
        units = [settings().units[each] for each in reach_of(settings(), actor())]
        units = [unit for unit in units if unit.stands(local_day(now()))]
        whole = has_whole_reach(settings(), actor())
        self.unit_id.choices = unit_choices(units, none=_("Chưa giao việc") if whole else None)
        self.role.choices = terms(Role)
        return self

    def office(self) -> Office | None:
        """The first office, if a unit is chosen. Raises RuleBroken."""
        role = self.role.among(Role)
        if self.unit_id.number is None:
            return None
        if role is None:
            raise RuleBroken("role", "unknown")
        return Office(self.unit_id.number, role, self.valid_from.data or local_day(now()))


class ChangedPersonForm(PersonForm):
    """A person who may be barred from signing in."""

    active = BooleanField(_l("Được đăng nhập"), description=_l("Bỏ chọn khi người này thôi việc"))


@dataclass(frozen=True, slots=True)
class PostView:
    """An appointment as the pages show it."""

    id: int
    words: str
    from_on: date
    to_on: date | None
    over: bool


@blueprint.route("/people", methods=["GET", "POST"])
@checks_itself
def people() -> ResponseReturnValue:
    """The people all of whose offices the administrator governs."""
    form = PeopleFilter(formdata=request.form if request.method == "POST" else None).offer()
    today = local_day(now())
    posts: dict[int, list[AppointmentRow]] = {}
    for post in configuration.appointments_now(session(), today):
        posts.setdefault(post.account_id, []).append(post)
    governed = governed_people(session(), settings(), actor(), today=today).values()
    found = sorted(governed, key=lambda each: _by_given_name(each.name))
    rows = [
        {"person": each, "posts": [_words(post) for post in posts.get(each.id, [])]}
        for each in found
        if form.takes(each, posts.get(each.id, []))
    ]
    return render_template("admin/people.html", form=form, rows=rows)


@blueprint.route("/people/new", methods=["GET", "POST"])
@checks_itself
@fresh
@commits
def new_person() -> ResponseReturnValue:
    """Create an account and send the invitation with which its holder sets a password."""
    form = NewPersonForm(data={"role": Role.OFFICER.value, "valid_from": local_day(now())}).offer()

    def save() -> None:
        account = create_person(act(), form.facts(), form.office())
        _send_invitation(account)

    if form.is_submitted() and saved(form, save):
        flash(_("Đã lập tài khoản và gửi thư mời đến %(email)s.", email=form.email.data), "success")
        return redirect(url_for("admin.people"), 303)
    return _page(form, heading=_("Thêm người"), action=_("Lập tài khoản và gửi thư mời"))


@blueprint.route("/people/<int:account_id>", methods=["GET", "POST"])
@checks_itself
@fresh
@commits
def person(account_id: int) -> ResponseReturnValue:
    """Change a person; their appointments and deputies."""
    account = governed_account(account_id)
    form = ChangedPersonForm(obj=account)

    def save() -> None:
        change_person(act(), account_id, form.facts(), active=form.active.data)

    if form.is_submitted() and saved(form, save):
        flash(_("Đã lưu."), "success")
        return redirect(url_for("admin.person", account_id=account_id), 303)
    return _page(
        form,
        template="admin/person.html",
        heading=account.name,
        account=account,
        posts=posts_of(account_id),
        deputies=configuration.deputies(session(), account_id),
        today=local_day(now()),
    )


@blueprint.post("/people/<int:account_id>/invite")
@fresh
@commits
def send_invitation(account_id: int) -> ResponseReturnValue:
    """Send the link for setting a password once more."""
    return _done(account_id, lambda: _send_invitation(governed_account(account_id)), _("Đã gửi lại thư mời."))


@blueprint.post("/people/<int:account_id>/second-step")
@fresh
@commits
def forget_second_step(account_id: int) -> ResponseReturnValue:
    """Let somebody in who lost telephone and recovery codes."""
    return _done(account_id, lambda: reset_second_step(act(), account_id), _("Đã tắt xác thực hai bước."))


def governed_account(account_id: int) -> Account:
    """Somebody whom the administrator governs. Raises NotFound."""
    account = governed_people(session(), settings(), actor(), today=local_day(now())).get(account_id)
    if account is None:
        raise NotFound
    return account


def posts_of(account_id: int) -> list[PostView]:
    """A person's appointments; those within reach can be ended."""
    today = local_day(now())
    return [
        PostView(
            post.id,
            _words(post),
            post.valid_from,
            post.valid_to,
            post.valid_to is not None and post.valid_to < today,
        )
        for post in configuration.appointments(session(), [account_id])
    ]


def _by_given_name(name: str) -> tuple[list[str], str]:
    """As lists of people are sorted here: by the given name, which stands last."""
    return list(reversed(fold(name).split())), name


def _words(post: AppointmentRow) -> str:
    return f"{term_words(post.role)} · {unit_name(post.unit_id)}"


def _send_invitation(account: Account) -> None:
    link, _token = generate_reset_link(account)  # type: ignore[no-untyped-call]
    invite(act(), account.id, link=link)


def _done(account_id: int, do: Any, sentence: str) -> ResponseReturnValue:
    try:
        do()
    except RuleBroken as broken:
        session().rollback()
        flash(refusal(broken), "error")
    else:
        flash(sentence, "success")
    return redirect(url_for("admin.person", account_id=account_id), 303)


def _page(form: Form, *, template: str = "admin/form.html", **context: Any) -> ResponseReturnValue:
    page = render_template(template, form=form, **{"back_href": url_for("admin.people"), **context})
    return page, UNSOUND if form.errors else 200
