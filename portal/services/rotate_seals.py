"""Changing the key: every sealed content and file is sealed anew, one at a time and each in its own transaction."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.models.case import Case
from portal.models.sealed import ForgottenFile, SealedContent, SealedFile
from portal.ports import Ports, SealBroken
from portal.services.act import Act
from portal.services.conditional import changed_one
from portal.services.read_sealed import opened_file, read_sealed


def next_content(session: Session, ports: Ports, after: int) -> int | None:
    """The next sealed case whose content another key sealed."""
    old = select(SealedContent.case_id).where(SealedContent.key_id != ports.vault.key_id)
    return session.scalar(old.where(SealedContent.case_id > after).order_by(SealedContent.case_id).limit(1))


def rotate_content(session: Session, ports: Ports, case_id: int) -> bool:
    """Seal one content anew; False when somebody else has just done it. Raises SealBroken."""
    row = session.get_one(SealedContent, case_id, populate_existing=True)
    same = update(SealedContent).where(SealedContent.case_id == case_id, SealedContent.key_id == row.key_id)
    anew = same.values(ciphertext=ports.vault.rotate(row.ciphertext), key_id=ports.vault.key_id)
    return changed_one(session, anew)


def next_file(session: Session, ports: Ports, after: int) -> int | None:
    """The next sealed file that another key sealed."""
    old = select(SealedFile.id).where(SealedFile.key_id != ports.vault.key_id)
    return session.scalar(old.where(SealedFile.id > after).order_by(SealedFile.id).limit(1))


def rotate_file(session: Session, ports: Ports, file_id: int) -> bool:
    """Seal one file anew beside the old one, which goes once this is committed. Raises SealBroken, Unavailable."""
    row = session.get_one(SealedFile, file_id, populate_existing=True)
    try:
        with ports.files.open(row.file_key) as file:
            anew = ports.files.put(ports.vault.rotate(file.read()))
    except KeyError:
        raise SealBroken("the store has lost the file") from None
    session.add(ForgottenFile(file_key=row.file_key))
    same = update(SealedFile).where(SealedFile.id == file_id, SealedFile.file_key == row.file_key)
    if changed_one(session, same.values(file_key=anew, key_id=ports.vault.key_id)):
        return True
    session.rollback()
    ports.files.delete(anew)
    return False


def next_sealed(session: Session, after: int) -> Case | None:
    """The sealed cases one by one, for checking them."""
    return session.scalar(select(Case).where(Case.sealed, Case.id > after).order_by(Case.id).limit(1))


def fault_of(act: Act, case: Case, ports: Ports) -> str:
    """Why a sealed case cannot be opened with the keys at hand; empty when it can, with all its files.

    Nothing of what is opened leaves this function.
    """
    try:
        facts = {file.id: file for file in read_sealed(act, case, ports).files}
        for row in act.session.scalars(select(SealedFile).where(SealedFile.case_id == case.id)):
            if row.id not in facts:
                return "a file that its content does not know"
            opened_file(row, facts[row.id], ports)
    except SealBroken as broken:
        return str(broken)
    return ""
