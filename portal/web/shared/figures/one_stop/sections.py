"""A page of figures of dossiers from top to bottom."""

from portal.domain.measures.measure import Counted
from portal.web.shared.figures.one_stop.letters import letter_section
from portal.web.shared.figures.one_stop.promise import kept_section
from portal.web.shared.figures.one_stop.shown import ShownDossiers, units_of
from portal.web.shared.figures.one_stop.targets import target_section
from portal.web.shared.figures.one_stop.ways import procedure_section, ways_section
from portal.web.shared.figures.pieces import Section
from portal.web.shared.figures.qd766 import DOSSIERS, decision_section


def dossier_sections(shown: ShownDossiers) -> list[Section]:
    """The promise first, beside its targets, then the letters, the ways in and out, and the procedures."""
    return [
        kept_section(shown),
        target_section(shown),
        letter_section(shown),
        ways_section(shown),
        _decision(shown),
        procedure_section(shown),
    ]


def _decision(shown: ShownDossiers) -> Section:
    by_unit = {unit_id: Counted(kept=each) for unit_id, each in units_of(shown)}
    return decision_section(Counted(kept=shown.figures.kept), by_unit, codes=DOSSIERS, period=shown.period)
