"""The way to the sign-in page and back to where somebody was."""

from urllib.parse import unquote, urlsplit

from flask import current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_security.utils import get_message
from werkzeug.exceptions import HTTPException

from portal.web.shared.sentences import _

PLAIN = {"Content-Type": "text/plain; charset=utf-8"}
READING = frozenset({"GET", "HEAD"})


def is_navigation() -> bool:
    """Whether a page is being opened, as far as the browser says; not asked for by a script or a picture."""
    return request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"


def lead_to_sign_in(*_mechanisms: object, **_headers: object) -> ResponseReturnValue:
    """Ask strangers to sign in, and bring them back then; a script is told shortly, for it shows no page."""
    if not is_navigation():
        return _("Ông/Bà cần đăng nhập.") + "\n", 401, PLAIN
    if request.method in READING:
        flash(*get_message("UNAUTHENTICATED"))
        return redirect(url_for("account.sign_in", next=_address(request.url)))
    flash(_("Nội dung vừa gửi chưa được lưu. Xin đăng nhập rồi gửi lại."), "error")
    return redirect(url_for("account.sign_in", next=_page_sent_from()))


def lead_to_password(*_times: object) -> ResponseReturnValue:
    """Ask somebody who is signed in for the password again, and bring them back then."""
    if not is_navigation():
        return _("Trang này cần xác nhận lại mật khẩu.") + "\n", 401, PLAIN
    if request.method in READING:
        flash(*get_message("REAUTHENTICATION_REQUIRED"))
        return redirect(url_for("account.verify", next=_address(request.url)))
    flash(_("Nội dung vừa gửi chưa được lưu. Xin xác nhận mật khẩu rồi gửi lại."), "error")
    return redirect(url_for("account.verify", next=_page_sent_from()))


def _page_sent_from() -> str | None:
    """The page of ours that a form was sent from, if it can be opened; else one's home."""
    came_from = request.referrer or ""
    is_ours = came_from.startswith(request.host_url)
    return _address(came_from) if is_ours and _opens(came_from) else None


def _opens(address: str) -> bool:
    path = unquote(urlsplit(address).path)
    adapter = current_app.create_url_adapter(request)
    try:
        endpoint = adapter.match(path, method="GET")[0] if adapter else None
    except HTTPException:  # no such page, or one that only takes what is sent
        return False
    return endpoint not in {None, "account.sign_in", "account.verify"} and not _only_takes(path)


def _only_takes(path: str) -> bool:
    """Whether this address is spelt out for sending alone, though it looks like that of a case, say."""
    taken = [rule.methods or set() for rule in current_app.url_map.iter_rules() if rule.rule == path]
    return bool(taken) and not any("GET" in methods for methods in taken)


def _address(address: str) -> str:
    """Without scheme and host."""
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
