"""What was said to those whose dossier was late."""

from portal.domain.apologies import Timing
from portal.domain.dossier_figures import Kept
from portal.queries.dossier_figures import DossierPart
from portal.web.shared.charts.letters import letters_chart
from portal.web.shared.figures.definitions import definitions
from portal.web.shared.figures.one_stop.shown import (
    ShownDossiers,
    count_tile,
    dossier_part_words,
    units_of,
)
from portal.web.shared.figures.pieces import (
    Cell,
    Section,
    Table,
    charts_of,
    share_tile,
)
from portal.web.shared.sentences import _
from portal.web.shared.words import number, percent, term_words, unit_name


def letter_section(shown: ShownDossiers) -> Section:
    """What was said to those whose dossier was late."""
    kept = shown.figures.kept
    tiles = [
        share_tile(kept.coverage, _("hồ sơ trễ hạn có thư xin lỗi"), ""),
        share_tile(kept.lawful, _("có thư trước ngày hẹn, đúng quy định"), ""),
        share_tile(kept.complete, _("đủ lý do, lời xin lỗi, ngày hẹn lại"), ""),
        share_tile(kept.new_date_kept, _("giữ đúng ngày hẹn lại"), ""),
        count_tile(shown, kept.with_letter(Timing.NEVER), DossierPart.WITHOUT_LETTER, tone="late"),
    ]
    heads = [_("Đơn vị"), dossier_part_words(DossierPart.ALL_LATE), *map(term_words, LETTER_TIMINGS)]
    rows = [[unit_name(unit_id), *_letters(shown, each, unit_id)] for unit_id, each in units_of(shown)]
    total = [_("Cộng"), *_letters(shown, kept, None)]
    caption = _("Thư xin lỗi theo đơn vị, %(period)s", period=shown.period)
    return Section(
        id="letters",
        title=_("Thư xin lỗi hồ sơ trễ hạn"),
        tiles=tiles,
        charts=charts_of([letters_chart(shown.letters)]),
        table=Table(caption, [*heads, _("Có thư")], [*rows, total]),
        definitions=definitions(
            "dossiers.apology_coverage",
            "dossiers.apology_before_due",
            "dossiers.apology_complete",
            "dossiers.new_date_kept",
        ),
    )


LETTER_TIMINGS = (Timing.BEFORE_DUE, Timing.ON_DUE, Timing.AFTER_DUE, Timing.NEVER)


def _letters(shown: ShownDossiers, kept: Kept, unit_id: int | None) -> list[str | Cell]:
    return [
        shown.number(kept.all_late, DossierPart.ALL_LATE, unit_id=unit_id),
        *(number(kept.with_letter(timing)) for timing in LETTER_TIMINGS[:-1]),
        shown.number(kept.with_letter(Timing.NEVER), DossierPart.WITHOUT_LETTER, unit_id=unit_id),
        percent(kept.coverage),
    ]
