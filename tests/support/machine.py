"""What this machine offers the tests: Chromium, PostgreSQL, and the programs that look at PDF files.

`python -m tests.support.machine` installs from Debian's packages what is missing, or says in one line what
will be left out. With PORTAL_REQUIRE_ALL=1 leaving anything out is a failure.
"""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Need:
    """Something of the machine's that some tests cannot do without."""

    name: str
    package: str
    tests: str

    def met(self) -> bool:
        looked_for = {
            "chromium": chromium,
            "postgresql": postgres_tools,
            "poppler-utils": pdf_tools,
            "openssl": openssl,
        }
        return looked_for[self.package]() is not None


NEEDS = (
    Need("Chromium", "chromium", "browser tests"),
    Need("PostgreSQL", "postgresql", "tests on PostgreSQL"),
    Need("Poppler", "poppler-utils", "a second look at signed papers"),
    Need("OpenSSL", "openssl", "a third look at signed papers"),
)


def everything_required() -> bool:
    return os.environ.get("PORTAL_REQUIRE_ALL", "") not in {"", "0"}


def chromium() -> str | None:
    """The path of Debian's Chromium, if it is there."""
    return shutil.which("chromium")


def pdf_tools() -> Path | None:
    """The folder of Poppler's programs, if it is there."""
    found = shutil.which("pdfsig")
    return Path(found).parent if found and shutil.which("pdftoppm") else None


def openssl() -> str | None:
    """The path of OpenSSL's program, if it is there."""
    return shutil.which("openssl")


def postgres_tools() -> Path | None:
    """The folder of the newest PostgreSQL's programs, if there is one; Debian keeps it out of PATH."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    if found := shutil.which("initdb"):
        folders.append(Path(found).resolve().parent)
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


def _version(folder: Path) -> int:
    number = re.match(r"\d+", folder.parent.name)
    return int(number[0]) if number else 0


def right_to_install() -> list[str] | None:
    """What stands before apt-get: nothing for root, sudo if it asks no password; None without the right."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return []
    return ["sudo", "-n"] if _sudo_without_password() else None


def _sudo_without_password() -> bool:
    if shutil.which("sudo") is None:
        return False
    return subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True).returncode == 0


def install(needs: list[Need], prefix: list[str]) -> None:
    """Fetch the packages; a failure shows as a need still unmet."""
    say(f"Installing {', '.join(need.name for need in needs)} from Debian's packages ...")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    packages = [need.package for need in needs]
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        subprocess.run([*prefix, "apt-get", *command], check=False, env=quiet, stdout=subprocess.DEVNULL)


def main() -> int:
    missing = [need for need in NEEDS if not need.met()]
    prefix = right_to_install()
    if missing and prefix is not None:
        install(missing, prefix)
    left_out = [need for need in missing if not need.met()]
    if left_out:
        say("Left out, for want of " + " and ".join(f"{need.name}: {need.tests}" for need in left_out) + ".")
    return 1 if left_out and everything_required() else 0


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
