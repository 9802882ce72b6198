"""How a web process takes connections: as many as it has threads free for."""

import socket
from threading import Thread
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker


class EvenWorker(ThreadWorker):  # type: ignore[misc]  # Gunicorn has no types
    """Gunicorn's threaded worker, with connections spread over the processes by what each has to do.

    Gunicorn's own takes whatever waits: of eight readers the process that woke first took seven, and they waited for
    one another beside a process with nothing to do. While all threads here are at work, new connections are left to
    the other processes. Who asks without a pause must not keep them waiting either: a request that comes while all
    threads are at work, over one of more connections than threads, is the last of its connection.
    """

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.asked = 0
        self.sent_ahead: list[TConn] = []

    def accept(self, listener: socket.socket) -> None:
        """Take a connection, unless a request of a kept one was quicker."""
        if self.asked < self.cfg.threads:
            super().accept(listener)

    def enqueue_req(self, conn: TConn) -> None:
        """Hand a connection to a thread."""
        self.asked += 1
        self._weigh()
        super().enqueue_req(conn)

    def finish_request(self, conn: TConn, fs: Any) -> None:
        """Take the thread back."""
        self.asked -= 1
        self._weigh()
        kept = None if fs.cancelled() or fs.exception() else fs.result()
        if kept is False:
            self.nr_conns -= 1
            close(conn)
        elif kept is True and conn.parser.unreader.buf.getvalue():
            self.sent_ahead.append(conn)
        else:
            super().finish_request(conn, fs)

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        """See what came; a request that was sent before the last answer has its turn after that."""
        ahead, self.sent_ahead = self.sent_ahead, []
        super().wait_for_and_dispatch_events(0 if ahead else timeout)
        for conn in ahead:
            self.enqueue_req(conn)

    def set_accept_enabled(self, enabled: bool) -> None:
        """Listen for new connections or not; who waits when the process ends is still let in."""
        super().set_accept_enabled(enabled)
        for listener in () if self.alive else self.sockets:
            listener.setblocking(False)
            before = -1
            while before < self.nr_conns:
                before = self.nr_conns
                super().accept(listener)

    def _weigh(self) -> None:
        at_work, most = self.asked >= self.cfg.threads, self.cfg.worker_connections
        self.worker_connections = 0 if at_work else most
        self.max_keepalived = 0 if at_work and self.nr_conns > self.cfg.threads else most - self.cfg.threads


def close(conn: TConn) -> None:
    """End a connection, without waiting for the other side.

    Gunicorn waits up to two seconds for its goodbye, and so would everybody else in the process. Without that an
    answer can be lost, but only while something that was sent is unread.
    """
    if something_unread(conn):
        Thread(target=conn.close, kwargs={"graceful": True}, daemon=True).start()
    else:
        conn.close()


def something_unread(conn: TConn) -> bool:
    """Whether more came over a connection than was read."""
    if conn.parser is not None and conn.parser.unreader.buf.getvalue():
        return True
    try:
        return bool(conn.sock.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT))
    except OSError:  # nothing there, or closed already
        return False
