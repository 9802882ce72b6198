"""Mail over a real SMTP conversation, and what each answer of the server means."""

import socket
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.policy import default

import flask_mail
import pytest
from flask import Flask

from portal.adapters.mail import FlaskMailer
from portal.ports import MailFile, OutgoingMail, Refused, Unavailable
from tests.adapters.smtp_servers import Grumpy, serving, silence
from tests.support.mail import Postbox

RECIPIENT = "tam.nguyen@example.com"
# One paragraph, far beyond the 998 octets that SMTP allows in a line.
LONG = "Kính gửi Ông Nguyễn Văn Tám, Sở Công Thương trả lời phản ánh của Ông như sau. " * 30
MAIL = OutgoingMail(
    recipient=RECIPIENT,
    subject="Đã tiếp nhận phản ánh BA-2026-000123",
    text=f"{LONG}\n\nTrân trọng.\n",
    message_id="message-17@binhan.example",
)

MailerAt = Callable[..., FlaskMailer]


@pytest.fixture
def mailer_at() -> Iterator[MailerAt]:
    """Makes a mailer that sends to a local port, within an application context."""
    app = Flask("mail")
    with app.app_context():

        def made(port: int, **settings: object) -> FlaskMailer:
            app.config.update(MAIL_SERVER="127.0.0.1", MAIL_PORT=port, **settings)
            return FlaskMailer(
                flask_mail.Mail(app),
                sender="phananh@binhan.example",
                sender_name="Sở Công Thương",
                patience=2,
            )

        yield made


def test_it_delivers_the_words_as_they_are(mailer_at: MailerAt, postbox: Postbox) -> None:
    mailer_at(postbox.port).send(MAIL)
    (message,) = postbox.messages
    assert message.get_content_type() == "text/plain"
    assert message.get_content_charset() == "utf-8"
    assert message.get_content().replace("\r\n", "\n") == MAIL.text
    assert message["Subject"] == MAIL.subject
    assert message["To"] == RECIPIENT
    assert message["From"] == "Sở Công Thương <phananh@binhan.example>"


def test_it_says_who_it_is_and_that_nobody_need_answer(mailer_at: MailerAt, postbox: Postbox) -> None:
    mailer = mailer_at(postbox.port)
    mailer.send(MAIL)
    mailer.send(MAIL)
    first, second = postbox.messages
    assert first["Message-ID"] == second["Message-ID"] == "<message-17@binhan.example>"
    assert first["Auto-Submitted"] == "auto-generated"
    assert first["Content-Language"] == "vi"
    assert first["Date"]


def test_it_completes_an_identifier_without_a_domain(mailer_at: MailerAt, postbox: Postbox) -> None:
    mailer_at(postbox.port).send(OutgoingMail(RECIPIENT, "Thử", "Thử", message_id="message 17"))
    assert postbox.messages[0]["Message-ID"] == "<message-17@binhan.example>"


def test_it_keeps_every_line_on_the_wire_short_and_plain(mailer_at: MailerAt) -> None:
    grumpy = Grumpy()
    with serving(grumpy) as port:
        mailer_at(port).send(MAIL)
    assert grumpy.taken[0].isascii()
    assert max(len(line) for line in grumpy.taken[0].splitlines()) <= 998


def test_it_brings_files(mailer_at: MailerAt, postbox: Postbox) -> None:
    file = MailFile("Công văn trả lời.pdf", "application/pdf", b"%PDF-1.7 \x00\xff %%EOF")
    mailer_at(postbox.port).send(OutgoingMail(RECIPIENT, "Trả lời", "Kèm văn bản.", "m-1", files=(file,)))
    (attached,) = postbox.messages[0].iter_attachments()
    assert attached.get_filename() == file.name
    assert attached.get_content_type() == file.media_type
    assert attached.get_content() == file.content


def test_it_reaches_an_international_domain(mailer_at: MailerAt, postbox: Postbox) -> None:
    mailer_at(postbox.port).send(OutgoingMail("tam@bìnhan.example", "Thử", "Thử", "m-2"))
    assert postbox.messages[0]["To"] == "tam@xn--bnhan-tsa.example"


