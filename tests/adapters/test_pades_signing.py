"""Signed papers, looked at with pyHanko, Poppler and OpenSSL."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import cms
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from PIL import Image
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pypdf import PdfReader

from portal.adapters.pades import PadesSigner
from portal.adapters.pades_checking import trust_roots
from portal.adapters.typst_printer import TypstPrinter
from portal.domain.letter_form import Paper
from portal.domain.signing import SignatureKind, SigningFault, SigningKey, SigningProblem
from tests.support.keys import (
    AGENCY,
    PASSWORD,
    SIGNER,
    authority,
    key_of,
    signed,
    signed_and_sealed,
    signer_of,
    signing,
)
from tests.support.letters import NOW, letter
from tests.support.machine import openssl, pdf_tools
from tests.support.pdf import MILLIMETRE, drawn, fields_of, pdfsig, place_of

SOURCES = Path(__file__).resolve().parents[2] / "templates" / "letters"
needs_poppler = pytest.mark.skipif(pdf_tools() is None, reason="Poppler is not here")


@pytest.fixture(scope="module")
def printer() -> TypstPrinter:
    return TypstPrinter(SOURCES)


@pytest.fixture(scope="module")
def paper(printer: TypstPrinter) -> bytes:
    """A letter ready to be signed."""
    return printer.apology(letter(), Paper.A4)


def fault_of(error: pytest.ExceptionInfo[SigningProblem]) -> SigningFault:
    return error.value.code


# --- whether it is signed -------------------------------------------------------------------------


def test_it_signs_so_that_the_signature_holds(paper: bytes) -> None:
    reader = PdfFileReader(BytesIO(signed_and_sealed(paper)))
    context = ValidationContext(trust_roots=trust_roots(authority().pem), moment=NOW, allow_fetching=False)
    assert len(reader.embedded_signatures) == 2
    for signature in reader.embedded_signatures:
        status = validate_pdf_signature(signature, context)
        assert (status.intact, status.valid, status.trusted) == (True, True, True)
        assert signature.self_reported_timestamp == NOW


def test_it_leaves_every_byte_before_as_it_was(paper: bytes) -> None:
    once = signed(paper)
    assert once.startswith(paper)
    assert signer_of(AGENCY).sign(once, signing(SignatureKind.AGENCY)).startswith(once)


@needs_poppler
def test_it_convinces_poppler(paper: bytes, tmp_path: Path) -> None:
    found = pdfsig(signed_and_sealed(paper), tmp_path)
    assert found.count("Signature is Valid.") == 2
    assert found.count("ETSI.CAdES.detached") == 2
    assert found.count("SHA-256") == 2
    assert "Total document signed" in found
    assert f"{SIGNER} (MẪU)" in found


def bare_signatures(pdf: bytes) -> Iterator[tuple[bytes, bytes]]:
    """What was signed and the signature, cut out of the bytes of the file without the help of a library."""
    for found in re.finditer(rb"/ByteRange ?\[ ?(\d+) (\d+) (\d+) (\d+) ?\]", pdf):
        first, length, second, rest = map(int, found.groups())
        wrapped = pdf[first + length : second].strip(b"<>")
        bare = bytes.fromhex(wrapped.decode())
        yield pdf[first : first + length] + pdf[second : second + rest], cms.ContentInfo.load(bare).dump()


@pytest.mark.skipif(openssl() is None, reason="OpenSSL is not here")
def test_it_convinces_openssl(paper: bytes, tmp_path: Path) -> None:
    (tmp_path / "authority.pem").write_bytes(authority().pem)
    found = list(bare_signatures(signed_and_sealed(paper)))
    assert len(found) == 2
    for content, signature in found:
        (tmp_path / "content").write_bytes(content)
        (tmp_path / "signature").write_bytes(signature)
        command = [
            *("openssl", "cms", "-verify", "-inform", "DER", "-binary", "-purpose", "any"),
            *("-in", "signature", "-content", "content", "-CAfile", "authority.pem", "-out", "out"),
            *("-attime", str(int(NOW.timestamp()))),
        ]
        result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert result.returncode == 0, result.stderr


def test_it_keeps_to_pades(paper: bytes) -> None:
    """ETSI EN 319 142-1: the certificate among the signed attributes, the time in the dictionary alone."""
    ((_, bare),) = bare_signatures(signed(paper))
    (signer,) = cms.ContentInfo.load(bare)["content"]["signer_infos"]
    attributes = {attribute["type"].native for attribute in signer["signed_attrs"]}
    assert attributes == {"content_type", "message_digest", "signing_certificate_v2"}


def test_it_stays_a_file_for_archives(paper: bytes) -> None:
    reader = PdfReader(BytesIO(signed_and_sealed(paper)))
    metadata = reader.xmp_metadata
    assert metadata is not None
    assert (metadata.pdfaid_part, metadata.pdfaid_conformance) == ("2", "A")
    (page,) = reader.pages
    _, left_out = page._get_fonts()
    assert left_out == set()
    for field in fields_of(page):
        appearance = field["/AP"]["/N"].get_object()
        # A picture in the colours of the screen with its transparency, and no words in a font of their own.
        assert "/Font" not in appearance.get("/Resources", {})
        (picture,) = appearance["/Resources"]["/XObject"].values()
        assert picture["/ColorSpace"] == "/DeviceRGB"
        assert "/SMask" in picture


def test_it_says_who_why_and_where(paper: bytes) -> None:
    reader = PdfReader(BytesIO(signed(paper, reason="Ký ban hành", place="Bình An")))
    signature = reader.get_fields()["personal_signature"]["/V"]  # type: ignore[index]
    assert (signature["/Name"], signature["/Reason"], signature["/Location"]) == (
        SIGNER,
        "Ký ban hành",
        "Bình An",
    )
    assert signature["/M"] == "D:20261120093000+07'00'"


# --- what is seen ---------------------------------------------------------------------------------


def box_of(image: Image.Image, colour: str, dots: int) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of what is blue or red on a page, in mm."""
    red, green, blue = image.split()
    strong, weak = (blue, red) if colour == "blue" else (red, blue)
    mask = Image.new("L", image.size)
    mask.putdata([
        255 if much > little + 60 and much > other + 40 else 0
        for much, little, other in zip(_dots(strong), _dots(weak), _dots(green), strict=True)
    ])
    box = mask.getbbox()
    assert box is not None, f"nothing {colour} on the page"
    left, top, right, bottom = (edge / dots * 25.4 for edge in box)
    return left, top, right, bottom


