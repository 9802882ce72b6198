"""The files that go with an answer: kept while it is written, seen by the sender once it is issued."""

from collections.abc import Sequence
from hashlib import sha256

from sqlalchemy import select

from portal.domain.answers import AnswerStatus, AnswerStep, IllegalAnswerStep
from portal.domain.permissions import Permission
from portal.models.answer import Answer
from portal.models.attachment import Attachment
from portal.models.case import Case
from portal.ports import FileProblem, Ports, Unavailable
from portal.services.act import Act
from portal.services.keep_uploads import Upload
from portal.services.transition import require

EDITABLE = (AnswerStatus.DRAFT, AnswerStatus.SENT_BACK)


def attach_to_answer(
    act: Act, case: Case, answer: Answer, *, uploads: Sequence[Upload], ports: Ports
) -> list[FileProblem]:
    """Put files to an answer that is being written; returns why some cannot be taken.

    The same file twice is kept once. Problems are those of FileInspector, and "too_many" and "unavailable".
    Raises NotPermitted, IllegalAnswerStep.
    """
    _check(act, case, answer)
    most = act.settings.unit_policy(case.receiving_unit_id, act.today).attachments_per_case
    kept = {row.sha256 for row in answer_files(act, answer)}
    problems = []
    for upload in uploads:
        try:
            row = _stored(act, upload, ports)
            if row.sha256 in kept:
                continue
            if len(kept) >= most:
                raise FileProblem("too_many", row.name)
        except FileProblem as problem:
            problems.append(problem)
            continue
        row.case_id, row.answer_id = case.id, answer.id
        act.session.add(row)
        kept.add(row.sha256)
    act.session.flush()
    return problems


def _stored(act: Act, upload: Upload, ports: Ports) -> Attachment:
    ready = ports.inspector.inspect(upload.name, upload.content)
    try:
        file_key = ports.files.put(ready.content)
        thumbnail_key = ports.files.put(ready.thumbnail) if ready.thumbnail else ""
    except Unavailable:
        raise FileProblem("unavailable", upload.name) from None
    return Attachment(
        file_key=file_key,
        thumbnail_key=thumbnail_key,
        name=ready.name,
        media_type=ready.media_type,
        size=len(ready.content),
        sha256=sha256(ready.content).hexdigest(),
        by_sender=False,
        uploaded_at=act.now,
    )


def answer_files(act: Act, answer: Answer) -> Sequence[Attachment]:
    """The files of an answer, in the order they came."""
    wanted = select(Attachment).where(Attachment.answer_id == answer.id)
    return act.session.scalars(wanted.order_by(Attachment.id)).all()


def drop_from_answer(act: Act, case: Case, answer: Answer, *, file_id: int) -> None:
    """Take a file off an answer that is being written. Raises NotPermitted, IllegalAnswerStep.

    The row is let go and swept with its content later: a transaction that fails loses no file.
    """
    _check(act, case, answer)
    for row in answer_files(act, answer):
        if row.id == file_id:
            row.case_id, row.answer_id = None, None
    act.session.flush()


def _check(act: Act, case: Case, answer: Answer) -> None:
    require(act.actor, Permission.WRITE_ANSWER, case)
    if answer.status not in EDITABLE:
        raise IllegalAnswerStep(AnswerStep.SAVE, answer.status)
