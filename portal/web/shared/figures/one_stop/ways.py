"""How dossiers came in and results went out, and each procedure by itself."""

from portal.domain.apologies import Timing
from portal.domain.figures import Share
from portal.queries.dossier_figures import DossierPart
from portal.web.shared.figures.definitions import definitions, name_of
from portal.web.shared.figures.one_stop.shown import (
    DUE,
    RECEIVED,
    ShownDossiers,
    count_tile,
)
from portal.web.shared.figures.pieces import (
    Cell,
    Section,
    Table,
    cell,
)
from portal.web.shared.sentences import _
from portal.web.shared.words import number, percent

SHOWN_PROCEDURES = 40


def ways_section(shown: ShownDossiers) -> Section:
    """How dossiers came in and results went out."""
    ways, counts = shown.figures.ways, shown.figures.received
    shares: tuple[tuple[str, Share], ...] = (
        ("online_procedures_used", ways.online_procedures_used),
        ("online_of_all", ways.online_of_all),
        ("online_partial_share", ways.online_partial_share),
        ("online_full_share", ways.online_full_share),
        ("postal_procedures_used", ways.postal_procedures_used),
        ("received_by_post", ways.received_by_post),
        ("returned_by_post", ways.returned_by_post),
    )
    rows = [
        [name_of(f"dossiers.{code}"), number(share.part), number(share.whole), percent(share)]
        for code, share in shares
    ]
    parts = (DossierPart.COUNTER, DossierPart.ONLINE_PARTIAL, DossierPart.ONLINE_FULL, DossierPart.POSTAL)
    return Section(
        id="ways",
        title=_("Hình thức tiếp nhận, trả kết quả"),
        tiles=[count_tile(shown, getattr(counts, part.value), part, basis=RECEIVED) for part in parts],
        table=Table(
            _("Tỷ lệ trực tuyến và bưu chính công ích, %(period)s", period=shown.period),
            [_("Chỉ số"), _("Tử số"), _("Mẫu số"), _("Tỷ lệ")],
            rows,
        ),
        definitions=definitions(*(f"dossiers.{code}" for code, _share in shares)),
    )


def procedure_section(shown: ShownDossiers) -> Section:
    """Each procedure, those with most late dossiers first."""
    figures = shown.figures

    def links(counted: DossierPart, procedure_id: int, count: int) -> str | Cell:
        return cell(count, shown.links.rows(counted, DUE, procedure_id=procedure_id))

    late_first = sorted(figures.kept_by_procedure.items(), key=lambda each: -each[1].all_late)
    rows = [
        [
            figures.procedures[key].name,
            links(DossierPart.ALL, key, kept.counts.all),
            links(DossierPart.ALL_LATE, key, kept.all_late),
            percent(kept.on_time),
            links(DossierPart.WITHOUT_LETTER, key, kept.with_letter(Timing.NEVER)),
        ]
        for key, kept in late_first[:SHOWN_PROCEDURES]
        if key in figures.procedures
    ]
    heads = [_("Thủ tục"), _("Đến hẹn"), _("Trễ và quá hạn"), _("Đúng, sớm hạn"), _("Không có thư")]
    left = len(late_first) - SHOWN_PROCEDURES
    return Section(
        id="procedures",
        title=_("Theo thủ tục hành chính"),
        table=Table(_("Theo thủ tục hành chính, %(period)s", period=shown.period), heads, rows)
        if rows
        else None,
        note=_("Còn %(n)s thủ tục khác có ít hồ sơ trễ hạn hơn.", n=left) if left > 0 else "",
    )
