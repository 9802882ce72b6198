"""A mail as it travels: plain text, every line short, nothing but ASCII on the wire."""

import re
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr, localtime

from portal.ports import MailFile, OutgoingMail, Refused

# Seven-bit parts pass every server. Eight-bit ones are refused by some, and a paragraph over 998 octets,
# which in Vietnamese is nothing unusual, by all that keep to RFC 5321 §4.5.3.1.6.
_ON_THE_WIRE = SMTP.clone(cte_type="7bit")
_NOT_IN_AN_ID = re.compile(r"[^A-Za-z0-9.@_+-]")


def worded(mail: OutgoingMail, *, sender: str, sender_name: str = "") -> EmailMessage:
    """The mail as a message. Raises Refused when an address or a header can never be sent."""
    message = EmailMessage(policy=_ON_THE_WIRE)
    try:
        message["From"] = formataddr((sender_name, ascii_address(sender)))
        message["To"] = ascii_address(mail.recipient)
        message["Subject"] = mail.subject
        message["Date"] = format_datetime(localtime())
        message["Message-ID"] = full_message_id(mail.message_id, sender)
        # Absence notices do not answer what says this (RFC 3834).
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(mail.text)
        message["Content-Language"] = mail.language
        for file in mail.files:
            _attach(message, file)
    except (ValueError, LookupError) as error:
        raise Refused("the mail cannot be worded") from error
    return message


def full_message_id(message_id: str, sender: str) -> str:
    """The identifier with its angle brackets, under the sender's domain if it names none."""
    local, _, domain = _NOT_IN_AN_ID.sub("-", message_id.strip("<>")).partition("@")
    return f"<{local or 'message'}@{domain or ascii_address(sender).rpartition('@')[2]}>"


def ascii_address(address: str) -> str:
    """The address with an international domain in its ASCII form. Raises Refused for what no server takes."""
    local, at, domain = address.strip().rpartition("@")
    if not (local.isascii() and at and domain) or re.search(r"[\s<>,;:\"\\()]", address.strip()):
        raise Refused("not an address mail can be sent to")
    try:
        return f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError as error:
        raise Refused("not an address mail can be sent to") from error


def _attach(message: EmailMessage, file: MailFile) -> None:
    kind, _, subtype = file.media_type.partition("/")
    message.add_attachment(file.content, maintype=kind, subtype=subtype or "octet-stream", filename=file.name)
