"""Canned texts of officers, and the wording of messages: edited, previewed, put back as shipped."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from string import Formatter

from sqlalchemy import select

from portal.domain.placeholders import unknown_placeholders
from portal.domain.states import Outcome
from portal.domain.text import nfc
from portal.models.desk import CannedText
from portal.models.message import MessageChannel, MessageTemplate
from portal.services.act import Act
from portal.services.configure import Change, facts_of_row, note_change, require_reach
from portal.services.errors import RuleBroken
from portal.services.word_message import Wording, fill, shipped_wording, shipped_wordings

STAFF = "staff_"
_ALWAYS = frozenset({"office", "hotline"})
_TO_STAFF = _ALWAYS | {"name", "reference", "due", "unit", "desk_link"}
_TO_SENDER = _ALWAYS | {"reference", "code", "link", "due", "unit"}
# Subjects travel and are stored in the open: never a name, never a secret (rules §14).
_IN_SUBJECT = frozenset({"dossier", "office", "reference", "reminder", "unit"})


@dataclass(frozen=True, slots=True)
class TextFacts:
    """What an administrator enters about a canned text."""

    code: str
    title: str
    body: str
    category_id: int | None = None
    active: bool = True
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class TemplateKey:
    """One wording: of which message, in which language, for which way."""

    name: str
    language: str
    channel: MessageChannel


def create_text(act: Act, facts: TextFacts) -> CannedText:
    """A new canned text. Raises NotPermitted, RuleBroken."""
    return _save(act, CannedText(), facts, change=Change.TEXT_CREATED)


def change_text(act: Act, text_id: int, facts: TextFacts) -> CannedText:
    """Change a canned text, or take it out of use. Raises NotPermitted, RuleBroken."""
    return _save(act, act.session.get_one(CannedText, text_id), facts, change=Change.TEXT_CHANGED)


def _save(act: Act, row: CannedText, facts: TextFacts, *, change: Change) -> CannedText:
    require_reach(act, None)
    given = {
        name: nfc(value).strip() if isinstance(value, str) else value for name, value in asdict(facts).items()
    }
    for field in ("code", "title", "body"):
        if not given[field]:
            raise RuleBroken(field, "missing")
    if unknown_placeholders(given["body"]):
        raise RuleBroken("body", "unknown_placeholder")
    same = select(CannedText.id).where(CannedText.code == given["code"], CannedText.id != (row.id or 0))
    if act.session.scalar(same) is not None:
        raise RuleBroken("code", "taken")
    before = facts_of_row(row, *given) if row.id else None
    for name, value in given.items():
        setattr(row, name, value)
    act.session.add(row)
    act.session.flush()
    note_change(act, change, row.title, before=before, after=facts_of_row(row, *given))
    return row


def change_message(act: Act, key: TemplateKey, wording: Wording) -> None:
    """Put the office's own words in place of the shipped ones. Raises NotPermitted, RuleBroken, KeyError."""
    require_reach(act, None)
    wording = Wording(" ".join(nfc(wording.subject).split()), nfc(wording.body).strip() + "\n")
    check_wording(key, wording)
    row = act.session.get(MessageTemplate, (key.name, key.language, key.channel))
    before = facts_of_row(row, "subject", "body") if row else asdict(shipped_wording(**asdict(key)))
    if row is None:
        row = MessageTemplate(name=key.name, language=key.language, channel=key.channel)
        act.session.add(row)
    row.subject, row.body, row.updated_at = wording.subject, wording.body, act.now
    act.session.flush()
    after = facts_of_row(row, "subject", "body")
    note_change(act, Change.MESSAGE_CHANGED, _subject(key), before=before, after=after)


def reset_message(act: Act, key: TemplateKey) -> None:
    """Go back to the shipped words. Raises NotPermitted."""
    require_reach(act, None)
    row = act.session.get(MessageTemplate, (key.name, key.language, key.channel))
    if row is None:
        return
    before = facts_of_row(row, "subject", "body")
    act.session.delete(row)
    act.session.flush()
    note_change(act, Change.MESSAGE_RESET, _subject(key), before=before)


def _subject(key: TemplateKey) -> str:
    return f"{key.name} · {key.language} · {key.channel.value}"


def check_wording(key: TemplateKey, wording: Wording) -> None:
    """Refuse words that the worker could not fill. Raises RuleBroken, or KeyError for no message of ours."""
    if not wording.body.strip():
        raise RuleBroken("body", "missing")
    if not wording.subject and key.channel is MessageChannel.EMAIL:
        raise RuleBroken("subject", "missing")
    known = placeholders_of(key.name)
    if _names("body", wording.body) - known:
        raise RuleBroken("body", "unknown_placeholder")
    if _names("subject", wording.subject) - known:
        raise RuleBroken("subject", "unknown_placeholder")
    if _names("subject", wording.subject) - _IN_SUBJECT:
        raise RuleBroken("subject", "personal")


def placeholders_of(name: str) -> frozenset[str]:
    """What the words of a message may leave open; staff never see a sender's code. Raises KeyError."""
    texts = shipped_wordings()[name].values()
    shipped = {each for text in texts for part in text.values() for each in _names("body", part)}
    return frozenset(shipped) | (_TO_STAFF if name.startswith(STAFF) else _TO_SENDER)


def _names(field: str, text: str) -> frozenset[str]:
    try:
        return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)
    except ValueError as error:
        raise RuleBroken(field, "braces") from error


def preview(wording: Wording, examples: Mapping[str, str]) -> Wording:
    """The words as somebody would receive them, with examples in place of what is left open."""
    return Wording(fill(wording.subject, examples), fill(wording.body, examples))
