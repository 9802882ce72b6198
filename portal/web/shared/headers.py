"""The security and caching headers of every page."""

from collections.abc import Sequence
from typing import Any

from flask import Flask, Response, g, request

from portal.extensions import talisman

# No inline code and nothing from elsewhere: what a page runs or paints is a file of ours.
CONTENT_POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "img-src": "'self' data: blob:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}
# For stored files: whatever one may hold, nothing of it runs here.
INERT = {"default-src": "'none'", "sandbox": ""}
# The public form asks for the camera through a plain file field, which needs no permission.
PERMISSIONS = {"geolocation": "(self)", "camera": "()", "microphone": "()", "browsing-topics": "()"}


def install_headers(app: Flask) -> None:
    """Put the headers on every response. Whether people are sent to https is the proxy's business."""
    secure: dict[str, Any] = {
        "strict_transport_security": app.config["PREFERRED_URL_SCHEME"] == "https",
        "session_cookie_secure": app.config["SESSION_COOKIE_SECURE"],
    }
    # Registered first and so run last: it changes what the others have set.
    app.after_request(open_frames)
    talisman.init_app(
        app,
        force_https=False,
        content_security_policy=CONTENT_POLICY,
        content_security_policy_nonce_in=["script-src"],
        permissions_policy=PERMISSIONS,
        # A follow link holds the sender's code: other sites learn our name at most.
        referrer_policy="strict-origin-when-cross-origin",
        **secure,
    )
    app.after_request(limit_caching)


def framed_by(origins: Sequence[str]) -> None:
    """Let these sites, and no others, show the page of this request in a frame."""
    g.framed_by = tuple(origins)


def open_frames(response: Response) -> Response:
    """Name the sites that may frame a page; only the one header can name them, so the older one goes."""
    origins: tuple[str, ...] | None = g.get("framed_by")
    if origins is not None:
        policy = response.headers["Content-Security-Policy"]
        allowed = " ".join(origins) or "'none'"
        ours = f"frame-ancestors {CONTENT_POLICY['frame-ancestors']}"
        response.headers["Content-Security-Policy"] = policy.replace(ours, f"frame-ancestors {allowed}")
        response.headers.pop("X-Frame-Options", None)
    return response


def limit_caching(response: Response) -> Response:
    """No page is kept by others, and the staff's pages are not kept at all.

    Public pages are not `no-store`: browsers would then forget what was typed when going back.
    """
    if "Cache-Control" not in response.headers:
        public = request.blueprint in {"public", None}
        response.headers["Cache-Control"] = "private, no-cache" if public else "no-store"
    return response
