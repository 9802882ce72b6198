"""File names of messages kept in a folder."""

import re

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def file_name(message_id: str, extension: str) -> str:
    """A file name made of the message's identifier alone: no recipient, no way out of the folder."""
    clean = _UNSAFE.sub("-", message_id).strip(".-")
    return f"{clean[:100] or 'message'}{extension}"
