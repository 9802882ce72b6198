"""Signs PDF files by PAdES B-B with pyHanko; a time stamp would need an authority to ask, and there is none."""

import logging
import struct
import zlib
from datetime import datetime
from functools import partial
from io import BytesIO
from typing import Any

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from PIL import Image
from pyhanko.pdf_utils.images import PdfImage
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, InnerScaling, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_cms import Signer as CmsSigner
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner, PdfSigningSession
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from portal.adapters.apart import apart
from portal.adapters.certificates import OpenedKey, certificate_facts, check_valid, opened
from portal.adapters.signature_pictures import drawn_name
from portal.adapters.signature_room import FIELD_NAMES
from portal.domain.signing import (
    Certificate,
    SignatureKind,
    Signing,
    SigningFault,
    SigningKey,
    SigningProblem,
)

FILLING = SimpleBoxLayoutRule(
    x_align=AxisAlignment.ALIGN_MID,
    y_align=AxisAlignment.ALIGN_MID,
    margins=Margins.uniform(0),
    inner_content_scaling=InnerScaling.STRETCH_TO_FIT,
)
BESIDE_CERTIFICATES = 4096  # bytes; a signature by a 4096-bit key and what it is about take 1,500

# It reports every doubtful certificate with the name of its holder; callers get the same as codes.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)

# What reading a PDF raises over one that is none, or is broken.
UNREADABLE = (
    PdfError, ValueError, TypeError, LookupError, ArithmeticError, AttributeError, AssertionError, RuntimeError,
    OSError, zlib.error, struct.error,
)  # fmt: skip


class SignerAt(PdfSigner):
    """Signs with the moment of the act instead of the clock of the machine."""

    at: datetime

    def init_signing_session(
        self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False
    ) -> PdfSigningSession:
        """The session, at its moment."""
        session = super().init_signing_session(pdf_out, existing_fields_only=existing_fields_only)
        session.system_time = self.at
        return session


class KeySigner(CmsSigner):
    """Signs with a key that was opened once for all the papers of a batch."""

    def __init__(self, key: OpenedKey) -> None:
        certificates = SimpleCertificateStore()
        certificates.register_multiple([_asn1(each) for each in key.above])
        super().__init__(signing_cert=_asn1(key.certificate), cert_registry=certificates)
        self._private = key.private

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """The bare signature of the key."""
        if isinstance(self._private, rsa.RSAPrivateKey):
            return self._private.sign(data, PKCS1v15(), SHA256())
        return self._private.sign(data, ec.ECDSA(SHA256()))


class OpenedSigner:
    """Signs one paper after the other with one key, which is forgotten with it."""

    def __init__(self, key: SigningKey) -> None:
        """Raises SigningProblem when the key cannot be opened or may not sign."""
        found = opened(key)
        self._signer = KeySigner(found)
        self._room = _room_for(found)
        self._certificate = certificate_facts(found.certificate)

    @property
    def certificate(self) -> Certificate:
        """Whom the key belongs to and how long it is valid."""
        return self._certificate

    def sign(self, pdf: bytes, signing: Signing) -> bytes:
        """The PDF with the field of this kind signed. Raises SigningProblem."""
        check_valid(self._certificate, signing.at)
        writer = _writer(pdf)
        _check_place(writer, signing.kind)
        signer = SignerAt(_metadata(signing), signer=self._signer, stamp_style=_stamp(signing))
        signer.at = signing.at
        try:
            sign = partial(signer.sign_pdf, writer, existing_fields_only=True, bytes_reserved=self._room)
            file = apart(sign)
        except (SigningError, *UNREADABLE) as error:
            raise SigningProblem(SigningFault.DAMAGED) from error
        return bytes(file.getvalue())


def _room_for(key: OpenedKey) -> int:
    """Hexadecimal digits for a signature with its certificates; trying it out first would take as long again."""
    certificates = (key.certificate, *key.above)
    return 2 * (sum(len(each.public_bytes(Encoding.DER)) for each in certificates) + BESIDE_CERTIFICATES)


def _metadata(signing: Signing) -> PdfSignatureMetadata:
    return PdfSignatureMetadata(
        field_name=FIELD_NAMES[signing.kind],
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        name=signing.name or None,
        reason=signing.reason or None,
        location=signing.place or None,
    )


def _asn1(certificate: x509.Certificate) -> Any:
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))


def _writer(pdf: bytes) -> IncrementalPdfFileWriter:
    try:
        return IncrementalPdfFileWriter(BytesIO(pdf))
    except UNREADABLE as error:
        raise SigningProblem(SigningFault.DAMAGED) from error


def _check_place(writer: IncrementalPdfFileWriter, kind: SignatureKind) -> None:
    try:
        empty = {name for name, value, _ in enumerate_sig_fields(writer.prev) if value is None}
    except UNREADABLE as error:
        raise SigningProblem(SigningFault.DAMAGED) from error
    if FIELD_NAMES[kind] not in empty:
        raise SigningProblem(SigningFault.NO_PLACE)


def _stamp(signing: Signing) -> StaticStampStyle:
    """What is seen of a signature: its picture alone. A seal is never made up, so without one nothing is seen."""
    picture = signing.picture
    if not picture and signing.kind is SignatureKind.PERSONAL:
        picture = drawn_name(signing.name)
    background = PdfImage(_opened(picture)) if picture else None
    return StaticStampStyle(border_width=0, background=background, background_layout=FILLING)


def _opened(picture: bytes) -> Image.Image:
    try:
        image = Image.open(BytesIO(picture), formats=("PNG",))
        image.load()
    except (OSError, SyntaxError, ValueError) as error:
        raise SigningProblem(SigningFault.BAD_PICTURE) from error
    return image
