"""Keeping the files of a form until it is sent: made safe, stored, listed under the form's upload key."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import select, update

from portal.models.attachment import Attachment
from portal.models.case import Case
from portal.ports import FileInspector, FileProblem, FileStore, ReadyFile, Unavailable
from portal.services.act import Act
from portal.services.open_case import check_submission_key

__all__ = ["Attachment", "Upload", "drop_uploads", "give_uploads", "keep_uploads", "kept_uploads"]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in."""

    name: str
    content: bytes


def kept_uploads(act: Act, key: str) -> Sequence[Attachment]:
    """The files waiting under an upload key, in the order they came."""
    waiting = select(Attachment).where(Attachment.upload_key == key, Attachment.case_id.is_(None))
    return act.session.scalars(waiting.order_by(Attachment.id)).all()


def keep_uploads(
    act: Act, key: str, uploads: Sequence[Upload], *, most: int, inspector: FileInspector, files: FileStore
) -> list[FileProblem]:
    """Keep what can be kept under a key, at most `most` files with those there; returns why others cannot.

    The same file twice is kept once. Problems are those of FileInspector, and "too_many" and
    "unavailable". Raises RuleBroken for a key no form of ours made.
    """
    check_submission_key(key)
    problems = []
    hashes = [row.sha256 for row in kept_uploads(act, key)]
    for upload in uploads:
        try:
            ready = inspector.inspect(upload.name, upload.content)
            fingerprint = sha256(ready.content).hexdigest()
            if fingerprint in hashes:
                continue
            if len(hashes) >= most:
                raise FileProblem("too_many", ready.name)
            act.session.add(_stored(act, key, ready, files=files))
            hashes.append(fingerprint)
        except FileProblem as problem:
            problems.append(problem)
        except Unavailable:
            problems.append(FileProblem("unavailable", upload.name))
    act.session.flush()
    return problems


def _stored(act: Act, key: str, ready: ReadyFile, *, files: FileStore) -> Attachment:
    return Attachment(
        upload_key=key,
        file_key=files.put(ready.content),
        thumbnail_key=files.put(ready.thumbnail) if ready.thumbnail else "",
        name=ready.name,
        media_type=ready.media_type,
        size=len(ready.content),
        sha256=sha256(ready.content).hexdigest(),
        uploaded_at=act.now,
    )


def drop_uploads(act: Act, key: str, ids: Sequence[int] | None, *, files: FileStore) -> None:
    """Forget some of the files waiting under a key, or all of them (None)."""
    for row in kept_uploads(act, key):
        if ids is None or row.id in ids:
            act.session.delete(row)
            for file_key in filter(None, (row.file_key, row.thumbnail_key)):
                files.delete(file_key)
    act.session.flush()


def give_uploads(act: Act, key: str, case: Case) -> None:
    """Give a case the files waiting under a key: those that came with its sender's reply."""
    waiting = [row.id for row in kept_uploads(act, key)]
    if waiting:
        act.session.execute(
            update(Attachment).where(Attachment.id.in_(waiting)).values(case_id=case.id, upload_key=None)
        )
