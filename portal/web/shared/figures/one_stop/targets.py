"""Figures of dossiers beside what they are to reach."""

from portal.domain.figures import Share
from portal.domain.targets import TargetFigure, gap, target_for
from portal.web.shared.acting import settings
from portal.web.shared.figures.one_stop.shown import ShownDossiers
from portal.web.shared.figures.pieces import Section, Table
from portal.web.shared.sentences import _
from portal.web.shared.words import number, percent, term_words


def target_section(shown: ShownDossiers) -> Section:
    """Each figure that has a target: where it stands, what is asked for, and the gap in percentage points."""
    rows = [row for figure, share in shares_of(shown) if (row := _row(shown, figure, share))]
    heads = [_("Chỉ số"), _("Đạt"), _("Chỉ tiêu"), _("Hơn, kém (điểm %)"), _("Căn cứ")]
    caption = _("So với chỉ tiêu, %(period)s", period=shown.period)
    return Section(
        id="targets", title=_("So với chỉ tiêu"), table=Table(caption, heads, rows) if rows else None
    )


def shares_of(shown: ShownDossiers) -> list[tuple[TargetFigure, Share]]:
    """The shares that can have targets."""
    kept, ways = shown.figures.kept, shown.figures.ways
    return [
        (TargetFigure.DOSSIERS_ON_TIME, kept.on_time),
        (TargetFigure.APOLOGY_COVERAGE, kept.coverage),
        (TargetFigure.ONLINE_PROCEDURES_USED, ways.online_procedures_used),
        (TargetFigure.ONLINE_OF_ALL, ways.online_of_all),
        (TargetFigure.ONLINE_PARTIAL, ways.online_partial_share),
        (TargetFigure.ONLINE_FULL, ways.online_full_share),
        (TargetFigure.POSTAL_PROCEDURES_USED, ways.postal_procedures_used),
        (TargetFigure.RECEIVED_BY_POST, ways.received_by_post),
        (TargetFigure.RETURNED_BY_POST, ways.returned_by_post),
    ]


def _row(shown: ShownDossiers, figure: TargetFigure, share: Share) -> list[str] | None:
    chain = settings().unit_chain(shown.unit_id) if shown.unit_id else ()
    target = target_for(figure, chain, shown.selection.period.year, targets=shown.targets)
    if target is None:
        return None
    difference = gap(share, target)
    words = "–" if difference is None else f"{'+' if difference > 0 else ''}{number(difference, 2)}"
    return [term_words(figure), percent(share), percent(target.percent), words, target.source]
