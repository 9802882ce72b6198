"""Short messages while no gateway is connected: shown to the operator instead of sent."""

from pathlib import Path

import structlog

from portal.adapters.atomic import write_whole
from portal.adapters.message_names import file_name
from portal.ports import Unavailable

log = structlog.get_logger("portal.sms")


class LoggingSms:
    """Writes each message to a text file; the log says that there was one, not to whom or what about."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, phone: str, text: str, message_id: str) -> None:
        """Keep one message; a repeat of the same `message_id` replaces it. Raises Unavailable."""
        path = self._folder / file_name(message_id, ".txt")
        try:
            write_whole(path, f"{phone}\n\n{text}\n".encode())
        except OSError as error:
            raise Unavailable("the folder did not take the message") from error
        log.info("sms_kept", file=path.name)
