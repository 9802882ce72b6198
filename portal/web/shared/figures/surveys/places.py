"""Survey results by counter and way in, and the doubtful ballots, which are counted apart."""

from collections.abc import Mapping, Sequence

from portal.domain.measures.surveys import DOUBTFUL, OVERALL
from portal.domain.surveys.results import overall_result
from portal.domain.surveys.trust import Doubt
from portal.queries.surveys.results import SeriesResult
from portal.web.shared.figures.definitions import definitions
from portal.web.shared.figures.pieces import Section, Table, Tile
from portal.web.shared.figures.surveys.shown import few_words, pooled_words
from portal.web.shared.sentences import _
from portal.web.shared.words import number, term_words


def place_section(result: SeriesResult, names: Mapping[int, str]) -> Section:
    """Counters, kiosks, pages and frames side by side, by how many ballots came in."""
    asked = result.asked.published.questionnaire
    points = sorted(result.by_point.items(), key=lambda each: -each[1].ballots)
    rows = [
        [
            names.get(point, _("Không qua điểm nào")),
            number(counts.ballots),
            pooled_words(overall_result(asked, counts)),
        ]
        for point, counts in points
    ]
    heads = [_("Điểm lấy ý kiến"), _("Số phiếu"), _("Hài lòng")]
    return Section(
        id="points",
        title=_("Theo điểm lấy ý kiến"),
        finding=_most(rows),
        table=Table(_("Hài lòng theo điểm lấy ý kiến"), heads, rows) if len(rows) > 1 else None,
        definitions=definitions(OVERALL.code),
        note=_rest_words(result, sum(counts.ballots for _point, counts in points)),
    )


def way_section(result: SeriesResult) -> Section:
    """How the ballots came in."""
    ways = sorted(result.ways.items(), key=lambda each: -each[1])
    heads = [_("Cách gửi phiếu"), _("Số phiếu")]
    rows = [[term_words(way), number(ballots)] for way, ballots in ways]
    return Section(
        id="ways",
        title=_("Theo cách gửi phiếu"),
        finding=_most(rows),
        table=Table(_("Số phiếu theo cách gửi"), heads, rows) if rows else None,
        note=_rest_words(result, sum(result.ways.values())),
    )


def _most(rows: Sequence[Sequence[str]]) -> str:
    """The row with the most ballots, which stands first."""
    return _("Nhiều nhất: %(name)s, %(n)s phiếu", name=rows[0][0], n=rows[0][1]) if rows else ""


def _rest_words(result: SeriesResult, told: int) -> str:
    """Why the rows of a table come to less than the whole; empty where they do not, or where there are none."""
    if not 0 < told < result.total.ballots:
        return ""
    return _(
        "Điểm hoặc cách gửi có dưới 5 phiếu trong tháng không được nêu riêng, nên các dòng cộng lại ít hơn tổng số."
    )


def doubtful_section(result: SeriesResult) -> Section:
    """How many ballots are doubtful, and why; what they say is in no figure."""
    rows = [
        [term_words(doubt), few_words(result.doubts[doubt.value])]
        for doubt in Doubt
        if result.doubts.get(doubt.value)
    ]
    tile = Tile(few_words(result.doubtful), _("phiếu nghi vấn, không tính vào tỷ lệ"))
    return Section(
        id="doubtful",
        title=_("Phiếu nghi vấn"),
        finding=_("%(n)s phiếu, không tính vào tỷ lệ", n=few_words(result.doubtful)),
        tiles=[tile] if result.doubtful else [],
        table=Table(_("Phiếu nghi vấn theo lý do"), [_("Lý do"), _("Số phiếu")], rows) if rows else None,
        definitions=definitions(DOUBTFUL.code),
    )
