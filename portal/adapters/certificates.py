"""Keys and certificates as PKCS#12 files hold them."""

from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, pkcs12
from cryptography.x509.oid import NameOID

from portal.domain.signing import Certificate, SigningFault, SigningKey, SigningProblem

MOST_BYTES = 200_000  # a key, its certificate and a chain are a few thousand


@dataclass(frozen=True, slots=True)
class OpenedKey:
    """A private key, the certificate that belongs to it, and those above."""

    private: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
    certificate: x509.Certificate
    above: tuple[x509.Certificate, ...]


def check_valid(certificate: Certificate, at: datetime) -> None:
    """Raises SigningProblem unless the certificate is valid at a moment."""
    if at < certificate.valid_from:
        raise SigningProblem(SigningFault.NOT_YET_VALID)
    if at > certificate.valid_until:
        raise SigningProblem(SigningFault.EXPIRED)


def opened(key: SigningKey) -> OpenedKey:
    """What a PKCS#12 file holds; opening one takes a tenth of a second by intent. Raises SigningProblem."""
    if len(key.pkcs12) > MOST_BYTES:
        raise SigningProblem(SigningFault.CANNOT_OPEN)
    try:
        private, certificate, above = pkcs12.load_key_and_certificates(key.pkcs12, key.password.encode())
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise SigningProblem(SigningFault.CANNOT_OPEN) from error
    if private is None or certificate is None:
        raise SigningProblem(SigningFault.NO_KEY)
    if not isinstance(private, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) or not _may_sign(certificate):
        raise SigningProblem(SigningFault.NOT_FOR_SIGNING)
    if _public(private) != _public(certificate):
        raise SigningProblem(SigningFault.NO_KEY)
    return OpenedKey(private, certificate, tuple(above))


def certificate_facts(certificate: x509.Certificate) -> Certificate:
    """What people want to know of a certificate."""
    return Certificate(
        holder=name_words(certificate.subject),
        issuer=name_words(certificate.issuer),
        serial=f"{certificate.serial_number:X}",
        valid_from=certificate.not_valid_before_utc,
        valid_until=certificate.not_valid_after_utc,
    )


def name_words(name: x509.Name) -> str:
    """The name a certificate gives: its common name, with the organisation where that is another."""
    wanted = (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME)
    found = [str(part.value) for oid in wanted for part in name.get_attributes_for_oid(oid)[:1]]
    return ", ".join(dict.fromkeys(found)) or name.rfc4514_string()


def _may_sign(certificate: x509.Certificate) -> bool:
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    except ValueError:
        return False
    return usage.digital_signature or usage.content_commitment


def _public(holder: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | x509.Certificate) -> bytes:
    return holder.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