@pytest.mark.parametrize(
    ("grumpy", "raised", "told"),
    [
        # the mailbox does not exist: no later try will make it
        (Grumpy(rcpt=f"550 5.1.1 <{RECIPIENT}> unknown"), Refused, "SMTP 550 5.1.1"),
        # greylisting: come back later
        (Grumpy(rcpt=f"451 4.7.1 <{RECIPIENT}> greylisted"), Unavailable, "SMTP 451 4.7.1"),
        # taken for spam
        (Grumpy(data="554 5.7.1 rejected"), Refused, "SMTP 554 5.7.1"),
        # the disk of the server is full
        (Grumpy(data="452 insufficient storage"), Unavailable, "SMTP 452"),
        # the server wants a password first: the operator's matter, the mail is good
        (Grumpy(rcpt="530 5.7.0 authentication required"), Unavailable, "SMTP 530 5.7.0"),
    ],
    ids=["unknown", "greylisted", "spam", "full", "password"],
)
def test_it_tells_never_from_not_now(
    mailer_at: MailerAt, grumpy: Grumpy, raised: type[Exception], told: str
) -> None:
    with serving(grumpy) as port, pytest.raises(raised) as caught:
        mailer_at(port).send(MAIL)
    assert str(caught.value) == told
    # an error is kept and logged, and the server's words repeat the address
    assert RECIPIENT not in str(caught.value)


def test_it_waits_for_a_server_that_is_not_there(mailer_at: MailerAt) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = int(server.getsockname()[1])
    with pytest.raises(Unavailable):
        mailer_at(port).send(MAIL)


def test_it_gives_up_on_a_server_that_says_nothing(mailer_at: MailerAt) -> None:
    with silence() as port:
        mailer = mailer_at(port, patience=0.2)
        with pytest.raises(Unavailable):
            mailer.send(MAIL)


@pytest.mark.parametrize("settings", [{"MAIL_USE_TLS": True}, {"MAIL_USERNAME": "a", "MAIL_PASSWORD": "b"}])
def test_it_waits_for_a_server_that_cannot_do_what_is_configured(
    mailer_at: MailerAt, postbox: Postbox, settings: dict[str, object]
) -> None:
    """Neither sent in the clear nor given up: the operator will mend it."""
    with pytest.raises(Unavailable):
        mailer_at(postbox.port, **settings).send(MAIL)
    assert postbox.messages == []


def test_it_takes_a_rude_goodbye_for_what_it_is(mailer_at: MailerAt) -> None:
    """The mail was taken; an error now would send it twice."""
    grumpy = Grumpy(quits_politely=False)
    with serving(grumpy) as port:
        mailer_at(port).send(MAIL)
    assert len(grumpy.taken) == 1


@pytest.mark.parametrize(
    "mail",
    [
        OutgoingMail("không phải địa chỉ", "Thử", "Thử", "m"),
        OutgoingMail("tâm@example.com", "Thử", "Thử", "m"),
        OutgoingMail("a@example.com\r\nBcc: b@example.com", "Thử", "Thử", "m"),
        OutgoingMail("a@example.com, b@example.com", "Thử", "Thử", "m"),
        OutgoingMail("@", "Thử", "Thử", "m"),
        OutgoingMail(f"a@{'x' * 70}.example", "Thử", "Thử", "m"),
        OutgoingMail("a@example.com", "Thử\r\nBcc: b@example.com", "Thử", "m"),
    ],
    ids=["no address", "accented", "injected", "two", "bare", "label too long", "subject"],
)
def test_it_refuses_what_can_never_be_sent(mailer_at: MailerAt, postbox: Postbox, mail: OutgoingMail) -> None:
    with pytest.raises(Refused):
        mailer_at(postbox.port).send(mail)
    assert postbox.messages == []


def test_it_lets_no_identifier_break_out_of_its_header(mailer_at: MailerAt) -> None:
    grumpy = Grumpy()
    with serving(grumpy) as port:
        mailer_at(port).send(OutgoingMail(RECIPIENT, "Thử", "Thử", "m>\r\nBcc: b@example.com"))
    assert message_from_bytes(grumpy.taken[0], policy=default)["Bcc"] is None
