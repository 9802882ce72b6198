"""Puts a message of the outbox into words: the office's own wording, or the shipped one."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.domain.bilingual import Bilingual
from portal.domain.reference import dossier_secret, opinion_code, tracking_code
from portal.domain.refusal import RefusalReason
from portal.domain.reminders import Reminder
from portal.domain.surveys.remedies import RemedyReminder, RemedySource
from portal.domain.terms import term
from portal.domain.time import VIETNAM, local_day
from portal.domain.wording import Language, day_words
from portal.models.answer import Answer
from portal.models.case import Case
from portal.models.dossier import Dossier
from portal.models.letter import Letter
from portal.models.message import Message, MessageChannel, MessageTemplate
from portal.models.opinion import Opinion
from portal.models.procedure import Procedure
from portal.models.remedy import Remedy
from portal.queries.settings import Settings
from portal.services.act import Act
from portal.services.surveys.word_invitation import (
    Sender,
    invitation_values,
    invited_by,
    levels_offered,
)

SHIPPED = Path(__file__).resolve().parent.parent / "data" / "messages.toml"


@dataclass(frozen=True, slots=True)
class Office:
    """What every message says of the office that sends it, and the key its codes come from."""

    name: str
    hotline: str
    base_url: str
    tracking_key: bytes


@dataclass(frozen=True, slots=True)
class Wording:
    """A message in words."""

    subject: str
    body: str


@cache
def shipped_wordings() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """The shipped templates by name and language."""
    return tomllib.loads(SHIPPED.read_text(encoding="utf-8"))


def template_for(session: Session, message: Message) -> Wording:
    """The template of a message: the office's own, else the shipped one in its language."""
    key = (message.template, message.language, message.channel)
    own = session.get(MessageTemplate, key)
    if own is not None:
        return Wording(own.subject, own.body)
    return shipped_wording(message.template, message.language, message.channel)


def shipped_wording(name: str, language: str, channel: MessageChannel) -> Wording:
    """The shipped template of a message; Vietnamese where a language is missing. Raises KeyError."""
    texts = shipped_wordings()[name]
    text = texts.get(language) or texts["vi"]
    body = text["body"] if channel is MessageChannel.EMAIL else text.get("sms", text["body"])
    return Wording(text["subject"], body.lstrip("\n"))


def word_message(act: Act, message: Message, office: Office) -> Wording:
    """The words of a message as they go out now."""
    template = template_for(act.session, message)
    values = values_for(act, message, office)
    return Wording(fill(template.subject, values), fill(template.body, values))


def fill(text: str, values: Mapping[str, str]) -> str:
    """A text with values in place of {placeholders}; an unknown one stays visible."""
    parts = []
    for literal, name, _spec, _conversion in Formatter().parse(text):
        parts.append(literal)
        if name is not None:
            parts.append(values.get(name, "{" + name + "}"))
    return "".join(parts)


def values_for(act: Act, message: Message, office: Office) -> dict[str, str]:
    """What the placeholders of a message stand for."""
    session, settings = act.session, act.settings
    language: Language = "en" if message.language == "en" else "vi"
    values = {"office": office.name, "hotline": office.hotline, "desk_link": f"{office.base_url}/desk/inbox"}
    values.update({name: str(value) for name, value in message.facts.items()})
    if message.account_id is not None:
        values["name"] = settings.person_name(message.account_id)
    case = session.get(Case, message.case_id) if message.case_id else None
    if case is not None:
        values.update(_case_values(settings, case, office, language=language))
    if "case_ids" in message.facts:
        values["codes"] = _codes(session, message, office)
    if "opinion_id" in message.facts:
        values.update(_opinion_values(session, message, office, language=language))
    if "expected_on" in message.facts:
        values.update(_notice_values(settings, message.facts, language))
    if "remedy_id" in message.facts:
        values.update(_remedy_values(session, message.facts["remedy_id"], office, language=language))
    if "report_id" in message.facts:
        values["report_link"] = f"{office.base_url}/oversight/reports/{message.facts['report_id']}"
    if message.letter_id is not None:
        values.update(_letter_values(act, message, office))
    if (invitation := invited_by(session, message)) is not None:
        sender = Sender(office.base_url, office.tracking_key)
        values.update(invitation_values(act, invitation, sender, language=language))
        values["levels"] = levels_offered(session, invitation, sender, language=language)
    values.update(_named_facts(session, message.facts, language))
    return values


def _letter_values(act: Act, message: Message, office: Office) -> dict[str, str]:
    """What a letter of apology is about, and what it promises: an hour about a dossier, a day about a case."""
    language: Language = "en" if message.language == "en" else "vi"
    letter = act.session.get_one(Letter, message.letter_id)
    reason = letter.reason_words or (term(letter.reason, language) if letter.reason else "")
    values = {
        "unit": act.settings.units[letter.unit_id].named(language),
        "reason": reason.rstrip("."),
        "old_due": day_words(letter.old_due_on, language),
        "new_due": "",
    }
    if letter.dossier_id is not None:
        if letter.new_due_at:
            values["new_due"] = moment_in_words(letter.new_due_at, language)
        return {**values, **_dossier_values(act.session, letter, office)}
    if letter.new_due_at:
        values["new_due"] = day_words(local_day(letter.new_due_at), language)
    return values


