"""Checks a PDF that was signed outside with pyHanko: whole, by whom, when, and not another text."""

from collections.abc import Sequence
from functools import partial
from io import BytesIO
from typing import Any

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError

from portal.adapters.apart import apart
from portal.adapters.certificates import certificate_facts
from portal.adapters.pades_signing import UNREADABLE
from portal.adapters.shown_pages import shown
from portal.domain.signing import Certificate, FoundSignature, PaperFault, SignedPaper

MOST_BYTES = 10_000_000
MOST_SIGNATURES = 10
HEADER_WITHIN = 1024  # bytes, as readers of PDF have it

# What following up a signature raises when it is none; not one of them says more than "broken".
_NO_SIGNATURE = (ValidationError, PathError, InvalidSignature, UnsupportedAlgorithm, *UNREADABLE)


def checked(issued: bytes, uploaded: bytes, *, trusted: bytes = b"") -> SignedPaper:
    """What is found out about an uploaded file, against the paper that was issued; never raises over its content.

    trusted: certificates in PEM. Raises ValueError when they cannot be read.
    """
    roots = trust_roots(trusted)
    if len(uploaded) > MOST_BYTES:
        return SignedPaper((PaperFault.TOO_LARGE,))
    if b"%PDF-" not in uploaded[:HEADER_WITHIN]:
        return SignedPaper((PaperFault.NOT_PDF,))
    try:
        reader = PdfFileReader(BytesIO(uploaded))
        if reader.encrypted:
            return SignedPaper((PaperFault.ENCRYPTED,))
        signatures = [one for one in reader.embedded_signatures if one.sig_object_type == "/Sig"]
    except _NO_SIGNATURE:
        return SignedPaper((PaperFault.BROKEN,))
    if not signatures:
        return SignedPaper((PaperFault.NO_SIGNATURE,))
    found = tuple(_found(one, roots) for one in signatures[:MOST_SIGNATURES])
    faults = [
        *_whole_faults(issued, reader, signatures),
        *_left_over(uploaded, signatures[-1]),
        *(fault for one in found for fault in one.faults),
    ]
    return SignedPaper(tuple(dict.fromkeys(faults)), found)


def _whole_faults(
    issued: bytes, reader: PdfFileReader, signatures: Sequence[EmbeddedPdfSignature]
) -> list[PaperFault]:
    faults = [PaperFault.BROKEN] if len(signatures) > MOST_SIGNATURES else []
    ours = shown(PdfFileReader(BytesIO(issued)))
    try:
        same = shown(reader) == ours
    except UNREADABLE:
        same = False
    return faults if same else [*faults, PaperFault.OTHER_TEXT]


def _left_over(uploaded: bytes, last: EmbeddedPdfSignature) -> list[PaperFault]:
    """Bytes behind the last revision belong to nothing we read, and perhaps to what another program shows."""
    try:
        is_last = last.signed_revision == last.reader.xrefs.total_revisions - 1
        _, _, start, length = map(int, last.byte_range)
    except UNREADABLE:
        return [PaperFault.BROKEN]
    return [PaperFault.CHANGED_AFTER_SIGNING] if is_last and uploaded[start + length :].strip() else []


def _found(signature: EmbeddedPdfSignature, roots: Sequence[Any]) -> FoundSignature:
    context = ValidationContext(trust_roots=roots, allow_fetching=False)
    try:
        certificate = _facts(signature.signer_cert)
        claimed_at = signature.self_reported_timestamp
        status = apart(partial(validate_pdf_signature, signature, signer_validation_context=context))
    except _NO_SIGNATURE:
        return FoundSignature(None, None, (PaperFault.BROKEN,))
    faults = _faults(status)
    if claimed_at is not None and not certificate.valid_from <= claimed_at <= certificate.valid_until:
        faults.append(PaperFault.EXPIRED)
    return FoundSignature(certificate, claimed_at, tuple(faults))


def _faults(status: PdfSignatureStatus) -> list[PaperFault]:
    faults = []
    if not (status.intact and status.valid):
        faults.append(PaperFault.BROKEN)
    if _was_changed(status):
        faults.append(PaperFault.CHANGED_AFTER_SIGNING)
    if not status.trusted:
        faults.append(PaperFault.UNTRUSTED)
    return faults


def _was_changed(status: PdfSignatureStatus) -> bool:
    """Whether anything but further signatures and their proofs came after."""
    if status.coverage is None or status.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        return True
    level = status.modification_level
    return level is None or level > ModificationLevel.FORM_FILLING


def trust_roots(trusted: bytes) -> list[Any]:
    """The certificates of a PEM file, as the library takes them."""
    found = x509.load_pem_x509_certificates(trusted) if trusted.strip() else []
    return [asn1_x509.Certificate.load(each.public_bytes(Encoding.DER)) for each in found]


def _facts(certificate: Any) -> Certificate:
    return certificate_facts(x509.load_der_x509_certificate(certificate.dump()))
