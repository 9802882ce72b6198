"""What was checked on the page before, sealed: on its way back it need not be read as a form again."""

import hmac
from collections.abc import Iterable, Mapping

from flask import current_app
from flask_wtf.csrf import validate_csrf
from wtforms import ValidationError

from portal.domain.kinds import Channel, Kind, ReplyBy, SenderKind
from portal.services.open_case import NewCase, NewSender
from portal.web.shared.acting import language

CONSENTS = ("consents_to_name", "consents_to_survey", "consents_to_social")
# Every word of the letter, and how many files were uploaded with it; what else the form sends is checked for itself.
SEALED = (
    *("procedure", "kind", "category", "subject", "body", "proposal", "area", "place", "dossier_code"),
    *("name", "organisation", "phone", "email", "address", "reply_by", "way", *CONSENTS, "kept"),
)  # fmt: skip


def seal_of(words: Mapping[str, str]) -> str:
    """The seal of a checked letter: a keyed digest of every word."""
    key = current_app.config["SECRET_KEY"].encode()
    return hmac.new(key, b"\x00".join(_parts(words)), "sha256").hexdigest()


def _parts(words: Mapping[str, str]) -> Iterable[bytes]:
    """Names and values; a browser sends line ends its own way."""
    for name in SEALED:
        yield f"{name}={words.get(name, '')}".replace("\r\n", "\n").encode()


def is_sealed(words: Mapping[str, str]) -> bool:
    """Whether these are the very words that were checked, sent from a page of this session, by a person."""
    if words.get("leave_empty") or not hmac.compare_digest(words.get("seal", ""), seal_of(words)):
        return False
    try:
        validate_csrf(words.get("csrf_token"))
    except ValidationError:
        return False
    return True


def sealed_case(words: Mapping[str, str], receiving_unit_id: int) -> NewCase:
    """The sealed letter as the service wants it."""
    return NewCase(
        kind=Kind(words["kind"]),
        channel=Channel.WEB_FORM,
        subject=words.get("subject", ""),
        body=words["body"],
        receiving_unit_id=receiving_unit_id,
        sender=_sender(words),
        reply_by=ReplyBy(words["way"]),
        category_id=_number(words, "category"),
        area_id=_number(words, "area"),
        place=words.get("place", ""),
        proposal=words.get("proposal", ""),
        dossier_code=words.get("dossier_code", ""),
        submission_key=words.get("submission_key"),
        has_uploads=words.get("kept", "0") != "0",
    )


def _number(words: Mapping[str, str], name: str) -> int | None:
    return int(words[name]) if words.get(name) else None


def _sender(words: Mapping[str, str]) -> NewSender:
    consents = {name: bool(words.get(name)) for name in CONSENTS}
    return NewSender(
        kind=SenderKind.ORGANISATION if words.get("organisation") else SenderKind.PERSON,
        name=words.get("name", ""),
        organisation=words.get("organisation", ""),
        phone=words.get("phone", ""),
        email=words.get("email", ""),
        address=words.get("address", ""),
        language=language(),
        **consents,
    )
