"""Every item of a survey, factor by factor: how many gave each level, the satisfied ones and their interval."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from portal.domain.measures.surveys import ITEM
from portal.domain.surveys.questionnaire import Item, Point, Questionnaire, Scale
from portal.domain.surveys.questionnaire import Section as Asked
from portal.domain.surveys.results import Pooled, factor_result, item_result, levels_of
from portal.queries.surveys.results import SeriesResult
from portal.web.shared.acting import language
from portal.web.shared.charts.drawn import Drawn
from portal.web.shared.charts.surveys import Levels, level_chart
from portal.web.shared.figures.definitions import definitions
from portal.web.shared.figures.pieces import Section, Table, charts_of
from portal.web.shared.figures.surveys.shown import few_words, interval_words, pooled_words
from portal.web.shared.sentences import _
from portal.web.shared.words import number


@dataclass(frozen=True)
class _Group:
    """Items that stand together, as they were answered."""

    result: SeriesResult
    items: tuple[Item, ...]

    @property
    def asked(self) -> Questionnaire:
        """The questionnaire they are in."""
        return self.result.asked.published.questionnaire

    @property
    def scale(self) -> Scale:
        """The scale of the first: items on it share its heads; of others only the shares are told."""
        return self.asked.scale_of(self.items[0])

    @property
    def points(self) -> Sequence[Point]:
        """The steps of the scale, the best first."""
        return tuple(reversed(self.scale.points))

    def answered(self) -> Iterator[tuple[Item, Pooled]]:
        """Each item with how it was answered."""
        return ((item, item_result(self.asked, self.result.total, item)) for item in self.items)

    def has_levels(self, item: Item, pooled: Pooled) -> bool:
        """Whether its levels may be told under the heads of the group."""
        return pooled.share is not None and self.asked.scale_of(item) == self.scale

    def levels(self, item: Item) -> tuple[int, ...]:
        """How many gave each level, the best first."""
        levels = levels_of(self.result.total, item)
        return tuple(levels.get(point.value, 0) for point in self.points)


def item_section(result: SeriesResult) -> Section:
    """A part for each section that has items on scales; where there is one only, no parts."""
    sections = [each for each in result.asked.published.questionnaire.sections if each.rated_items]
    title, defined = _("Từng câu hỏi"), definitions(ITEM.code)
    if len(sections) == 1:
        part = _part(result, sections[0], _("Từng câu hỏi, số phiếu theo mức"))
        return replace(part, id="items", title=title, definitions=defined)
    parts = []
    for each in sections:
        caption = _("%(section)s: từng câu hỏi, số phiếu theo mức", section=each.title.said(language()))
        parts.append(_part(result, each, caption))
    return Section(id="items", title=title, parts=parts, definitions=defined)


def _part(result: SeriesResult, asked: Asked, caption: str) -> Section:
    group = _Group(result, asked.rated_items)
    return Section(
        id=f"items-{asked.code}",
        title=asked.title.said(language()),
        finding=_satisfied(group, asked),
        charts=charts_of([_chart(group)]),
        table=_table(group, caption),
    )


def _satisfied(group: _Group, asked: Asked) -> str:
    """The share of a factor or of a single item; the items of other sections make no figure together."""
    if not asked.is_factor and len(group.items) > 1:
        return ""
    pooled = factor_result(group.asked, group.result.total, asked)
    share = pooled_words(pooled)
    return _("%(percent)s hài lòng", percent=share) if pooled.share is not None else share


def _table(group: _Group, caption: str) -> Table:
    heads = [_("Câu hỏi"), _("Số phiếu"), _("Hài lòng"), _("Khoảng tin cậy 95% (%)")]
    rows = []
    for item, pooled in group.answered():
        shares = [few_words(pooled.ballots), pooled_words(pooled), interval_words(pooled)]
        levels = (
            map(number, group.levels(item)) if group.has_levels(item, pooled) else ["–"] * len(group.points)
        )
        rows.append([item.text.said(language()), *shares, *levels])
    return Table(
        caption, [*heads, *(point.label.said(language()) for point in group.points)], rows, wide=True
    )


def _chart(group: _Group) -> Drawn | None:
    """Each item as a bar of its levels, under the lowest of them."""
    shown = [(item, pooled) for item, pooled in group.answered() if group.has_levels(item, pooled)]
    rows = [
        Levels(item.text.said(language()), group.levels(item), pooled_words(pooled)) for item, pooled in shown
    ]
    names = [point.label.said(language()) for point in group.points]
    caption = _("Số phiếu theo mức; tỷ lệ hài lòng ở bên phải.")
    return level_chart(rows, names, title=_finding(shown), caption=caption)


def _finding(shown: Sequence[tuple[Item, Pooled]]) -> str:
    """The item with the fewest satisfied ones, where there are several."""
    if len(shown) < 2:
        return _("Từng câu hỏi theo mức")
    worst, pooled = min(shown, key=lambda each: each[1].satisfied / each[1].answers)
    return _(
        "Thấp nhất: %(factor)s (%(percent)s)",
        factor=worst.text.said(language()),
        percent=pooled_words(pooled),
    )
