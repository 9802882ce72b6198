"""Keys, signatures and seals of the demo office for tests; made once, because a key takes a while."""

from functools import cache
from typing import Any

from portal.adapters.pades import PadesSigner
from portal.demo.sample_keys import SampleAuthority, sample_authority
from portal.demo.sample_pictures import sample_seal, sample_signature
from portal.domain.signing import SignatureKind, Signing, SigningKey
from portal.ports import PaperSigner
from tests.support.letters import NOW

PASSWORD = "a password of the tests"
SIGNER, AGENCY = "Trần Thị Minh Nguyệt", "Sở Công Thương"


@cache
def authority() -> SampleAuthority:
    return sample_authority(NOW)


@cache
def key_of(name: str) -> SigningKey:
    return authority().key_for(name, AGENCY, password=PASSWORD)


@cache
def signer_of(name: str) -> PaperSigner:
    return PadesSigner().open(key_of(name))


def signing(kind: SignatureKind = SignatureKind.PERSONAL, **changes: Any) -> Signing:
    """How the head of the office signs, or the office seals."""
    personal = kind is SignatureKind.PERSONAL
    picture = sample_signature(SIGNER) if personal else sample_seal(AGENCY)
    given = {"name": SIGNER if personal else AGENCY, "at": NOW, "picture": picture, **changes}
    return Signing(kind=kind, **given)


def signed(pdf: bytes, **changes: Any) -> bytes:
    """The paper signed by the head of the office."""
    return signer_of(SIGNER).sign(pdf, signing(**changes))


def signed_and_sealed(pdf: bytes) -> bytes:
    """The paper signed by the head of the office and sealed by the office."""
    return signer_of(AGENCY).sign(signed(pdf), signing(SignatureKind.AGENCY))
