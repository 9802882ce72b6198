"""The browser of the page tests: it fails on a malformed page and on a request that left its work unsaved."""

from collections.abc import Callable
from typing import Any, cast

from flask import Flask, g
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session, SessionTransaction, UOWTransaction
from werkzeug.test import TestResponse

from portal.extensions import db
from tests.support.page import Form, Page, faults

UNSAVED = "unsaved"


class CheckingClient(FlaskClient):
    """A visitor without JavaScript who reads every page with a critical eye."""

    before_each: Callable[[], None] = staticmethod(lambda: None)
    after_each: Callable[[], None] = staticmethod(lambda: None)

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        self.before_each()
        response = super().open(*args, **{"buffered": True, **kwargs})
        self.after_each()
        if unsaved := self.application.extensions[UNSAVED]:
            left = unsaved.copy()
            unsaved.clear()
            raise AssertionError(f"{response.request.path} left the session with {', '.join(left)}")
        if response.mimetype == "text/html" and response.status_code not in {301, 302, 303, 307, 308}:
            wrong = faults(response.get_data(as_text=True))
            assert not wrong, f"{response.request.path}: " + "; ".join(wrong)
        return response

    def page(self, address: str, status: int = 200, **query: str) -> Page:
        """The page at an address, redirects followed; the answer must have this status."""
        return self._landed(self.get(address, query_string=query or None, follow_redirects=True), status)

    def send(self, form: Form, *, status: int = 200, **typed: Any) -> Page:
        """Fill a form (None empties a field, a list fills several of one name), send it, follow redirects."""
        fields = {**form.fields, **typed}
        filled = {name: value for name, value in fields.items() if value is not None}
        return self._landed(
            self.open(
                form.action,
                method=form.method,
                follow_redirects=True,
                **({"data": filled} if form.method == "POST" else {"query_string": filled}),
            ),
            status,
        )

    def _landed(self, response: TestResponse, status: int) -> Page:
        assert response.status_code == status, (response.request.path, response.status)
        return Page(response.get_data(as_text=True), response.request.path)


def checking_client(app: Flask) -> CheckingClient:
    app.test_client_class = CheckingClient
    return cast(CheckingClient, app.test_client())


def watch_sessions(app: Flask) -> None:
    """Note for each request what its session still held unsaved when the request was over."""
    unsaved: list[str] = app.extensions.setdefault(UNSAVED, [])

    @app.before_request
    def a_request() -> None:
        g.in_request = True

    @app.teardown_request
    def look(error: BaseException | None) -> None:
        if not g.pop("in_request", False) or not db.session.registry.has():
            return
        session = db.session()
        if session.new or session.dirty or session.deleted:
            unsaved.append("changes that nobody flushed")
        elif session.info.get(UNSAVED):
            unsaved.append("changes that nobody committed")

    event.listen(db.session, "after_flush", note_flush)
    event.listen(db.session, "do_orm_execute", note_statement)
    event.listen(db.session, "after_transaction_end", forget)


def note_flush(session: Session, context: UOWTransaction) -> None:
    if session.new or session.dirty or session.deleted:
        session.info[UNSAVED] = True


def note_statement(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        state.session.info[UNSAVED] = True


def forget(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        session.info.pop(UNSAVED, None)
