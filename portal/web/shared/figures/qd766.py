"""The rates of QĐ 766/QĐ-TTg in a section of their own: they count silence as satisfied, unlike every "
"ballot."""

from collections.abc import Mapping, Sequence

from portal.domain.figures import Share
from portal.domain.measures.measure import Counted, Measured
from portal.domain.measures.registry import measure
from portal.web.shared.figures.definitions import definitions, name_of
from portal.web.shared.figures.pieces import Section, Table, Tile, share_note
from portal.web.shared.sentences import _
from portal.web.shared.words import percent, unit_name

FEEDBACK = ("qd766.feedback_on_time", "qd766.feedback_satisfaction")
DOSSIERS = ("qd766.dossier_satisfaction",)


def decision_section(
    total: Counted, by_unit: Mapping[int, Counted], *, codes: Sequence[str], period: str
) -> Section:
    """The rates of all units together, and of each."""
    caption = _("Theo Quyết định 766/QĐ-TTg, %(period)s", period=period)
    rows = [
        [unit_name(unit_id), *(_words(_value(code, counted)) for code in codes)]
        for unit_id, counted in by_unit.items()
    ]
    return Section(
        id="qd766",
        title=_("Theo Quyết định 766/QĐ-TTg"),
        tiles=[_tile(code, _value(code, total)) for code in codes],
        table=Table(caption, [_("Đơn vị"), *map(name_of, codes)], rows) if len(rows) > 1 else None,
        definitions=definitions(*codes),
        note=_(
            "Theo quyết định này, im lặng được tính là hài lòng: không so sánh, không gộp với tỷ lệ hài lòng "
            "theo phiếu."
        ),
    )


def _value(code: str, counted: Counted) -> Measured:
    return measure(code).value(counted)


def _tile(code: str, value: Measured) -> Tile:
    label = name_of(code)
    if value.part is None or value.whole is None:
        return Tile("–", label, _words(value))
    return Tile(percent(value.percent), label, share_note(Share(value.part, value.whole)))


def _words(value: Measured) -> str:
    if value.suppressed:
        return _("chưa đủ phiếu để nêu tỷ lệ")
    return percent(value.percent)
