"""Mail: over SMTP, or into a folder while no server is named."""

import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from pathlib import Path
from types import TracebackType

import flask_mail

from portal.adapters.atomic import write_whole
from portal.adapters.mail_wording import worded
from portal.adapters.message_names import file_name
from portal.ports import OutgoingMail, Refused, Unavailable

# For each step of the conversation; a server that says nothing for so long is taken to be away.
PATIENCE = 20.0

_ENHANCED = re.compile(rb"\d\.\d{1,3}\.\d{1,3}\b")


class FlaskMailer:
    """Sends over SMTP with the application's Flask-Mail settings; works within an application context."""

    def __init__(
        self, mail: flask_mail.Mail, *, sender: str, sender_name: str = "", patience: float = PATIENCE
    ) -> None:
        self._mail = mail
        self._sender = sender
        self._sender_name = sender_name
        self._patience = patience

    def send(self, mail: OutgoingMail) -> None:
        """Send one mail. Raises Unavailable when a later try may help, Refused when it will not."""
        message = _Worded(mail, worded(mail, sender=self._sender, sender_name=self._sender_name))
        with _server_errors(), _PatientConnection(self._mail.connect(), self._patience) as connection:
            connection.send(message)


class FolderMailer:
    """Writes each mail as an .eml file, which any mail program opens."""

    def __init__(self, folder: Path, *, sender: str, sender_name: str = "") -> None:
        self._folder = folder
        self._sender = sender
        self._sender_name = sender_name

    def send(self, mail: OutgoingMail) -> None:
        """Keep one mail; a repeat of the same `message_id` replaces it. Raises Unavailable or Refused."""
        message = worded(mail, sender=self._sender, sender_name=self._sender_name)
        try:
            write_whole(self._folder / file_name(mail.message_id, ".eml"), message.as_bytes())
        except OSError as error:
            raise Unavailable("the folder did not take the mail") from error


class _Worded(flask_mail.Message):
    """A Flask-Mail message whose words are ours: Flask-Mail's own leave long lines unbroken."""

    def __init__(self, mail: OutgoingMail, message: EmailMessage) -> None:
        super().__init__(mail.subject, recipients=[mail.recipient], body=mail.text, sender=message["From"])
        self.msgId = message["Message-ID"]
        self._message_on_the_wire = message

    def as_bytes(self) -> bytes:
        return self._message_on_the_wire.as_bytes()


class _PatientConnection(flask_mail.Connection):
    """A connection that gives up in time, checks the server's certificate and forgives a rude goodbye."""

    def __init__(self, plain: flask_mail.Connection, patience: float) -> None:
        super().__init__(plain.mail)
        self._patience = patience

    def configure_host(self) -> smtplib.SMTP:
        """A server ready for mail. Raises Unavailable: what fails here is not the mail's fault."""
        try:
            return self._signed_in(self._reached())
        except (smtplib.SMTPException, OSError) as error:
            raise Unavailable(f"no mail server: {_told(error)}") from error

    def __exit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        # The mail is taken or refused by now. A failing goodbye must not make a sent mail look unsent.
        with suppress(smtplib.SMTPException, OSError):
            if self.host is not None:
                self.host.quit()

    def _reached(self) -> smtplib.SMTP:
        if self.mail.use_ssl:
            return smtplib.SMTP_SSL(
                self.mail.server, self.mail.port, timeout=self._patience, context=ssl.create_default_context()
            )
        return smtplib.SMTP(self.mail.server, self.mail.port, timeout=self._patience)

    def _signed_in(self, host: smtplib.SMTP) -> smtplib.SMTP:
        try:
            if self.mail.use_tls:
                host.starttls(context=ssl.create_default_context())
            if self.mail.username and self.mail.password:
                host.login(self.mail.username, self.mail.password)
        except BaseException:
            host.close()
            raise
        return host


@contextmanager
def _server_errors() -> Iterator[None]:
    """What the server says of one mail: 5xx will not change, everything else may."""
    try:
        yield
    except smtplib.SMTPRecipientsRefused as error:
        code, reply = next(iter(error.recipients.values()))
        raise _verdict(code, reply) from error
    except smtplib.SMTPResponseException as error:
        raise _verdict(error.smtp_code, error.smtp_error) from error
    except (smtplib.SMTPNotSupportedError, flask_mail.BadHeaderError, ValueError) as error:
        raise Refused("the server cannot send such a mail") from error
    except (smtplib.SMTPException, OSError) as error:
        raise Unavailable(_told(error)) from error


def _verdict(code: int, reply: bytes | str) -> Refused | Unavailable:
    """The codes of a reply without its words: they repeat the recipient's address."""
    enhanced = _ENHANCED.search(reply if isinstance(reply, bytes) else reply.encode())
    told = f"SMTP {code} {enhanced.group().decode()}" if enhanced else f"SMTP {code}"
    # 530 and 535 ask the operator for a password; the mail is good.
    return Refused(told) if 500 <= code < 600 and code not in {530, 535} else Unavailable(told)


def _told(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return str(_verdict(error.smtp_code, error.smtp_error))
    return type(error).__name__