def _dots(band: Image.Image) -> Any:
    return band.get_flattened_data()


@needs_poppler
@pytest.mark.parametrize("kind", Paper)
@pytest.mark.parametrize("reason", ["Quá tải", "Hồ sơ phải lấy ý kiến của nhiều cơ quan. " * 90])
def test_it_shows_signature_and_seal_between_title_and_name(
    printer: TypstPrinter, kind: Paper, reason: str
) -> None:
    """NĐ 30/2020, Annex I: blue in the middle, red in its real size over about a third of it on the left."""
    pdf = signed_and_sealed(printer.apology(letter(reason=reason), kind))
    reader = PdfReader(BytesIO(pdf))
    page = reader.pages[-1]
    _, title = place_of(page, "PHÓ GIÁM ĐỐC")
    name_left, name = place_of(page, SIGNER.split()[0])
    image = drawn(pdf, len(reader.pages))
    blue, red = box_of(image, "blue", 100), box_of(image, "red", 100)
    assert title < blue[1] < blue[3] < name - 3
    # Half of what a real seal is larger than the room may reach over title and name.
    assert title - 2 < red[1] < red[3] < name + 2
    assert red[2] - red[0] == pytest.approx(36, abs=1)
    covered = (red[2] - blue[0]) / (blue[2] - blue[0])
    assert 0.2 < covered < 0.45
    assert red[0] < blue[0]
    assert blue[0] < name_left + 20


@needs_poppler
def test_it_shows_a_seal_of_another_size_as_large_as_it_is(printer: TypstPrinter) -> None:
    pdf = signed_and_sealed(printer.apology(letter(seal_across=42), Paper.A4))
    left, top, right, bottom = box_of(drawn(pdf), "red", 100)
    assert (right - left, bottom - top) == pytest.approx((42, 42), abs=1)


@needs_poppler
def test_it_writes_the_name_in_blue_where_there_is_no_picture(paper: bytes) -> None:
    left, top, right, bottom = box_of(drawn(signed(paper, picture=b"")), "blue", 100)
    assert right - left > 30
    assert bottom - top > 3