def _dossier_values(session: Session, letter: Letter, office: Office) -> dict[str, str]:
    dossier = session.get_one(Dossier, letter.dossier_id)
    secret = dossier_secret(office.tracking_key, dossier.code, dossier.code_nonce)
    return {
        "dossier": dossier.code,
        "code": secret,
        "link": f"{office.base_url}/dossiers/{dossier.code}#code={secret}",
        "procedure": session.get_one(Procedure, dossier.procedure_id).name,
    }


def moment_in_words(moment: datetime, language: Language) -> str:
    """An hour and its day in Việt Nam time."""
    local = moment.astimezone(VIETNAM)
    day = day_words(local.date(), language)
    return f"{local:%H:%M}, {day}" if language == "en" else f"{local:%H giờ %M}, {day}"


def _case_values(settings: Settings, case: Case, office: Office, *, language: Language) -> dict[str, str]:
    code = tracking_code(office.tracking_key, case.reference, case.code_nonce)
    return {
        "reference": case.reference,
        "code": code,
        "link": _follow_link(office, case.reference, code),
        "desk_link": f"{office.base_url}/desk/cases/{case.reference}",
        "due": day_words(case.due_on, language),
        "unit": settings.units[case.unit_id].named(language),
    }


def _codes(session: Session, message: Message, office: Office) -> str:
    """The lost codes of some cases; one that was sealed meanwhile is not spoken of."""
    wanted = select(Case).where(Case.id.in_(message.facts["case_ids"]), ~Case.sealed)
    lines = []
    for case in session.scalars(wanted.order_by(Case.id.desc())):
        code = tracking_code(office.tracking_key, case.reference, case.code_nonce)
        lines.append(f"- {case.reference}: {code}\n  {_follow_link(office, case.reference, code)}")
    return "\n".join(lines)


def _follow_link(office: Office, reference: str, code: str) -> str:
    # After the sign a browser keeps the code to itself: no server on the way sees it, and one tap is enough.
    return f"{office.base_url}/follow/{reference}#code={code}"


def _opinion_values(
    session: Session, message: Message, office: Office, *, language: Language
) -> dict[str, str]:
    """What was asked of whom, and where to answer: at the desk, or by a link with a code of its own."""
    opinion = session.get_one(Opinion, message.facts["opinion_id"])
    place = f"{office.base_url}/desk/opinions/{opinion.id}"
    if message.account_id is None:
        code = opinion_code(office.tracking_key, opinion.id, opinion.code_nonce)
        place = f"{office.base_url}/opinions/{opinion.id}#code={code}"
    return {
        "question": opinion.question,
        "opinion_due": day_words(opinion.due_on, language),
        "opinion_link": place,
        "outside": opinion.outside_name,
    }


def _remedy_values(session: Session, remedy_id: int, office: Office, *, language: Language) -> dict[str, str]:
    """Where a remedy is found, and by when it is to be done; what was asked only where it is no secret."""
    remedy = session.get_one(Remedy, remedy_id)
    due = day_words(remedy.due_on, language) if remedy.due_on else "–"
    secret = remedy.source is RemedySource.RATING
    said = "" if secret else Bilingual(remedy.item_vi, remedy.item_en).said(language)
    item = said or term(remedy.source, language)
    return {"item": item, "remedy_due": due, "remedy_link": f"{office.base_url}/desk/remedies/{remedy.id}"}


def _notice_values(settings: Settings, facts: Mapping[str, Any], language: Language) -> dict[str, str]:
    units = [settings.units[each].named(language) for each in facts["unit_ids"]]
    return {
        "expected": day_words(date.fromisoformat(facts["expected_on"]), language),
        "units": "\n".join(f"- {name}" for name in [*units, *facts["outside"]]),
        "text": facts["text"],
    }


def _named_facts(session: Session, facts: Mapping[str, Any], language: Language) -> dict[str, str]:
    named = {}
    if "reminder" in facts:
        named["reminder"] = term(Reminder(facts["reminder"]), language)
    if "refusal" in facts:
        reason = term(RefusalReason(facts["refusal"]), language)
        named["refusal"] = reason[:1].lower() + reason[1:]
    if "answer_id" in facts:
        answer = session.scalars(select(Answer).where(Answer.id == facts["answer_id"])).one()
        named["answer"] = "\n\n".join(filter(None, (answer.body, answer.apology)))
        named["outcome"] = term(answer.outcome, language) if answer.outcome else ""
    if "remedy_id" in facts:
        named["remedy"] = term(RemedyReminder(facts["remedy"]), language)
    return named
