"""Papers signed outside: what is taken, what is refused, and why."""

import random
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import copy_into_new_writer
from pypdf import PdfReader, PdfWriter

from portal.adapters.pades import PadesChecker, PadesSigner
from portal.adapters.typst_printer import TypstPrinter
from portal.demo.sample_keys import sample_authority
from portal.domain.letter_form import Paper
from portal.domain.signing import PaperFault, SignatureKind, SignedPaper
from tests.support.keys import (
    AGENCY,
    PASSWORD,
    SIGNER,
    authority,
    signed,
    signed_and_sealed,
    signer_of,
    signing,
)
from tests.support.letters import NOW, letter

SOURCES = Path(__file__).resolve().parents[2] / "templates" / "letters"


@pytest.fixture(scope="module")
def printer() -> TypstPrinter:
    return TypstPrinter(SOURCES)


@pytest.fixture(scope="module")
def paper(printer: TypstPrinter) -> bytes:
    """The paper as it was issued, unsigned."""
    return printer.apology(letter(), Paper.A4)


@pytest.fixture(scope="module")
def signed_paper(paper: bytes) -> bytes:
    """The paper signed, once for the tests that damage it."""
    return signed(paper)


@pytest.fixture
def checker() -> PadesChecker:
    """Trusts the authority of the demo office."""
    return PadesChecker(lambda: authority().pem)


def rewritten(pdf: bytes) -> bytes:
    """The same pages as a program stores them that writes the whole file anew."""
    file = BytesIO()
    copy_into_new_writer(IncrementalPdfFileWriter(BytesIO(pdf)).prev).write(file)
    return file.getvalue()


