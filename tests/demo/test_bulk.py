"""The references of bulk cases: sound, without order, and never twice."""

from portal.demo.bulk.rows import reference_of
from portal.domain.reference import read_reference


def test_it_gives_every_number_a_reference_of_its_own() -> None:
    references = [reference_of(number) for number in range(1, 20_001)]
    assert len(set(references)) == 20_000
    assert sorted(references) != references
    assert all(read_reference(each) == each for each in references[:100])