@needs_poppler
def test_it_makes_up_no_seal(paper: bytes) -> None:
    pdf = signer_of(AGENCY).sign(paper, signing(SignatureKind.AGENCY, picture=b""))
    with pytest.raises(AssertionError, match="nothing red"):
        box_of(drawn(pdf), "red", 100)


def test_it_keeps_the_field_where_the_layout_left_it(paper: bytes) -> None:
    before, after = (fields_of(PdfReader(BytesIO(pdf)).pages[0]) for pdf in (paper, signed(paper)))
    assert [field["/Rect"] for field in before] == [field["/Rect"] for field in after]
    left, _, right, _ = map(float, before[0]["/Rect"])
    assert (right - left) / MILLIMETRE == pytest.approx(42, abs=0.5)


# --- what cannot be signed ------------------------------------------------------------------------


def test_it_tells_whose_key_it_is() -> None:
    certificate = signer_of(SIGNER).certificate
    assert certificate.holder == f"{SIGNER} (MẪU), {AGENCY}"
    assert "MẪU" in certificate.issuer
    assert certificate.valid_from < NOW < certificate.valid_until


def incomplete(name: str) -> SigningKey:
    """A file without the key or the certificate, or one that vouches for others."""
    private, certificate, _ = pkcs12.load_key_and_certificates(key_of(SIGNER).pkcs12, PASSWORD.encode())
    above = authority()
    held: tuple[Any, Any] = {
        "no key": (None, certificate),
        "no certificate": (private, None),
        "an authority's": (above._key, above.certificate),
    }[name]
    return SigningKey(pkcs12.serialize_key_and_certificates(b"x", *held, None, NoEncryption()), "")


@pytest.mark.parametrize(
    ("key", "fault"),
    [
        (SigningKey(b"", ""), SigningFault.CANNOT_OPEN),
        (SigningKey(b"no key", "x"), SigningFault.CANNOT_OPEN),
        (SigningKey(b"\x30\x82" * 200_000, "x"), SigningFault.CANNOT_OPEN),
    ],
    ids=["nothing", "no key", "far too large"],
)
def test_it_refuses_what_is_no_key(key: SigningKey, fault: SigningFault) -> None:
    with pytest.raises(SigningProblem) as error:
        PadesSigner().open(key)
    assert fault_of(error) is fault


def test_it_refuses_a_wrong_password() -> None:
    with pytest.raises(SigningProblem) as error:
        PadesSigner().open(replace(key_of(SIGNER), password="wrong"))
    assert fault_of(error) is SigningFault.CANNOT_OPEN


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("no key", SigningFault.NO_KEY),
        ("no certificate", SigningFault.NO_KEY),
        ("an authority's", SigningFault.NOT_FOR_SIGNING),
    ],
)
def test_it_refuses_a_file_that_cannot_sign(name: str, fault: SigningFault) -> None:
    with pytest.raises(SigningProblem) as error:
        PadesSigner().open(incomplete(name))
    assert fault_of(error) is fault


@pytest.mark.parametrize(
    ("at", "fault"),
    [
        (NOW - timedelta(days=2), SigningFault.NOT_YET_VALID),
        (NOW + timedelta(days=6 * 365), SigningFault.EXPIRED),
    ],
)
def test_it_refuses_a_certificate_out_of_its_time(paper: bytes, at: Any, fault: SigningFault) -> None:
    with pytest.raises(SigningProblem) as error:
        signed(paper, at=at)
    assert fault_of(error) is fault


def test_it_signs_a_place_once(paper: bytes) -> None:
    with pytest.raises(SigningProblem) as error:
        signed(signed(paper))
    assert fault_of(error) is SigningFault.NO_PLACE


def test_it_signs_no_draft(printer: TypstPrinter) -> None:
    with pytest.raises(SigningProblem) as error:
        signed(printer.apology(letter(is_draft=True), Paper.A5))
    assert fault_of(error) is SigningFault.NO_PLACE


@pytest.mark.parametrize("pdf", [b"", b"no PDF", b"%PDF-1.7\n%%EOF"])
def test_it_refuses_what_is_no_pdf(pdf: bytes) -> None:
    with pytest.raises(SigningProblem) as error:
        signed(pdf)
    assert fault_of(error) is SigningFault.DAMAGED


def test_it_refuses_a_broken_picture(paper: bytes) -> None:
    with pytest.raises(SigningProblem) as error:
        signed(paper, picture=b"\x89PNG\r\n\x1a\nno more")
    assert fault_of(error) is SigningFault.BAD_PICTURE
