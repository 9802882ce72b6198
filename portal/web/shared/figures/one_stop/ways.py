"""How dossiers came in and results went out, and each procedure by itself."""

from portal.domain.apologies import Timing
from portal.domain.figures import Share
from portal.queries.dossier_figures import DossierPart
from portal.web.shared.figures.one_stop.definitions import (
    way_definitions,
)
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
        (_("Thủ tục cung cấp trực tuyến có phát sinh hồ sơ trực tuyến"), ways.online_procedures_used),
        (_("Hồ sơ trực tuyến trên tổng số hồ sơ"), ways.online_of_all),
        (_("Hồ sơ trực tuyến một phần, của thủ tục cung cấp một phần"), ways.online_partial_share),
        (_("Hồ sơ trực tuyến toàn trình, của thủ tục cung cấp toàn trình"), ways.online_full_share),
        (_("Thủ tục qua bưu chính công ích có phát sinh giao dịch"), ways.postal_procedures_used),
        (_("Hồ sơ tiếp nhận qua bưu chính công ích"), ways.received_by_post),
        (_("Kết quả trả qua bưu chính công ích"), ways.returned_by_post),
    )
    rows = [[words, number(share.part), number(share.whole), percent(share)] for words, share in shares]
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
        definitions=way_definitions(),
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
