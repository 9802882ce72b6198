"""Styles, scripts, fonts and pictures: served before Flask is asked, kept by browsers while unchanged."""

import re
from collections.abc import Iterable
from hashlib import blake2s
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask
from whitenoise import WhiteNoise

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# The version is a folder of the address and not a query behind it, so that what a style sheet or a script
# names beside itself (a font, a module) has the same version, and the same address as in the page's preload.
VERSIONED = re.compile(r"/static/(?P<version>[0-9a-f]{12})/(?P<name>.+)")
A_YEAR = 365 * 24 * 60 * 60
AN_HOUR = 60 * 60


def install_assets(app: Flask) -> None:
    """Serve the static folder; addresses made by `url_for("static", …)` hold its version.

    While developing, files are read anew each time and addresses hold no version.
    """
    folder = Path(str(app.static_folder))
    version = None if app.config["PORTAL_ENV"] == "development" else version_of(folder)

    @app.url_defaults
    def name_version(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and version:
            values["filename"] = f"{version}/{values['filename']}"

    app.wsgi_app = VersionedFiles(app.wsgi_app, folder, version)  # type: ignore[method-assign]


def version_of(folder: Path) -> str:
    """A digest of all files below the folder, names and contents."""
    digest = blake2s(digest_size=6)
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


class VersionedFiles:
    """Answers for static files; under the present version they may be kept for a year.

    Another version is answered too, for an hour: while a release is rolled out over several machines, a page
    of the new one may well ask a machine that still has the old.
    """

    def __init__(self, application: "WSGIApplication", folder: Path, version: str | None) -> None:
        self.passing = served(application, folder, max_age=AN_HOUR, autorefresh=version is None)
        self.lasting = served(application, folder, max_age=A_YEAR)
        self.version = version

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        files = self.passing
        if asked := VERSIONED.fullmatch(environ.get("PATH_INFO", "")):
            environ = {**environ, "PATH_INFO": f"/static/{asked['name']}"}
            files = self.lasting if asked["version"] == self.version else self.passing
        answer: Iterable[bytes] = files(environ, start_response)
        return answer


def served(application: "WSGIApplication", folder: Path, **how: Any) -> WhiteNoise:
    def no_guessing(headers: Any, path: str, url: str) -> None:
        headers["X-Content-Type-Options"] = "nosniff"

    return WhiteNoise(
        application,
        root=str(folder),
        prefix="static",
        allow_all_origins=False,
        add_headers_function=no_guessing,
        **how,
    )
