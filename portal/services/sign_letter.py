"""Signing letters with the certificate of the agency; file and password stay sealed but for the moment of signing."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from portal.domain.signing import SignatureKind, Signing, SigningKey, SigningProblem
from portal.domain.time import local_day
from portal.models.letter import UnitCertificate
from portal.ports import FileStore, PaperSigner, Ports, Vault
from portal.services.act import Act
from portal.services.configure import Change, note_change, require_reach
from portal.services.errors import RuleBroken

LONGEST_PASSWORD = 200


@dataclass(frozen=True, slots=True)
class NewCertificate:
    """A PKCS#12 file with its password, and the pictures that show on the paper."""

    file: bytes
    password: str
    signature: bytes = b""
    seal: bytes = b""
    is_sample: bool = False


@dataclass(frozen=True, slots=True)
class OpenedCertificate:
    """What signs for an agency, with its pictures; kept no longer than the papers at hand."""

    signer: PaperSigner
    signature: bytes
    seal: bytes
    is_sample: bool

    def sign(self, pdf: bytes, *, name: str, at: datetime, place: str) -> bytes:
        """The paper with the signer's visible signature and the agency's seal. Raises SigningProblem."""
        personal = Signing(SignatureKind.PERSONAL, name, at, place=place, picture=self.signature)
        signed = self.signer.sign(pdf, personal)
        agency = Signing(SignatureKind.AGENCY, name, at, place=place, picture=self.seal)
        return self.signer.sign(signed, agency)


def keep_certificate(act: Act, unit_id: int, new: NewCertificate, *, ports: Ports) -> UnitCertificate:
    """Keep a unit's certificate, sealed; an earlier one is replaced. Raises NotPermitted, RuleBroken."""
    require_reach(act, unit_id)
    if len(new.password) > LONGEST_PASSWORD:
        raise RuleBroken("password", "too_long")
    try:
        certificate = ports.signer.open(SigningKey(new.file, new.password)).certificate
        signature = ports.signer.picture(new.signature, SignatureKind.PERSONAL) if new.signature else b""
        seal = ports.signer.picture(new.seal, SignatureKind.AGENCY) if new.seal else b""
    except SigningProblem as problem:
        raise RuleBroken("certificate", problem.code.value) from problem
    row = act.session.get(UnitCertificate, unit_id) or UnitCertificate(unit_id=unit_id)
    row.sealed_file, row.sealed_password = _sealed(ports.vault, new)
    row.subject, row.valid_until = certificate.holder[:300], local_day(certificate.valid_until)
    row.signature_key, row.seal_key = _stored(ports.files, signature), _stored(ports.files, seal)
    row.is_sample, row.added_by_id, row.added_at = new.is_sample, act.actor.account_id, act.now
    act.session.add(row)
    act.session.flush()
    after = {"holder": row.subject, "valid_until": row.valid_until.isoformat()}
    note_change(act, Change.CERTIFICATE_KEPT, act.settings.units[unit_id].name, after=after, unit_id=unit_id)
    return row


def remove_certificate(act: Act, unit_id: int) -> None:
    """Sign no more for a unit. Raises NotPermitted."""
    require_reach(act, unit_id)
    row = act.session.get(UnitCertificate, unit_id)
    if row is None:
        return
    before = {"holder": row.subject, "valid_until": row.valid_until.isoformat()}
    act.session.delete(row)
    name = act.settings.units[unit_id].name
    note_change(act, Change.CERTIFICATE_REMOVED, name, before=before, unit_id=unit_id)


def _sealed(vault: Vault, new: NewCertificate) -> tuple[bytes, bytes]:
    return vault.seal(new.file), vault.seal(new.password.encode())


def _stored(files: FileStore, content: bytes) -> str:
    return files.put(content) if content else ""


def certificate_of(act: Act, unit_id: int) -> UnitCertificate | None:
    """The certificate of an agency that is valid today."""
    wanted = select(UnitCertificate).where(
        UnitCertificate.unit_id == unit_id, UnitCertificate.valid_until >= act.today
    )
    return act.session.scalar(wanted)


def open_certificate(act: Act, unit_id: int, *, ports: Ports) -> OpenedCertificate | None:
    """What signs for an agency today; None without a valid certificate. Raises SigningProblem, SealBroken."""
    row = certificate_of(act, unit_id)
    if row is None:
        return None
    key = SigningKey(ports.vault.open(row.sealed_file), ports.vault.open(row.sealed_password).decode())
    return OpenedCertificate(
        ports.signer.open(key),
        _read(ports.files, row.signature_key),
        _read(ports.files, row.seal_key),
        row.is_sample,
    )


def _read(files: FileStore, key: str) -> bytes:
    if not key:
        return b""
    with files.open(key) as file:
        return file.read()
