"""The files of a public form: kept under its upload key, listed, and taken out again."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import request

from portal.domain.time import local_day
from portal.ports import FileProblem
from portal.services.keep_uploads import Upload, drop_uploads, keep_uploads, kept_uploads
from portal.web.public.grants import sending
from portal.web.shared.acting import now, ports, settings
from portal.web.shared.limits import UPLOADING, spend
from portal.web.shared.numbers import wholes
from portal.web.shared.office import receiving_unit
from portal.web.shared.sentences import _
from portal.web.shared.words import size

# What a phone offers to pick from; what is taken is decided by content.
ACCEPTED = "image/jpeg,image/png,image/heic,.heic,.pdf,.docx"


@dataclass(frozen=True, slots=True)
class KeptFile:
    """One kept file as the form lists it."""

    id: int
    name: str
    size_words: str


def most_files() -> int:
    """How many files may come with a case, by the receiving unit's policy."""
    unit = receiving_unit()
    return settings().unit_policy(unit.id, local_day(now())).attachments_per_case if unit else 5


def kept_files(key: str) -> list[KeptFile]:
    """What is kept under a key."""
    return [KeptFile(row.id, row.name, size(row.size)) for row in kept_uploads(sending(), key)]


def take_files(form: Any, most: int | None = None) -> None:
    """Drop what the sender took out, keep what came with this request, and say what could not be kept.

    `most` is how many may still come, where the case has some already.
    """
    most = most_files() if most is None else most
    key = form.submission_key.data
    dropped = wholes(request.form.getlist("drop"))
    if dropped:
        drop_uploads(sending(), key, dropped, files=ports().files)
    for problem in _keep(key, most):
        form.complain("files", problem_words(problem, most))


def forget_files(key: str) -> None:
    """Forget everything kept under a key: this is not the place for it."""
    drop_uploads(sending(), key, None, files=ports().files)


def _keep(key: str, most: int) -> Sequence[FileProblem]:
    sent = [file for file in request.files.getlist("files") if file.filename]
    if not sent:
        return []
    if not spend(UPLOADING):
        return [FileProblem("too_often", "")]
    uploads = [Upload(file.filename or "", file.stream.read()) for file in sent]
    return keep_uploads(sending(), key, uploads, most=most, inspector=ports().inspector, files=ports().files)


def problem_words(problem: FileProblem, most: int) -> str:
    """Why a file was not taken, and what to do about it."""
    sentences = {
        "type": _("%(name)s: chỉ nhận ảnh JPEG, PNG, HEIC và tệp PDF, DOCX.", name=problem.name),
        "size": _("%(name)s: tệp quá lớn. Xin chọn tệp không quá 10 MB.", name=problem.name),
        "empty": _("%(name)s: tệp không có nội dung.", name=problem.name),
        "damaged": _("%(name)s: tệp bị hỏng, không đọc được. Xin chụp hoặc lưu lại.", name=problem.name),
        "infected": _("%(name)s: tệp chứa mã độc nên không được nhận.", name=problem.name),
        "too_many": _("%(name)s: chỉ gửi được tối đa %(n)s tệp.", name=problem.name, n=most),
        "too_often": _("Từ mạng này đã gửi quá nhiều tệp. Xin thử lại sau, nội dung vẫn còn nguyên."),
    }
    later = _("%(name)s: chưa lưu được tệp lúc này. Xin thử lại.", name=problem.name)
    return sentences.get(problem.code, later)
