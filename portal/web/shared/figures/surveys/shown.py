"""The results of surveys that one page shows: which series, with what label, and where its numbers lead."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from portal.domain.figures import FEWEST_BALLOTS, Share
from portal.domain.periods import month_of
from portal.domain.surveys.results import Pooled, overall_result
from portal.domain.targets import Target, TargetFigure, target_for
from portal.queries.figures import Selection
from portal.queries.surveys.results import Results, Series, SeriesResult
from portal.web.shared.acting import language, settings
from portal.web.shared.figures.periods import month_words, period_words
from portal.web.shared.figures.pieces import Cell
from portal.web.shared.sentences import _
from portal.web.shared.words import day, number, percent, term_words, unit_name


class SurveyLinks(Protocol):
    """Where a page of results leads; an empty address where it leads nowhere."""

    def unit(self, unit_id: int) -> str:
        """The same page for one unit."""

    def series(self, series: Series) -> str:
        """The same page for another series."""


@dataclass(frozen=True)
class ShownSurveys:
    """The results that one page shows."""

    results: Results
    selection: Selection
    links: SurveyLinks
    targets: tuple[Target, ...] = ()
    # The one unit that the page is about, with those below it.
    unit_id: int | None = None
    # The share of ratings of answers, which are something else and so stand in a row of their own.
    ratings: Share | None = None
    asked: Series | None = None

    @property
    def period(self) -> str:
        """The period in words."""
        return period_words(self.selection.period)

    @property
    def this_month(self) -> str:
        """The running month, where it is in the period: nothing of it is told yet."""
        month, period = month_of(self.selection.today), self.selection.period
        return month_words(month) if period.first <= month <= period.last else ""

    def target_of(self, figure: TargetFigure) -> Target | None:
        """What is asked for of the unit, or of all, in the year of the period."""
        chain = settings().unit_chain(self.unit_id) if self.unit_id else ()
        return target_for(figure, chain, self.selection.period.year, targets=self.targets)

    @property
    def target(self) -> Decimal | None:
        """The share of satisfied answers that surveys are to reach, in percent."""
        found = self.target_of(TargetFigure.SURVEY_SATISFACTION)
        return found.percent if found else None

    @property
    def chosen(self) -> SeriesResult | None:
        """The series that is shown in full: the one asked for, else the first that has enough ballots."""
        named = (each for each in self.results.series if each.asked.series == self.asked)
        shown = (each for each in self.results.series if each.is_shown)
        return next(named, None) or next(shown, None) or next(iter(self.results.series), None)

    def units(self, result: SeriesResult) -> list[int]:
        """The units that may be shown, in the order of the tree's positions."""
        return [each for each in settings().units if each in result.by_unit]

    def unit_cell(self, unit_id: int) -> str | Cell:
        """The name of a unit, which leads to its own page where there is one."""
        href = self.links.unit(unit_id)
        return Cell(unit_name(unit_id), href) if href else unit_name(unit_id)

    def ways_to_series(self) -> list[dict[str, Any]]:
        """The series to choose from."""
        chosen = self.chosen
        return [
            {
                "label": series_words(each),
                "href": self.links.series(each.asked.series),
                "count": ballots_words(each),
                "current": each is chosen,
            }
            for each in self.results.series
        ]


def title_words(result: SeriesResult) -> str:
    """What was asked: the title of the questionnaire, with the number of its version."""
    published = result.asked.published
    title = published.questionnaire.title.said(language())
    return _("%(title)s (phiên bản %(n)s)", title=title, n=published.number)


def series_words(result: SeriesResult) -> str:
    """A series in a few words: what was asked, or the sample that was drawn."""
    campaign = result.asked.campaign
    if campaign is not None:
        return campaign.name
    words = {
        "answer": _("Đánh giá câu trả lời"),
        "one_stop": _("Bộ phận một cửa"),
        "quick": _("Đánh giá nhanh"),
    }
    published = result.asked.published
    name = words.get(published.questionnaire.code) or published.questionnaire.title.said(language())
    return f"{name} · {number(published.number)}" if published.number > 1 else name


def label_words(result: SeriesResult) -> str:
    """Whether chance chose who was asked: said beside every figure (rules §9)."""
    return _("mẫu ngẫu nhiên") if result.asked.series.is_sampled else _("phiếu tự nguyện, không đại diện")


def sample_words(result: SeriesResult) -> str:
    """Whom a sample was drawn from, and when; empty for voluntary ballots."""
    campaign = result.asked.campaign
    if campaign is None:
        return ""
    return _(
        "Người trả lời được chọn ngẫu nhiên từ %(population)s, từ %(first)s đến %(last)s. Đợt khảo sát: %(status)s.",
        population=_inner(term_words(campaign.population)),
        first=day(campaign.first_on),
        last=day(campaign.last_on),
        status=_inner(term_words(campaign.status)),
    )


def _inner(words: str) -> str:
    """Words as they stand within a sentence."""
    return words[:1].lower() + words[1:]


def overall_of(result: SeriesResult) -> Pooled:
    """All together, of what may be shown."""
    return overall_result(result.asked.published.questionnaire, result.total)


def held_back_words(result: SeriesResult) -> str:
    """Where the ballots are that are not told; empty where all are."""
    if not result.held_back:
        return ""
    return _(
        "Tháng nào của đơn vị có dưới %(n)s phiếu thì phiếu được tính vào quý, 6 tháng hoặc năm của đơn vị, rồi vào "
        "đơn vị cấp trên, khi kỳ đó kết thúc. Vì vậy số phiếu ở đây có thể ít hơn số phiếu đã nhận.",
        n=FEWEST_BALLOTS,
    )


def few_words(ballots: int) -> str:
    """A number of ballots; of one to four only that they are few."""
    return _("dưới %(n)s", n=FEWEST_BALLOTS) if 0 < ballots < FEWEST_BALLOTS else number(ballots)


def ballots_words(result: SeriesResult) -> str:
    """How many sound ballots a series has; nothing where they, or others beside them, are few."""
    return number(result.total.ballots) if result.is_shown else _("chưa đủ")


def pooled_words(pooled: Pooled) -> str:
    """A share, or why there is none."""
    if pooled.share is None:
        return _("dưới %(n)s phiếu", n=FEWEST_BALLOTS) if pooled.ballots else "–"
    return percent(pooled.share)


def interval_words(pooled: Pooled) -> str:
    """The interval of a share."""
    if pooled.interval is None:
        return "–"
    low, high = pooled.interval
    return f"{number(low, 2)} – {number(high, 2)}"


def worst_first(pooled: Iterable[tuple[str, Pooled]]) -> Sequence[tuple[str, Pooled]]:
    """Items by the share of low answers, those below five ballots left out."""
    shown = [(name, each) for name, each in pooled if each.share is not None and each.low]
    return sorted(shown, key=lambda each: (-each[1].low / each[1].answers, -each[1].low))
