"""Names of uploaded files, made fit to be shown and saved anywhere."""

import re
import unicodedata

from portal.domain.text import nfc

LONGEST = 120

# What Windows does not allow in a name; a name may be saved on any machine.
_RESERVED = re.compile(r'[<>:"|?*]')
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,5}$")


def clean_name(name: str, extension: str = "") -> str:
    """The last part of a path as a plain name of at most 120 characters, with this extension if one is given.

    Control and formatting characters go: a right-to-left mark can make "gpj.exe" read as "exe.jpg".
    """
    last = nfc(name).replace("\\", "/").rpartition("/")[2]
    plain = _RESERVED.sub("-", "".join(char for char in last if unicodedata.category(char)[0] != "C"))
    plain = " ".join(plain.split()).strip(". ")
    stem = _EXTENSION.sub("", plain) if extension else plain
    return f"{stem[: LONGEST - len(extension)].rstrip('. ') or 'tep-dinh-kem'}{extension}"