def changed(pdf: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    """The file with something appended to it."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    change(writer)
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def other_drawing(writer: IncrementalPdfFileWriter) -> None:
    """White over the middle of the page."""
    page = writer.find_page_for_modification(0)[0].get_object()
    more = writer.add_object(generic.StreamObject(stream_data=b"1 1 1 rg 0 300 600 200 re f"))
    page[pdf_name("/Contents")] = generic.ArrayObject([page.raw_get("/Contents"), more])
    writer.update_container(page)


def a_note(writer: IncrementalPdfFileWriter) -> None:
    """A note of other words laid over the page."""
    note = generic.DictionaryObject({
        pdf_name("/Type"): pdf_name("/Annot"),
        pdf_name("/Subtype"): pdf_name("/FreeText"),
        pdf_name("/Rect"): generic.ArrayObject([generic.NumberObject(at) for at in (100, 100, 300, 200)]),
        pdf_name("/Contents"): generic.pdf_string("ngày 31 tháng 12"),
    })
    page = writer.find_page_for_modification(0)[0].get_object()
    page["/Annots"].append(writer.add_object(note))
    writer.update_container(page["/Annots"])


def a_script(writer: IncrementalPdfFileWriter) -> None:
    """Something that runs when the file is opened."""
    writer.root[pdf_name("/OpenAction")] = generic.DictionaryObject({
        pdf_name("/S"): pdf_name("/JavaScript"),
        pdf_name("/JS"): generic.pdf_string("app.alert(1)"),
    })
    writer.update_root()


def turned(writer: IncrementalPdfFileWriter) -> None:
    page = writer.find_page_for_modification(0)[0].get_object()
    page[pdf_name("/Rotate")] = generic.NumberObject(180)
    writer.update_container(page)


CHANGES = [other_drawing, a_note, a_script, turned]


def codes(found: SignedPaper) -> set[PaperFault]:
    return set(found.faults)


# --- what is taken --------------------------------------------------------------------------------


def test_it_takes_our_paper_signed(checker: PadesChecker, paper: bytes) -> None:
    found = checker.check(paper, signed(paper))
    assert found.is_good
    assert found.faults == ()
    (signature,) = found.signatures
    assert signature.certificate is not None
    assert signature.certificate.holder == f"{SIGNER} (MẪU), {AGENCY}"
    assert signature.claimed_at == NOW


def test_it_takes_our_paper_signed_and_sealed(checker: PadesChecker, paper: bytes) -> None:
    found = checker.check(paper, signed_and_sealed(paper))
    assert found.faults == ()
    assert len(found.signatures) == 2


@pytest.mark.parametrize("kind", Paper)
def test_it_takes_long_letters(checker: PadesChecker, printer: TypstPrinter, kind: Paper) -> None:
    long = printer.apology(letter(reason="Hồ sơ phải lấy ý kiến của nhiều cơ quan. " * 90), kind)
    assert checker.check(long, signed_and_sealed(long)).faults == ()


def test_it_takes_a_paper_that_was_stored_anew_before_signing(checker: PadesChecker, paper: bytes) -> None:
    assert not rewritten(paper).startswith(paper)
    assert checker.check(paper, signed(rewritten(paper))).faults == ()


def test_it_takes_the_paper_printed_again(checker: PadesChecker, printer: TypstPrinter, paper: bytes) -> None:
    assert checker.check(printer.apology(letter(), Paper.A4), signed(paper)).faults == ()


def test_it_takes_a_frame_around_the_drawing(checker: PadesChecker, paper: bytes) -> None:
    """Programs that stamp put the page between q and Q first."""

    def framed(writer: IncrementalPdfFileWriter) -> None:
        page = writer.find_page_for_modification(0)[0].get_object()
        around = [writer.add_object(generic.StreamObject(stream_data=each)) for each in (b"q\n", b"\nQ\n")]
        page[pdf_name("/Contents")] = generic.ArrayObject([around[0], page.raw_get("/Contents"), around[1]])
        writer.update_container(page)

    assert checker.check(paper, signed(changed(paper, framed))).faults == ()


def test_it_warns_of_a_certificate_nobody_vouches_for(paper: bytes) -> None:
    found = PadesChecker().check(paper, signed(paper))
    assert found.is_good
    assert found.warnings == (PaperFault.UNTRUSTED,)


def test_it_trusts_those_named_alone(paper: bytes) -> None:
    other = sample_authority(NOW)
    assert PadesChecker(lambda: other.pem).check(paper, signed(paper)).warnings == (PaperFault.UNTRUSTED,)


def test_it_trusts_any_of_those_named(paper: bytes) -> None:
    both = sample_authority(NOW).pem + authority().pem
    assert PadesChecker(lambda: both).check(paper, signed(paper)).faults == ()


def test_it_blames_no_paper_for_a_list_that_cannot_be_read(paper: bytes) -> None:
    with pytest.raises(ValueError, match="PEM"):
        PadesChecker(lambda: b"no certificates").check(paper, signed(paper))


# --- what is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("uploaded", "fault"),
    [
        (b"", PaperFault.NOT_PDF),
        (b"PK\x03\x04 a document", PaperFault.NOT_PDF),
        (b" " * 2000 + b"%PDF-1.7", PaperFault.NOT_PDF),
        (b"%PDF-1.7" + b"0" * 10_000_001, PaperFault.TOO_LARGE),
        (b"%PDF-1.7\n%%EOF", PaperFault.BROKEN),
        (b"%PDF-1.7\nstartxref\n0\n%%EOF", PaperFault.BROKEN),
        (b"%PDF-1.7\nstartxref\n99999999999999999999\n%%EOF", PaperFault.BROKEN),
    ],
    ids=[
        "nothing",
        "a document",
        "a late header",
        "far too large",
        "no table",
        "table at 0",
        "table nowhere",
    ],
)
def test_it_refuses_what_cannot_be_read(
    checker: PadesChecker, paper: bytes, uploaded: bytes, fault: PaperFault
) -> None:
    found = checker.check(paper, uploaded)
    assert found.faults == (fault,)
    assert not found.is_good


def test_it_refuses_a_paper_without_a_signature(checker: PadesChecker, paper: bytes) -> None:
    assert checker.check(paper, paper).faults == (PaperFault.NO_SIGNATURE,)


def test_it_refuses_an_encrypted_paper(checker: PadesChecker, paper: bytes) -> None:
    writer, file = PdfWriter(clone_from=PdfReader(BytesIO(paper))), BytesIO()
    writer.encrypt("secret", algorithm="AES-256")
    writer.write(file)
    assert checker.check(paper, file.getvalue()).faults == (PaperFault.ENCRYPTED,)


@pytest.mark.parametrize("change", CHANGES)
def test_it_refuses_what_was_changed_before_signing(
    checker: PadesChecker, paper: bytes, change: Callable[[IncrementalPdfFileWriter], None]
) -> None:
    found = checker.check(paper, signed(changed(paper, change)))
    assert found.refusals == (PaperFault.OTHER_TEXT,)


@pytest.mark.parametrize("change", CHANGES)
def test_it_refuses_what_was_changed_after_signing(
    checker: PadesChecker, paper: bytes, change: Callable[[IncrementalPdfFileWriter], None]
) -> None:
    found = checker.check(paper, changed(signed(paper), change))
    assert set(found.refusals) == {PaperFault.CHANGED_AFTER_SIGNING, PaperFault.OTHER_TEXT}


@pytest.mark.parametrize(
    "changes",
    [
        {"reason": "Lý do khác"},
        {"number": "13/PXL-SCT"},
        {"addressee": "Bà Nguyễn Văn Tám"},
        {"is_sample": True},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_it_refuses_another_letter(
    checker: PadesChecker, printer: TypstPrinter, paper: bytes, changes: dict[str, object]
) -> None:
    other = printer.apology(letter(**changes), Paper.A4)
    assert checker.check(paper, signed(other)).refusals == (PaperFault.OTHER_TEXT,)


def test_it_refuses_the_other_paper(checker: PadesChecker, printer: TypstPrinter, paper: bytes) -> None:
    assert checker.check(paper, signed(printer.apology(letter(), Paper.A5))).refusals == (
        PaperFault.OTHER_TEXT,
    )


def test_it_refuses_a_signature_over_other_bytes(checker: PadesChecker, paper: bytes) -> None:
    """One letter of the title of the file changed within what was signed."""
    whole = signed(paper)
    place = whole.index(b"/Author")
    broken = whole[: place + 9] + bytes([whole[place + 9] ^ 1]) + whole[place + 10 :]
    assert PaperFault.BROKEN in checker.check(paper, broken).refusals


def test_it_refuses_a_signature_taken_from_another_paper(
    checker: PadesChecker, printer: TypstPrinter, paper: bytes
) -> None:
    mine = signed(paper)
    other = signed(printer.apology(letter(number="13/PXL-SCT"), Paper.A4))
    begin, end = mine.index(b"/Contents <") + 11, mine.index(b">", mine.index(b"/Contents <"))
    start = other.index(b"/Contents <") + 11
    assert (
        PaperFault.BROKEN
        in checker.check(paper, mine[:begin] + other[start : start + end - begin] + mine[end:]).refusals
    )


def test_it_refuses_a_signature_that_is_none(checker: PadesChecker, paper: bytes) -> None:
    whole = signed(paper)
    begin = whole.index(b"/Contents <") + 11
    found = checker.check(paper, whole[:begin] + b"0" * 64 + whole[begin + 64 :])
    assert found.refusals == (PaperFault.BROKEN,)


@pytest.mark.parametrize("range_", [b"[0 1 2]", b"[0 0 0 0]", b"[0 9999999 5 -3]", b"[0 (a) /b 3]", b"null"])
def test_it_refuses_a_signature_of_no_bytes(checker: PadesChecker, paper: bytes, range_: bytes) -> None:
    whole = signed(paper)
    begin = whole.index(b"/ByteRange ") + 11
    end = whole.index(b"]", begin) + 1
    found = checker.check(paper, whole[:begin] + range_.ljust(end - begin) + whole[end:])
    assert PaperFault.BROKEN in found.refusals


def test_it_warns_of_a_certificate_out_of_its_time(paper: bytes) -> None:
    """A signer's own clock may say anything; what it claims is held against the certificate."""
    old = sample_authority(NOW.replace(year=2015))
    key = old.key_for(SIGNER, AGENCY, password=PASSWORD)
    at_the_time = PadesSigner().open(key).sign(paper, signing(at=NOW.replace(year=2016)))
    found = PadesChecker(lambda: old.pem).check(paper, at_the_time)
    # It was valid then; whether it still is trusted now is another matter.
    assert PaperFault.EXPIRED not in found.faults
    late = at_the_time.replace(b"20161120093000", b"20251120093000")
    assert PaperFault.EXPIRED in PadesChecker(lambda: old.pem).check(paper, late).warnings


def test_it_finds_a_seal_alone(checker: PadesChecker, paper: bytes) -> None:
    sealed = signer_of(AGENCY).sign(paper, signing(SignatureKind.AGENCY))
    found = checker.check(paper, sealed)
    assert found.faults == ()
    assert found.signatures[0].certificate is not None


# --- hostile files --------------------------------------------------------------------------------


def test_it_survives_a_bomb(checker: PadesChecker, paper: bytes) -> None:
    """A page whose drawing unpacks to a gigabyte."""
    packed = zlib.compress(b"\x00" * 50_000_000, 9)
    bomb = zlib.compress(packed * 40, 9)

    def bombed(writer: IncrementalPdfFileWriter) -> None:
        page = writer.find_page_for_modification(0)[0].get_object()
        twice = generic.ArrayObject([pdf_name("/FlateDecode"), pdf_name("/FlateDecode")])
        stream = generic.StreamObject({pdf_name("/Filter"): twice}, encoded_data=bomb)
        page[pdf_name("/Contents")] = writer.add_object(stream)
        writer.update_container(page)

    assert PaperFault.OTHER_TEXT in checker.check(paper, changed(signed(paper), bombed)).faults


def test_it_survives_pages_without_end(checker: PadesChecker, paper: bytes) -> None:
    def endless(writer: IncrementalPdfFileWriter) -> None:
        pages = writer.root["/Pages"]
        pages[pdf_name("/Count")] = generic.NumberObject(10**9)
        pages["/Kids"].append(writer.root.raw_get("/Pages"))
        writer.update_container(pages)

    assert not checker.check(paper, changed(signed(paper), endless)).is_good


def test_it_survives_deep_nesting(checker: PadesChecker, paper: bytes) -> None:
    deep = signed(paper) + b"\n900 0 obj\n" + b"[" * 100_000 + b"]" * 100_000 + b"\nendobj\n"
    assert not checker.check(paper, deep).is_good
    begun = (
        b"%PDF-1.7\n1 0 obj\n<</Pages " + b"[" * 100_000 + b"\nendobj\nxref\n0 0\ntrailer\n<</Root 1 0 R>>\n"
    )
    assert not checker.check(paper, begun + b"startxref\n100043\n%%EOF").is_good


@pytest.mark.parametrize("seed", range(60))
def test_it_never_falls_over_damage(
    checker: PadesChecker, paper: bytes, signed_paper: bytes, seed: int
) -> None:
    """Bytes changed, lost and doubled anywhere: said to be wrong, never raised."""
    chance, damaged = random.Random(seed), bytearray(signed_paper)
    for _ in range(chance.choice((1, 5, 40))):
        place = chance.randrange(len(damaged))
        length = chance.randrange(1, 200)
        piece = bytes(chance.choices(b"0123456789/<>[]()R obj", k=length))
        damaged[place : place + chance.choice((0, 1, length))] = piece
    found = checker.check(paper, bytes(damaged))
    assert isinstance(found, SignedPaper)
    assert not found.is_good
