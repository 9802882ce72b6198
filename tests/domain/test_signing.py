"""What is known of signatures."""

from portal.domain.signing import WARNINGS, PaperFault, SignedPaper, SigningKey
from tests.support.letters import late_letter, letter


def test_it_never_shows_a_key_or_its_password() -> None:
    key = SigningKey(b"bytes of a key", "secret of a key")
    assert "a key" not in repr(key)
    assert "a key" not in f"{key}"


def test_it_takes_a_paper_with_warnings_alone() -> None:
    paper = SignedPaper(tuple(WARNINGS))
    assert paper.is_good
    assert set(paper.warnings) == WARNINGS


def test_it_refuses_a_paper_for_anything_else() -> None:
    for fault in set(PaperFault) - WARNINGS:
        paper = SignedPaper((PaperFault.UNTRUSTED, fault))
        assert not paper.is_good
        assert paper.refusals == (fault,)


def test_it_marks_drafts_and_samples() -> None:
    assert letter().mark == ""
    assert letter(is_draft=True).mark == "MẪU DỰ\xa0THẢO"
    assert letter(is_sample=True).mark == letter(is_draft=True, is_sample=True).mark == "MẪU"


def test_it_is_about_the_dossier() -> None:
    assert letter().about.endswith("giải quyết hồ sơ mã số H08.12-261103-0042")
    assert late_letter().about.startswith("xin lỗi về việc")
    assert letter(basis="Mẫu của tỉnh").legal_basis == "Mẫu của tỉnh"
