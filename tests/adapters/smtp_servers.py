"""SMTP servers with manners that a well-behaved postbox never shows."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.support.postgres import free_port


@dataclass
class Grumpy:
    """Answers each step as told, and keeps what it took all the same."""

    rcpt: str = "250 OK"
    data: str = "250 OK"
    quits_politely: bool = True
    taken: list[bytes] = field(default_factory=list)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if isinstance(envelope.content, bytes):
            self.taken.append(envelope.content)
        return self.data

    async def handle_QUIT(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if not self.quits_politely:
            assert server.transport is not None
            server.transport.close()
        return "221 Bye"


@contextmanager
def serving(grumpy: Grumpy) -> Iterator[int]:
    """The port at which it serves while the block lasts."""
    controller = Controller(grumpy, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


@contextmanager
def silence() -> Iterator[int]:
    """A port that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield int(server.getsockname()[1])
