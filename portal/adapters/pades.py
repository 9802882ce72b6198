"""Signs papers, and checks what was signed elsewhere; the heavy library behind both is loaded at the first use."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from portal.domain.signing import SignatureKind, SignedPaper, SigningKey
from portal.lazily import Lazily
from portal.ports import PaperSigner

if TYPE_CHECKING:
    from portal.adapters import pades_checking, pades_signing, signature_pictures
else:
    pades_checking = Lazily("portal.adapters.pades_checking")
    pades_signing = Lazily("portal.adapters.pades_signing")
    signature_pictures = Lazily("portal.adapters.signature_pictures")


class PadesSigner:
    """Signs by PAdES B-B with keys from PKCS#12 files."""

    def open(self, key: SigningKey) -> PaperSigner:
        """A signer for this key, to be used at once and let go. Raises SigningProblem when it cannot sign."""
        return pades_signing.OpenedSigner(key)

    def picture(self, content: bytes, kind: SignatureKind) -> bytes:
        """An uploaded picture as it is kept: PNG, blue or red, transparent. Raises SigningProblem."""
        return signature_pictures.ink_of(content, kind)


class PadesChecker:
    """Checks signed papers; `trusted` gives the certificates, in PEM, of those who may vouch for signers."""

    def __init__(self, trusted: Callable[[], bytes] = bytes) -> None:
        self._trusted = trusted

    def check(self, issued: bytes, uploaded: bytes) -> SignedPaper:
        """What was signed, by whom, and what is wrong with it, against the paper that was issued unsigned."""
        return pades_checking.checked(issued, uploaded, trusted=self._trusted())
