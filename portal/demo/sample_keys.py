"""Keys for the demo office, made when it is seeded: good for trying, vouched for by nobody."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID

from portal.domain.signing import SigningKey

AUTHORITY = "CHỨNG THƯ SỐ MẪU - không có giá trị pháp lý"
SAMPLE = "(MẪU)"
LONGEST = 64  # bytes of a name in a certificate
VALID_FOR = timedelta(days=5 * 365)
BITS = 2048


@dataclass(frozen=True, slots=True)
class SampleAuthority:
    """Who vouches for the keys of the demo office, and nobody for it."""

    certificate: x509.Certificate
    _key: rsa.RSAPrivateKey
    _at: datetime

    @property
    def pem(self) -> bytes:
        """The certificate as programs that check are told to trust it."""
        return self.certificate.public_bytes(Encoding.PEM)

    def key_for(self, name: str, organisation: str, *, password: str) -> SigningKey:
        """A key with its certificate, for a person or, by the same name as the organisation, for an agency."""
        private = rsa.generate_private_key(65537, BITS)
        certificate = (
            _builder(
                _name(f"{_cut(name, LONGEST - 8)} {SAMPLE}", organisation), self.certificate.subject, self._at
            )
            .public_key(private.public_key())
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(signs_papers=True), critical=True)
            .sign(self._key, hashes.SHA256())
        )
        sealed = pkcs12.serialize_key_and_certificates(
            b"MAU", private, certificate, [self.certificate], BestAvailableEncryption(password.encode())
        )
        return SigningKey(sealed, password)


def sample_authority(at: datetime) -> SampleAuthority:
    """An authority whose certificates are valid from a day before a moment, for five years."""
    private = rsa.generate_private_key(65537, BITS)
    name = _name(AUTHORITY, "MẪU")
    certificate = (
        _builder(name, name, at)
        .public_key(private.public_key())
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_papers=False), critical=True)
        .sign(private, hashes.SHA256())
    )
    return SampleAuthority(certificate, private, at)


def _builder(subject: x509.Name, issuer: x509.Name, at: datetime) -> x509.CertificateBuilder:
    return (
        x509
        .CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(at + VALID_FOR)
    )


def _name(common: str, organisation: str) -> x509.Name:
    return x509.Name([
        x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, _cut(organisation, LONGEST)),
        x509.NameAttribute(NameOID.COMMON_NAME, common),
    ])


def _cut(words: str, most: int) -> str:
    """The words as far as so many bytes reach, no letter cut in two."""
    return words.encode()[:most].decode(errors="ignore").strip()


def _usage(*, signs_papers: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signs_papers,
        content_commitment=signs_papers,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=not signs_papers,
        crl_sign=not signs_papers,
        encipher_only=False,
        decipher_only=False,
    )
