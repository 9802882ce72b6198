"""The words of messages: the list, and editing one with a preview."""

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from portal.domain.wording import Language
from portal.queries.configuration import MessageChannel, own_wordings
from portal.services.change_texts import (
    STAFF,
    TemplateKey,
    change_message,
    check_wording,
    placeholders_of,
    preview,
    reset_message,
)
from portal.services.deliver_message import fold_for_sms
from portal.services.word_message import Wording, shipped_wording, shipped_wordings
from portal.web.admin.blueprint import blueprint
from portal.web.admin.entry import UNSOUND, saved
from portal.web.admin.examples import example_facts
from portal.web.admin.menu import whole_office_only
from portal.web.admin.message_titles import title_of
from portal.web.shared.acting import act, commits, session
from portal.web.shared.form import Form, Line, Words, checks_itself
from portal.web.shared.sentences import _, _l

CHANNELS = {"email": MessageChannel.EMAIL, "sms": MessageChannel.SMS}
LANGUAGES: dict[str, Language] = {"vi": "vi", "en": "en"}


class WordingForm(Form):
    """The words of one message."""

    subject = Line(_l("Tiêu đề thư"), description=_l("Không ghi tên người, số điện thoại ở tiêu đề"))
    body = Words(_l("Nội dung"), render_kw={"rows": 14})

    @property
    def wording(self) -> Wording:
        """What was typed."""
        subject = self.subject.data if "subject" in self else ""
        return Wording(subject, self.body.data.rstrip() + "\n")


@dataclass(frozen=True, slots=True)
class MessageView:
    """A message of the list with its wordings."""

    name: str
    title: str
    wordings: list[dict[str, Any]]


@blueprint.get("/messages")
@whole_office_only
def messages() -> ResponseReturnValue:
    """Every message the portal writes, and which of them the office words itself."""
    own = own_wordings(session())
    rows = [MessageView(name, title_of(name), list(_wordings(name, own))) for name in shipped_wordings()]
    groups = (
        (_("Gửi người phản ánh"), [row for row in rows if not row.name.startswith(STAFF)]),
        (_("Gửi cán bộ"), [row for row in rows if row.name.startswith(STAFF)]),
    )
    return render_template("admin/messages.html", groups=groups)


@blueprint.route("/messages/<name>/<language>/<channel>", methods=["GET", "POST"])
@checks_itself
@whole_office_only
@commits
def message(name: str, language: str, channel: str) -> ResponseReturnValue:
    """Edit one wording; the preview shows what is typed, saved or not."""
    key = _key(name, language, channel)
    own = own_wordings(session()).get((key.name, key.language, key.channel))
    form = WordingForm(obj=own or shipped_wording(key.name, key.language, key.channel))
    if key.channel is MessageChannel.SMS:
        del form.subject
    if form.is_submitted() and "preview" not in request.form:
        if saved(form, lambda: change_message(act(), key, form.wording)):
            flash(_("Đã lưu lời thư."), "success")
            return redirect(request.path, 303)
    elif form.is_submitted():
        saved(form, lambda: check_wording(key, form.wording))
    page = render_template(
        "admin/message.html",
        form=form,
        heading=title_of(name),
        key=key,
        way=way_words(language, key.channel),
        is_own=own is not None,
        names=sorted(placeholders_of(name)),
        shown=None if form.errors else _as_received(key, form.wording),
    )
    return page, UNSOUND if form.errors else 200


@blueprint.post("/messages/<name>/<language>/<channel>/reset")
@whole_office_only
@commits
def restore_message(name: str, language: str, channel: str) -> ResponseReturnValue:
    """Go back to the shipped words."""
    reset_message(act(), _key(name, language, channel))
    flash(_("Đã trở về lời thư có sẵn."), "success")
    return redirect(url_for("admin.message", name=name, language=language, channel=channel), 303)


def _key(name: str, language: str, channel: str) -> TemplateKey:
    """The wording an address means. Raises NotFound."""
    known = name in shipped_wordings() and language in LANGUAGES and channel in CHANNELS
    if not known or (channel == "sms" and "sms" not in shipped_wordings()[name]["vi"]):
        raise NotFound
    return TemplateKey(name, language, CHANNELS[channel])


def _as_received(key: TemplateKey, wording: Wording) -> Wording:
    """The words with an invented case, as they arrive: text messages travel without accents."""
    words = preview(wording, example_facts(LANGUAGES[key.language]))
    return Wording("", fold_for_sms(words.body)) if key.channel is MessageChannel.SMS else words


def _wordings(name: str, own: dict[Any, Any]) -> list[dict[str, Any]]:
    ways = ("email", "sms") if "sms" in shipped_wordings()[name]["vi"] else ("email",)
    return [
        {
            "label": way_words(code, CHANNELS[way]),
            "href": url_for("admin.message", name=name, language=code, channel=way),
            "is_own": (name, code, CHANNELS[way]) in own,
        }
        for way in ways
        for code in LANGUAGES
    ]


def way_words(language: str, channel: MessageChannel) -> str:
    """In which language and by what a message goes out."""
    return {
        ("vi", MessageChannel.EMAIL): _("thư tiếng Việt"),
        ("en", MessageChannel.EMAIL): _("thư tiếng Anh"),
        ("vi", MessageChannel.SMS): _("tin nhắn tiếng Việt"),
        ("en", MessageChannel.SMS): _("tin nhắn tiếng Anh"),
    }[language, channel]
