"""Fills a database with very many cases that are consistent, in batches, each in a transaction of its own."""

from collections import Counter as Tally
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any

from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session

from portal.demo.bulk import rows as made
from portal.demo.bulk.lives import BulkLife, Desk, Drawing, receipt_at
from portal.demo.bulk.sink import Sink
from portal.demo.stories import Story, all_stories
from portal.domain.permissions import Role
from portal.domain.time import local_day
from portal.models.answer import Answer, Publication
from portal.models.bookkeeping import Counter
from portal.models.case import Case, CaseEvent, CaseWords, Sender
from portal.models.clock import CaseClock
from portal.models.figure import Basis, FigureMark, HeldTime
from portal.models.message import Message
from portal.models.rating import RatingRow
from portal.queries.settings import Settings, load_settings

BATCH = 5_000
MOST_PUBLISHED = 20_000
DAYS = 730

TABLES: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (Case, made.CASE),
    (Sender, made.SENDER),
    (CaseWords, made.WORDS),
    (CaseEvent, made.EVENT),
    (CaseClock, made.CLOCK),
    (Answer, made.ANSWERS),
    (Publication, made.PUBLICATION),
    (Message, made.MESSAGE),
    (RatingRow, made.RATING),
    (HeldTime, made.HELD),
)


@dataclass
class Batch:
    """The rows of some cases, table by table."""

    rows: dict[Any, list[tuple[Any, ...]]] = field(default_factory=lambda: {table: [] for table, _ in TABLES})

    def add(self, table: Any, row: tuple[Any, ...]) -> None:
        """One more row of a table."""
        self.rows[table].append(row)


class Filling:
    """One run: draws the lives, numbers them, and writes them."""

    def __init__(self, session: Session, now: datetime, *, count: int, seed: int) -> None:
        self.session, self.now, self.count = session, now, count
        self.random = Random(seed)  # invented lives, not secrets
        self.settings = load_settings(session)
        self.root = next(each.id for each in self.settings.units.values() if each.parent_id is None)
        self.drawing = Drawing(self.random, self.settings.reckoning(self.root, local_day(now)), now)
        self.numbers: Tally[int] = Tally(_last_numbers(session, self.root))
        # Cases, answers and publications share their numbers here, and there may be more answers than cases.
        last = (session.scalar(select(func.max(table.id))) or 0 for table in (Case, Answer, Publication))
        self.first = max(last) + 1
        self.stories = [(story, desk) for story in all_stories() if (desk := _desk(self.settings, story))]
        self.made = made.Rows(
            root=self.root,
            categories=_categories(self.settings),
            areas=_areas(self.settings),
        )
        self.published_share = min(0.5, MOST_PUBLISHED / count)
        self.published = 0

    def run(self) -> Iterator[int]:
        """Write the cases, oldest first; yields how many each batch wrote."""
        moments = sorted(receipt_at(self.random, self.now, days=DAYS) for _ in range(self.count))
        for start in range(0, self.count, BATCH):
            batch = Batch()
            part = moments[start : start + BATCH]
            for offset, received_at in enumerate(part):
                self._add(batch, self.first + start + offset, received_at)
            self._write(batch)
            yield len(part)
        self._finish()

    def _add(self, batch: Batch, number: int, received_at: datetime) -> None:
        story, desk = self.random.choice(self.stories)
        life = self.drawing.draw(number, story, desk=desk, received_at=received_at)
        year = local_day(received_at).year
        self.numbers[year] += 1
        published = (
            bool(life.answered_at)
            and self.published < MOST_PUBLISHED
            and (self.random.random() < self.published_share)
        )
        minutes = self.drawing.answer_minutes(life)
        rows = self.made
        batch.add(
            Case, rows.case(life, register_number=self.numbers[year], published=published, minutes=minutes)
        )
        batch.add(Sender, rows.sender(life))
        batch.add(CaseWords, rows.words(life))
        batch.rows[CaseEvent].extend(rows.events(life, published=published))
        batch.rows[CaseClock].extend(rows.clocks(life))
        if life.answered_at:
            self._add_answered(batch, life, published=published)
        if (held := rows.held(life, minutes)) is not None:
            batch.add(HeldTime, held)

    def _add_answered(self, batch: Batch, life: BulkLife, *, published: bool) -> None:
        batch.add(Answer, self.made.answer(life))
        batch.add(Message, self.made.message(life))
        if published:
            self.published += 1
            batch.add(Publication, self.made.publication(life, self.drawing))
        if self.random.random() < 0.25:
            result, time, attitude = (self.random.choice((1, 2, 3, 4, 4, 4, 5, 5, 5)) for _ in range(3))
            batch.add(RatingRow, (life.number, 1, result, time, attitude, "", life.answered_at))

    def _write(self, batch: Batch) -> None:
        sink = Sink(self.session.connection())
        for table, columns in TABLES:
            sink.write(_table(table), columns, rows=batch.rows[table])
        self.session.commit()

    def _finish(self) -> None:
        """Number what comes next after these, and have every month counted."""
        sink = Sink(self.session.connection())
        for table in (Case, Answer, Publication, Message, RatingRow):
            sink.reset_sequence(_table(table))
        for year, last in self.numbers.items():
            self.session.merge(Counter(series="register", unit_id=self.root, year=year, last=last))
        for basis, unit, month in (
            (Basis.RECEIVED, Case.unit_id, Case.received_month),
            (Basis.DUE, Case.unit_id, Case.due_month),
            (Basis.ANSWERED, HeldTime.unit_id, HeldTime.month),
        ):
            for row in self.session.execute(select(unit.label("unit_id"), month.label("month")).distinct()):
                self.session.add(FigureMark(basis=basis, unit_id=row.unit_id, month=row.month))
        self.session.commit()


def _table(model: Any) -> Table:
    table: Table = model.__table__
    return table


def _last_numbers(session: Session, root: int) -> dict[int, int]:
    wanted = select(Counter.year, Counter.last).where(Counter.series == "register", Counter.unit_id == root)
    return {row.year: row.last for row in session.execute(wanted)}


def _categories(settings: Settings) -> dict[str, int]:
    return {each.code: each.id for each in settings.categories.values()}


def _areas(settings: Settings) -> dict[str, int]:
    return {
        "/".join(settings.areas[each].name for each in reversed(settings.area_chain(area_id))): area_id
        for area_id in settings.areas
    }


def _desk(settings: Settings, story: Story) -> Desk | None:
    unit = settings.unit_by_code(story.unit)
    if unit is None:
        return None
    today = max(post.valid_from for post in settings.posts)
    officers = settings.holders(Role.OFFICER, {unit.id}, today)
    leaders = settings.holders(Role.LEADER, settings.unit_chain(unit.id), today)
    return Desk(unit.id, officers[0].id, leaders[0].id) if officers and leaders else None
