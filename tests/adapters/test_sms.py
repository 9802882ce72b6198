"""Short messages while no gateway is connected."""

from pathlib import Path

import pytest
from structlog.testing import capture_logs

from portal.adapters.sms import LoggingSms
from portal.ports import Unavailable

PHONE, TEXT = "+84903000412", "So Cong Thuong da tra loi phan anh BA-2026-000123."


def test_it_shows_the_operator_what_would_be_sent(tmp_path: Path) -> None:
    LoggingSms(tmp_path / "sms").send(PHONE, TEXT, "message-9")
    assert (tmp_path / "sms" / "message-9.txt").read_text() == f"{PHONE}\n\n{TEXT}\n"


def test_it_logs_that_there_was_one_and_nothing_else(tmp_path: Path) -> None:
    with capture_logs() as lines:
        LoggingSms(tmp_path).send(PHONE, TEXT, "message-9")
    assert lines == [{"event": "sms_kept", "file": "message-9.txt", "log_level": "info"}]


def test_it_keeps_one_file_however_often_it_is_sent(tmp_path: Path) -> None:
    LoggingSms(tmp_path).send(PHONE, TEXT, "message-9")
    LoggingSms(tmp_path).send(PHONE, TEXT, "message-9")
    assert len(list(tmp_path.iterdir())) == 1


def test_it_waits_for_a_folder_that_does_not_take_it(tmp_path: Path) -> None:
    (tmp_path / "sms").touch()
    with pytest.raises(Unavailable):
        LoggingSms(tmp_path / "sms").send(PHONE, TEXT, "message-9")
