"""What the processes write: one JSON object a line, on standard error, without personal data.

No addresses of people (neither IP nor e-mail), no query strings, no references: the route's pattern and the
endpoint say what was asked without saying by whom or about what.
"""

import logging
import sys
import time
import uuid
from typing import Any

import structlog
from flask import Flask, Response, g, request

log = structlog.get_logger("portal.request")


def configure_logs(*, verbose: bool) -> None:
    """Send our own events and those of the libraries through one renderer."""
    before: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *before,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=before,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    logging.getLogger().handlers = [handler]
    logging.getLogger().setLevel(logging.WARNING)
    logging.getLogger("portal").setLevel(logging.INFO if verbose else logging.WARNING)


def log_requests(app: Flask) -> None:
    """One line for each request, under an identifier that every event within it shares."""

    @app.before_request
    def begin() -> None:
        g.begun = time.perf_counter()
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=uuid.uuid4().hex[:12])

    @app.after_request
    def end(response: Response) -> Response:
        log.info(
            "request",
            method=request.method,
            route=request.url_rule.rule if request.url_rule else None,
            status=response.status_code,
            milliseconds=round((time.perf_counter() - g.begun) * 1000),
        )
        return response
