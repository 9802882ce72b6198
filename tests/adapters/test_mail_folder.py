"""Mail kept in a folder while no server is named."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from portal.adapters.mail import FolderMailer
from portal.ports import OutgoingMail, Refused, Unavailable

MAIL = OutgoingMail(
    "tam.nguyen@example.com",
    "Đã tiếp nhận phản ánh",
    "Kính gửi Ông,\nĐã tiếp nhận.\n",
    "message-17@binhan.example",
)


def folder_mailer(folder: Path) -> FolderMailer:
    return FolderMailer(folder, sender="phananh@binhan.example", sender_name="Sở Công Thương")


def test_it_writes_a_mail_that_mail_programs_read(tmp_path: Path) -> None:
    folder_mailer(tmp_path / "mail").send(MAIL)
    (path,) = (tmp_path / "mail").iterdir()
    message = message_from_bytes(path.read_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    assert path.suffix == ".eml"
    assert message["To"] == MAIL.recipient
    assert message["Subject"] == MAIL.subject
    assert message.get_content().replace("\r\n", "\n") == MAIL.text


def test_it_names_the_file_without_naming_anybody(tmp_path: Path) -> None:
    folder_mailer(tmp_path).send(MAIL)
    assert [path.name for path in tmp_path.iterdir()] == ["message-17-binhan.example.eml"]


def test_it_keeps_one_file_however_often_it_is_sent(tmp_path: Path) -> None:
    for _ in range(3):
        folder_mailer(tmp_path).send(MAIL)
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("message_id", ["../../etc/passwd", "/etc/passwd", "..", "", "a\x00b", "x" * 400])
def test_it_stays_in_its_folder(tmp_path: Path, message_id: str) -> None:
    folder = tmp_path / "mail"
    folder_mailer(folder).send(OutgoingMail("a@example.com", "Thử", "Thử", message_id))
    assert [path.parent for path in tmp_path.rglob("*.eml")] == [folder]


def test_it_waits_for_a_folder_that_does_not_take_it(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("a file in the way")
    with pytest.raises(Unavailable):
        folder_mailer(tmp_path / "mail").send(MAIL)


def test_it_refuses_what_no_server_would_take(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        folder_mailer(tmp_path).send(OutgoingMail("nobody", "Thử", "Thử", "m"))
    assert list(tmp_path.iterdir()) == []
