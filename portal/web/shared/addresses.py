"""Addresses in templates; those that take nothing are made once, since each page names two dozen of them."""

from typing import Any

from flask import Flask, has_request_context, request

FILE = {"filename"}


def install_addresses(app: Flask) -> None:
    """Have templates take the addresses of pages without values, and of files, from those made before."""
    made: dict[tuple[str, str], str] = {}

    def url_for(endpoint: str, **values: Any) -> str:
        changing = values and (endpoint != "static" or values.keys() != FILE)
        # Below another path than usual, which whoever asks may name, nothing is kept.
        if changing or endpoint.startswith(".") or not has_request_context() or request.script_root:
            return app.url_for(endpoint, **values)
        key = (endpoint, values.get("filename", ""))
        if key not in made:
            made[key] = app.url_for(endpoint, **values)
        return made[key]

    app.jinja_env.globals["url_for"] = url_for
