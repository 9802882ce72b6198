"""Reading what is sealed; the caller has logged the opening (`open_sealed`)."""

from hashlib import sha256

from portal.domain.sealing import FileFacts, SealedDocument
from portal.models.case import Case
from portal.models.sealed import SealedContent, SealedFile
from portal.ports import Ports, SealBroken
from portal.services.act import Act


def read_sealed(act: Act, case: Case, ports: Ports) -> SealedDocument:
    """Every word of a sealed case. Raises SealBroken when it cannot be opened or is another case's."""
    content = act.session.get(SealedContent, case.id)
    if content is None:
        raise SealBroken("there is no sealed content")
    try:
        document = SealedDocument.load(ports.vault.open(content.ciphertext))
    except (ValueError, KeyError, TypeError):
        raise SealBroken("the sealed content is no document") from None
    if document.reference != case.reference:
        raise SealBroken("the sealed content is that of another case")
    return document


def read_sealed_file(act: Act, case: Case, file_id: int, *, ports: Ports) -> tuple[FileFacts, bytes] | None:
    """One file of a sealed case; None when it has no such file. Raises SealBroken."""
    facts = next((each for each in read_sealed(act, case, ports).files if each.id == file_id), None)
    row = act.session.get(SealedFile, file_id)
    if facts is None or row is None or row.case_id != case.id:
        return None
    return facts, opened_file(row, facts, ports)


def opened_file(row: SealedFile, facts: FileFacts, ports: Ports) -> bytes:
    """The content of a sealed file, the same to the last bit. Raises SealBroken."""
    try:
        with ports.files.open(row.file_key) as file:
            content = ports.vault.open(file.read())
    except KeyError:
        raise SealBroken("the store has lost the file") from None
    if sha256(content).hexdigest() != facts.sha256:
        raise SealBroken("the sealed file is another one")
    return content
