"""Sealing: every word of a case goes into one encrypted document, and the tables keep a stub (rules §7)."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import delete, select, update

from portal.domain.sealing import FileFacts, SealedDocument, skeleton
from portal.domain.time import ONE_DAY
from portal.models.attachment import Attachment
from portal.models.ballot import Invitation
from portal.models.case import Case
from portal.models.letter import Letter, LetterDelivery
from portal.models.message import Message
from portal.models.public_version import PublicPicture
from portal.models.sealed import ForgottenFile, SealedContent, SealedFile
from portal.ports import FileStore, Ports, Unavailable
from portal.queries.cases import attachments, history
from portal.queries.sealed_words import NEUTRAL, UNSENT, WORDED, Worded, late_rows_of, rows_of
from portal.services.act import Act
from portal.services.errors import RuleBroken
from portal.services.forget_bulk import forget_steps_about
from portal.services.read_sealed import read_sealed


@dataclass(frozen=True, slots=True)
class Sealing:
    """The files written while a case is sealed, taken back when it cannot be."""

    files: FileStore
    written: list[str] = field(default_factory=list)

    def put(self, content: bytes) -> str:
        """Store sealed content and return its key. Raises Unavailable."""
        key = self.files.put(content)
        self.written.append(key)
        return key

    def take_back(self) -> None:
        """Forget what was written: the transaction will not refer to it."""
        for key in self.written:
            self.files.delete(key)


def seal_case(act: Act, case: Case, ports: Ports) -> None:
    """Replace the words and files of a sealed case by ciphertext, in the transaction that diverts it.

    The plain files go when the worker sees that the transaction was committed: until then either form can be
    read. Raises RuleBroken when the store does not take the sealed files, SealBroken when there is no key.
    """
    act.session.flush()
    with _taken_back(Sealing(ports.files)) as sealing:
        files = _sealed_files(act, case, ports, sealing=sealing)
        rows = {each.model.__tablename__: rows_of(act.session, each, case.id) for each in WORDED}
        document = SealedDocument(case.reference, rows, files)
        act.session.add(
            SealedContent(
                case_id=case.id,
                ciphertext=ports.vault.seal(document.dump()),
                key_id=ports.vault.key_id,
                sealed_at=act.now,
            )
        )
        _blank(act, case)
        forget_steps_about(act, case.id)


def seal_late_words(act: Act, case: Case, ports: Ports) -> bool:
    """Seal what was written by those who had begun before the case was sealed; False when there is nothing.

    Such as a draft saved at the very moment. Raises as `seal_case` does, and SealBroken when the content cannot
    be opened.
    """
    late = {each.model.__tablename__: late_rows_of(act.session, each, case.id) for each in WORDED}
    if not any(late.values()):
        return False
    with _taken_back(Sealing(ports.files)) as sealing:
        told = read_sealed(act, case, ports)
        added = SealedDocument(case.reference, late, _sealed_files(act, case, ports, sealing=sealing))
        content = act.session.get_one(SealedContent, case.id)
        content.ciphertext = ports.vault.seal(told.with_late(added).dump())
        content.key_id = ports.vault.key_id
        _blank(act, case)
    return True


@contextmanager
def _taken_back(sealing: Sealing) -> Iterator[Sealing]:
    """When a case cannot be sealed its new files are forgotten."""
    try:
        yield sealing
    except Unavailable:
        sealing.take_back()
        raise RuleBroken("files", "unavailable") from None
    except Exception:
        sealing.take_back()
        raise


def _sealed_files(act: Act, case: Case, ports: Ports, *, sealing: Sealing) -> tuple[FileFacts, ...]:
    """The files of a case sealed, and whatever was on its way about it taken back."""
    _drop_unsent(act, case)
    drawn = select(PublicPicture.file_key).where(PublicPicture.case_id == case.id)
    forget_later(act, sorted(set(act.session.scalars(drawn))))
    forget_later(act, _letter_files(act, case))
    return tuple(_sealed_file(act, row, ports, sealing=sealing) for row in attachments(act.session, case.id))


def _sealed_file(act: Act, row: Attachment, ports: Ports, *, sealing: Sealing) -> FileFacts:
    """Seal one file under a new key; one that the store has lost keeps its facts alone."""
    try:
        with ports.files.open(row.file_key) as file:
            content = file.read()
    except KeyError:
        return _facts(row, None)
    sealed = SealedFile(
        case_id=row.case_id, file_key=sealing.put(ports.vault.seal(content)), key_id=ports.vault.key_id
    )
    act.session.add(sealed)
    act.session.flush()
    forget_later(act, [row.file_key, row.thumbnail_key])
    return _facts(row, sealed.id)


def _letter_files(act: Act, case: Case) -> list[str]:
    """The papers of letters about a case; their words are in the sealed document."""
    papers = select(Letter.file_key, Letter.signed_key).where(Letter.case_id == case.id)
    proofs = select(LetterDelivery.proof_key).join(Letter, Letter.id == LetterDelivery.letter_id)
    keys = [key for row in act.session.execute(papers) for key in row]
    return sorted({*keys, *act.session.scalars(proofs.where(Letter.case_id == case.id))})


def forget_later(act: Act, keys: Sequence[str]) -> None:
    """Have the worker remove files once this transaction is committed."""
    act.session.add_all(ForgottenFile(file_key=key) for key in keys if key)


def _facts(row: Attachment, file_id: int | None) -> FileFacts:
    return FileFacts(file_id, row.name, row.media_type, row.size, row.sha256, row.by_sender)


def _drop_unsent(act: Act, case: Case) -> None:
    """Nothing but the receipt and the neutral reply may still go out; staff are told nothing (rules §7)."""
    unsent = delete(Message).where(Message.case_id == case.id, Message.status.in_(UNSENT))
    act.session.execute(unsent.where(Message.account_id.is_not(None) | Message.template.not_in(NEUTRAL)))
    # Nobody is asked how such a matter was dealt with; from a ballot nothing leads here anyway.
    ended = update(Invitation).where(Invitation.case_id == case.id)
    act.session.execute(ended.values(ends_on=act.today - ONE_DAY, remind_at=None))


def _blank(act: Act, case: Case) -> None:
    for worded in WORDED:
        if worded.goes:
            act.session.execute(delete(worded.model).where(worded.of([case.id])))
        elif worded.model is Case:
            _blank_case(case, worded)
        elif worded.blank:
            _blank_rows(act, case, worded)
    for event in history(act.session, case.id):
        event.facts = skeleton(event.kind, event.facts)
    act.session.flush()


def _blank_case(case: Case, worded: Worded) -> None:
    """Through its row, whose version refuses a second writer."""
    for name, value in worded.blank.items():
        setattr(case, name, value)


def _blank_rows(act: Act, case: Case, worded: Worded) -> None:
    blanked = update(worded.model).where(worded.of([case.id]))
    if worded.model is Message:
        # The neutral reply needs its address until it is out; the worker blanks it then.
        blanked = blanked.where(Message.check_after.is_(None))
    act.session.execute(blanked.values(worded.blank))
