"""Figures of dossiers beside what they are to reach."""

from portal.domain.figures import Share
from portal.domain.measures.measure import Counted
from portal.domain.measures.registry import TARGETED, measure
from portal.domain.targets import Target, TargetFigure, gap, target_for
from portal.web.shared.acting import settings
from portal.web.shared.charts.targets import Against, targets_chart
from portal.web.shared.figures.one_stop.shown import ShownDossiers
from portal.web.shared.figures.pieces import Section, Table, charts_of
from portal.web.shared.sentences import _
from portal.web.shared.words import number, percent, term_words


def target_section(shown: ShownDossiers) -> Section:
    """Each figure that has a target: where it stands, what is asked for, and the gap in percentage points."""
    found = [(share, target) for figure, share in shares_of(shown) if (target := _target(shown, figure))]
    heads = [_("Chỉ số"), _("Đạt"), _("Chỉ tiêu"), _("Hơn, kém (điểm %)"), _("Căn cứ")]
    caption = _("So với chỉ tiêu, %(period)s", period=shown.period)
    rows = [_row(share, target) for share, target in found]
    against = [Against(term_words(target.figure), share, target.percent) for share, target in found]
    return Section(
        id="targets",
        title=_("So với chỉ tiêu"),
        charts=charts_of([targets_chart(against)]),
        table=Table(caption, heads, rows, wide=True) if rows else None,
    )


def shares_of(shown: ShownDossiers) -> list[tuple[TargetFigure, Share]]:
    """The shares that can have targets, of which the dossiers have a value."""
    counted = Counted(kept=shown.figures.kept, ways=shown.figures.ways)
    values = {figure: measure(code).value(counted) for figure, code in TARGETED.items()}
    return [
        (figure, Share(each.part, each.whole))
        for figure, each in values.items()
        if each.part is not None and each.whole is not None and TARGETED[figure].startswith("dossiers.")
    ]


def _target(shown: ShownDossiers, figure: TargetFigure) -> Target | None:
    chain = settings().unit_chain(shown.unit_id) if shown.unit_id else ()
    return target_for(figure, chain, shown.selection.period.year, targets=shown.targets)


def _row(share: Share, target: Target) -> list[str]:
    difference = gap(share, target)
    words = "–" if difference is None else f"{'+' if difference > 0 else ''}{number(difference, 2)}"
    return [term_words(target.figure), percent(share), percent(target.percent), words, target.source]
