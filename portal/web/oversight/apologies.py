"""Letters of apology on the dashboard, with the way to the figures of dossiers."""

from typing import Any

from flask import url_for

from portal.domain.apologies import Timing
from portal.domain.targets import TargetFigure, target_for
from portal.queries.dossier_figures import late_kept
from portal.web.shared.acting import session, settings
from portal.web.shared.charts.letters import ShownLetters, letters_chart, timing_words
from portal.web.shared.charts.promise import gap_words
from portal.web.shared.figures.definitions import definitions
from portal.web.shared.figures.pieces import Section, Table, Tile, charts_of, share_note
from portal.web.shared.figures.shown import Shown
from portal.web.shared.sentences import _
from portal.web.shared.words import number, percent, unit_name

DOSSIERS = "oversight.dossier_figures_page"
TIMINGS = (Timing.BEFORE_DUE, Timing.ON_DUE, Timing.AFTER_DUE, Timing.NEVER)


def apology_section(shown: Shown, query: dict[str, Any]) -> Section:
    """How many late dossiers had a letter, and when; everything else about dossiers is one link away."""
    letters = _letters(shown)
    coverage, href = letters.total.coverage, url_for(DOSSIERS, **query)
    note = gap_words(coverage, letters.target)
    tiles = [
        Tile(
            percent(coverage),
            _("hồ sơ trễ hạn có thư xin lỗi"),
            "; ".join(each for each in (share_note(coverage), note) if each),
            href,
        ),
        *(_tile(letters, timing) for timing in TIMINGS),
    ]
    return Section(
        id="apologies",
        title=_("Thư xin lỗi hồ sơ trễ hạn"),
        tiles=tiles if coverage.whole else [],
        charts=charts_of([letters_chart(letters)]),
        table=_table(letters) if coverage.whole else None,
        note="" if coverage.whole else _("Không có hồ sơ nào trễ hạn trong kỳ."),
        definitions=definitions("dossiers.apology_coverage", "dossiers.apology_before_due"),
        more=(_("Số liệu hồ sơ một cửa và thư xin lỗi"), href),
    )


def _letters(shown: Shown) -> ShownLetters:
    total, by_unit = late_kept(session(), shown.selection)
    chain = settings().unit_chain(shown.unit_id) if shown.unit_id else ()
    year = shown.selection.period.year
    target = target_for(TargetFigure.APOLOGY_COVERAGE, chain, year, targets=shown.targets)
    units = [(each, by_unit[each]) for each in settings().units if each in by_unit]
    return ShownLetters(total, units, target.percent if target else None, shown.period)


def _tile(letters: ShownLetters, timing: Timing) -> Tile:
    count = letters.total.with_letter(timing)
    words = timing_words()[timing]
    late = timing is Timing.NEVER and count
    return Tile(number(count), words[:1].lower() + words[1:], tone="late" if late else "")


def _table(letters: ShownLetters) -> Table:
    words = timing_words()
    heads = [_("Đơn vị"), _("Trễ hạn và quá hạn"), *(words[each] for each in TIMINGS), _("Có thư")]
    named = [(unit_name(unit_id), kept) for unit_id, kept in letters.units if kept.all_late]
    rows = [
        [
            name,
            number(kept.all_late),
            *(number(kept.with_letter(each)) for each in TIMINGS),
            percent(kept.coverage),
        ]
        for name, kept in [*named, (_("Cộng"), letters.total)]
    ]
    return Table(_("Thư xin lỗi theo đơn vị, %(period)s", period=letters.period), heads, rows)
