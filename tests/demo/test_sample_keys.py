"""The keys of the demo office."""

from datetime import timedelta

from portal.adapters.pades import PadesSigner
from portal.demo.sample_keys import sample_authority
from tests.support.letters import NOW


def test_it_makes_a_key_that_says_it_is_a_sample() -> None:
    key = sample_authority(NOW).key_for("Trần Thị Minh Nguyệt", "Sở Công Thương", password="x")
    certificate = PadesSigner().open(key).certificate
    assert "MẪU" in certificate.holder
    assert "không có giá trị pháp lý" in certificate.issuer
    assert certificate.valid_from < NOW < certificate.valid_until - timedelta(days=1000)


def test_it_makes_other_keys_each_time() -> None:
    one, other = (sample_authority(NOW) for _ in range(2))
    assert one.certificate.serial_number != other.certificate.serial_number
    assert one.pem != other.pem


def test_it_shortens_names_no_certificate_can_hold() -> None:
    key = sample_authority(NOW).key_for("Ủy ban nhân dân " * 9, "Ủy ban nhân dân " * 9, password="x")
    assert PadesSigner().open(key).certificate.holder.startswith("Ủy ban nhân dân")
