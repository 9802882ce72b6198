"""How a web process takes connections: as many as it has threads free for."""

from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker


class EvenWorker(ThreadWorker):  # type: ignore[misc]  # Gunicorn has no types
    """Gunicorn's threaded worker, with connections spread over the processes by what each has to do.

    Gunicorn's own takes whatever waits: of eight readers the process that woke first took seven, and they waited for
    one another beside a process with nothing to do.
    """

    asked = 0

    def enqueue_req(self, conn: TConn) -> None:
        """Hand a connection to a thread."""
        self.asked += 1
        self._weigh()
        super().enqueue_req(conn)

    def finish_request(self, conn: TConn, fs: Any) -> None:
        """Take the thread back."""
        self.asked -= 1
        self._weigh()
        super().finish_request(conn, fs)

    def _weigh(self) -> None:
        """While all threads here are at work, new connections are left to the other processes.

        Who asks without a pause must not keep them waiting either: of more connections than threads, the next that is
        answered is closed, and comes back behind those that wait.
        """
        at_work = self.asked >= self.cfg.threads
        self.worker_connections = 0 if at_work else self.cfg.worker_connections
        self.max_keepalived = (
            0 if at_work and self.nr_conns > self.cfg.threads else self.cfg.worker_connections
        )
