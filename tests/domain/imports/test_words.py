"""Every reason has its sentence in both languages."""

import pytest

from portal.domain.imports.fields import DOSSIER_FIELDS
from portal.domain.imports.mapping import MappingProblem, MappingTrouble
from portal.domain.imports.reasons import Reason, RowError
from portal.domain.imports.tables import Flaw, TableTrouble, UnreadableTable
from portal.domain.imports.words import mapping_words, reason_words, trouble_words


@pytest.mark.parametrize("code", TableTrouble)
def test_it_says_why_a_file_is_refused(code: TableTrouble) -> None:
    trouble = UnreadableTable(code, 17)
    vietnamese, english = trouble_words(trouble), trouble_words(trouble, "en")

    assert vietnamese != english
    assert ("17" in vietnamese) == ("17" in english)


@pytest.mark.parametrize("reason", Reason)
def test_it_says_why_a_cell_is_wrong(reason: Reason) -> None:
    error = RowError(20, "Mã hồ sơ", "x", reason, first_line=17)
    vietnamese, english = reason_words(error), reason_words(error, "en")

    assert vietnamese != english
    assert ("17" in vietnamese) == ("17" in english) == (reason is Reason.TWICE)


@pytest.mark.parametrize("code", MappingTrouble)
def test_it_says_what_is_wrong_with_a_mapping(code: MappingTrouble) -> None:
    problem = MappingProblem(code, "code", "Mã")

    assert mapping_words(problem, DOSSIER_FIELDS) != mapping_words(problem, DOSSIER_FIELDS, "en")


def test_it_calls_a_field_by_its_name() -> None:
    missing = MappingProblem(MappingTrouble.FIELD_MISSING, "code")
    assert mapping_words(missing, DOSSIER_FIELDS) == "Chưa chọn cột cho trường bắt buộc “Mã hồ sơ”."


@pytest.mark.parametrize("flaw", Flaw)
def test_a_flaw_of_a_cell_is_a_reason(flaw: Flaw) -> None:
    assert Reason(flaw.value).value == flaw.value
